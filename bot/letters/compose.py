"""Decisions about one mail -> which letters are owed, to whom, and what each may say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.letters.facts import SHORT_BLOCKS, LetterFacts
from bot.letters.known import known
from bot.letters.plan import Correspondent, Plan
from bot.letters.questions import blocks_of, follow_up, questions

if TYPE_CHECKING:
    from bot.model import Finding, Judged, LetterPolicy, Outcome, Panel, Slip

__all__ = ["ACKNOWLEDGEMENTS", "Correspondent", "Plan", "activated", "follow_up", "plans", "verdict"]

ACKNOWLEDGEMENTS = ("acknowledgement", "neutral_acknowledgement")

# What is told of a claim that a person will decide. One reason that is none of these, and none of them is told.
_TOLD_IN_REVIEW = frozenset(
    {
        "slip_paid", "slip_cancelled", "slip_expired", "date", "date_in_future", "stale", "amount_over", "iva_withheld",
        "other_slip", "amount_of_another", "several_slips", "several_payments", "other_currency", "cheque",
        "no_receipt",
    }
)  # fmt: skip
# Of a payment that is just what another slip of his asks for, no difference to the named one is asked for or explained.
_NOT_BESIDE_ANOTHER = frozenset({*SHORT_BLOCKS, "iva_withheld", "amount_over"})


def plans(
    outcome: Outcome, judged: tuple[Judged, ...], who: Correspondent, policy: LetterPolicy, *, mail_id: int, zone: str
) -> tuple[Plan, ...]:
    """Return the letters owed at once for a mail of this outcome; an activation's letters wait for the panel.

    What can be asked is asked, whatever else the mail holds; who gets a question gets no acknowledgement beside it.
    """
    asked = questions(judged, who, policy, f"mail-{mail_id}", zone)
    if outcome == "review":
        told = who.address in {plan.to for plan in asked}
        return asked + (() if told else _acknowledgement(_deciding(outcome, judged), judged, who, policy, zone))
    if outcome == "ignore":
        return _repeated(_deciding(outcome, judged), who, policy, f"mail-{mail_id}", zone)
    return asked


def activated(
    slip: Slip,
    panel: Panel,
    *,
    paid: int,
    credit: int,
    wants_invoice: bool,
    invoice_missing: tuple[str, ...] = (),
    invoice_to: str | None = None,
    slip_url: str | None = None,
) -> LetterFacts:
    """Return what the activation letter says of a slip whose panel is on.

    `paid`, centavos, is what the last payment gave to it, `credit` what of that payment no slip holds.
    """
    return LetterFacts(
        "customer",
        customer_name=slip.customer.name,
        amount=paid,
        reference=slip.reference,
        slip_total=slip.amount,
        received=slip.received or None,
        excess=credit if credit > 0 else None,
        stamps=panel.stamps,
        active_until=panel.active_until,
        wants_invoice=wants_invoice,
        invoice_missing=invoice_missing,
        invoice_to=invoice_to if invoice_to != slip.customer.email else None,
        slip_url=slip_url,
    )


def _deciding(outcome: Outcome, judged: tuple[Judged, ...]) -> Judged:
    return next((one for one in judged if one.decision.outcome == outcome), judged[0])


def _acknowledgement(
    deciding: Judged, judged: tuple[Judged, ...], who: Correspondent, policy: LetterPolicy, zone: str
) -> tuple[Plan, ...]:
    """Return the letter of a claim that a person will decide: with the reason where it may be told, else without."""
    table = dict(policy.blocks)
    under = {table.get(finding.rule) for one in judged for finding in one.decision.reasons}
    beside = _NOT_BESIDE_ANOTHER if "amount_of_another" in under else frozenset()
    alone = len(judged) == 1 and under - beside <= _TOLD_IN_REVIEW
    blocks = tuple(block for block in blocks_of((deciding,), policy) if block not in beside) if alone else ()
    return _to_sender(dict(policy.after).get("review", ()), "case", deciding, blocks, who, zone)


def _repeated(deciding: Judged, who: Correspondent, policy: LetterPolicy, cause: str, zone: str) -> tuple[Plan, ...]:
    """Return the answer to a payment that came before: it is applied."""
    if deciding.receipt is None:
        return ()
    slip = deciding.decision.slip
    about = f"slip-{slip.reference}" if slip else cause  # however often it is mailed again, one answer a day (B9)
    kinds = dict(policy.after).get("duplicate", ())
    return _to_sender(kinds, about, deciding, ("already_applied",), who, zone)


def _to_sender(
    kinds: tuple[str, ...], cause: str, deciding: Judged, blocks: tuple[str, ...], who: Correspondent, zone: str
) -> tuple[Plan, ...]:
    if who.address is None:
        return ()
    audience = who.audience_for(deciding.decision.slips)
    if deciding.receipt is None:  # without a payment in it nothing can be said but that the mail came
        audience = "unauthenticated"
    facts = who.named(known(deciding, audience, zone, blocks))
    return tuple(Plan(who.kind_for(kind), cause, who.address, facts, who.thread) for kind in kinds)


def verdict(judged: tuple[Judged, ...]) -> str:
    """Return the sentence that staff read first."""
    reasons: list[Finding] = [finding for one in judged for finding in one.decision.reasons]
    if reasons:
        return reasons[0].reason
    slips = [slip.reference for one in judged for slip in one.decision.slips]
    return f"Todo coincide con la constancia {', '.join(slips)}." if slips else "No hay nada que hacer."
