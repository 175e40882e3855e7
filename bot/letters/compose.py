"""Decisions about one mail -> which letters are owed, to whom, and what each may say."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.letters.facts import LetterFacts, Thread, reason_blocks, visible
from bot.letters.known import known

if TYPE_CHECKING:
    from datetime import date

    from bot.letters.facts import Audience
    from bot.model import (
        Authenticity,
        Customer,
        Finding,
        Judged,
        LetterPolicy,
        Outcome,
        Panel,
        Slip,
    )

ACKNOWLEDGEMENTS = ("acknowledgement", "neutral_acknowledgement")

# What a stranger may be asked: it speaks of his own paper alone, and reads the same whether or not a slip exists.
_ASKED_OF_ANYBODY = frozenset({"no_reference", "several_payments"})

# What is told of a claim that a person will decide. One reason that is none of these, and none of them is told.
_TOLD_IN_REVIEW = frozenset(
    {
        "slip_paid", "slip_cancelled", "slip_expired", "date", "date_in_future", "stale", "amount_over", "iva_withheld",
        "other_slip", "amount_of_another", "several_slips", "several_payments", "other_currency", "cheque",
        "no_receipt",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Plan:
    """One letter that is owed."""

    kind: str
    cause: str  # with case and kind it makes the letter unique
    to: str
    facts: LetterFacts
    thread: Thread | None
    about: tuple[int, ...] = ()  # which of the mail's claims it asks about


@dataclass(frozen=True, slots=True)
class Correspondent:
    """Who wrote, and what may be answered."""

    thread: Thread  # the mail that a letter answers
    address: str | None  # where an answer goes; None: nobody is answered
    customer: Customer | None  # on file with that address
    authenticity: Authenticity

    def kind_for(self, kind: str) -> str:
        """Return the kind of an acknowledgement: who proves nothing, or is not on file, gets one a day (B63)."""
        unproved = self.authenticity == "failed" or self.customer is None
        return "neutral_acknowledgement" if kind == "acknowledgement" and unproved else kind

    def audience_for(self, slips: tuple[Slip, ...]) -> Audience:
        """Return what the sender is to these slips, all of them; without any, whether he is on file at all."""
        if self.authenticity == "failed":
            return "unauthenticated"
        if self.customer is None or any(slip.customer.id != self.customer.id for slip in slips):
            return "third_party"
        return "customer"


def plans(
    outcome: Outcome, judged: tuple[Judged, ...], who: Correspondent, policy: LetterPolicy, *, mail_id: int, zone: str
) -> tuple[Plan, ...]:
    """Return the letters owed at once for a mail of this outcome; an activation's letters wait for the panel.

    What can be asked is asked, whatever else the mail holds; who gets a question gets no acknowledgement beside it.
    """
    asked = _questions(judged, who, policy, f"mail-{mail_id}", zone)
    if outcome == "review":
        told = who.address in {plan.to for plan in asked}
        return asked + (() if told else _acknowledgement(_deciding(outcome, judged), judged, who, policy, zone))
    if outcome == "ignore":
        return _repeated(_deciding(outcome, judged), who, policy, f"mail-{mail_id}", zone)
    return asked


def follow_up(
    step: str, asked: tuple[Judged, ...], who: Correspondent, policy: LetterPolicy, *, cause: str, zone: str
) -> tuple[Plan, ...]:
    """Return the letters of a later `step` ("remind", "close") about what was asked and not answered."""
    kinds = dict(policy.after).get(step, ())
    again = _questions(asked, who, policy, cause, zone)
    return tuple(replace(plan, kind=kind, thread=who.thread) for plan in again[:1] for kind in kinds)


def activated(
    slip: Slip,
    panel: Panel,
    *,
    paid: int,
    credit: int,
    wants_invoice: bool,
    invoice_missing: tuple[str, ...] = (),
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
        slip_url=slip_url,
    )


def _deciding(outcome: Outcome, judged: tuple[Judged, ...]) -> Judged:
    return next((one for one in judged if one.decision.outcome == outcome), judged[0])


def _questions(
    judged: tuple[Judged, ...], who: Correspondent, policy: LetterPolicy, cause: str, zone: str
) -> tuple[Plan, ...]:
    """Return one question for each reader: the first claim decides its heading, the others stand beside it."""
    owed: dict[str, Plan] = {}
    for place, one in enumerate(judged):
        if one.decision.outcome != "ask":
            continue
        for plan in _question(one, _blocks((one,), policy), who, cause, zone):
            had = owed.get(plan.to)
            owed[plan.to] = replace(plan, about=(place,)) if had is None else _together(had, plan, place)
    return tuple(_said_before(plan) for plan in owed.values())


def _said_before(plan: Plan) -> Plan:
    """Return what is owed for a part that came again: one answer a day, however often it is mailed (B9)."""
    if plan.facts.blocks[0] != "part_again" or plan.facts.beside or plan.facts.audience != "customer":
        return plan
    return replace(plan, kind="already_received", cause=f"slip-{plan.facts.reference}")


def _together(had: Plan, more: Plan, place: int) -> Plan:
    """Return a question with one more claim in it; several payments without a reference are asked about as one."""
    facts, about = had.facts, (*had.about, place)
    alike = ("no_reference", "several_payments")
    if facts.blocks[0] in alike and more.facts.blocks[0] in alike:
        paid = (*(facts.payments or _payment(facts)), *_payment(more.facts))
        return replace(had, about=about, facts=replace(facts, blocks=("several_payments",), payments=paid))
    return replace(had, about=about, facts=replace(facts, beside=(*facts.beside, more.facts)))


def _payment(facts: LetterFacts) -> tuple[tuple[int, date | None], ...]:
    return ((facts.amount, facts.paid_on),) if facts.amount is not None else ()


def _blocks(judged: tuple[Judged, ...], policy: LetterPolicy) -> tuple[str, ...]:
    return reason_blocks(tuple(finding.rule for one in judged for finding in one.decision.reasons), policy.blocks)


def _question(one: Judged, blocks: tuple[str, ...], who: Correspondent, cause: str, zone: str) -> tuple[Plan, ...]:
    """Return the question: to the sender when he may know, else to the slip's own customer."""
    slip = one.decision.slip
    audience = who.audience_for(one.decision.slips)
    facts = _as_asker(_named(known(one, audience, zone, blocks), who))
    if who.address is not None and _says_what_to_do(facts):
        return (Plan("question", cause, who.address, facts, who.thread),)
    own = known(one, "customer", zone, blocks)
    if slip is not None and audience == "third_party" and _says_what_to_do(own):
        return (Plan("question", cause, slip.customer.email, replace(own, customer_name=slip.customer.name), None),)
    return ()


def _named(facts: LetterFacts, who: Correspondent) -> LetterFacts:
    """Return the facts with the name under which a customer is on file, also where no slip is known."""
    if facts.customer_name is None and facts.audience == "customer" and who.customer is not None:
        return replace(facts, customer_name=who.customer.name)
    return facts


def _says_what_to_do(facts: LetterFacts) -> bool:
    """Return whether its reader is told what to send: without that the case would wait for nobody."""
    return visible(facts).blocks not in ((), ("under_review",))


def _as_asker(facts: LetterFacts) -> LetterFacts:
    """Return the facts so that a stranger can be asked what anybody can be asked; the rest stays hidden."""
    if facts.audience != "third_party" or not facts.blocks or facts.blocks[0] not in _ASKED_OF_ANYBODY:
        return facts
    return LetterFacts(
        "customer", blocks=facts.blocks[:1], amount=facts.amount, currency=facts.currency, paid_on=facts.paid_on,
        payments=facts.payments,
    )  # fmt: skip


def _acknowledgement(
    deciding: Judged, judged: tuple[Judged, ...], who: Correspondent, policy: LetterPolicy, zone: str
) -> tuple[Plan, ...]:
    """Return the letter of a claim that a person will decide: with the reason where it may be told, else without."""
    table = dict(policy.blocks)
    under = {table.get(finding.rule) for one in judged for finding in one.decision.reasons}
    alone = len(judged) == 1 and under <= _TOLD_IN_REVIEW
    blocks = _blocks((deciding,), policy) if alone else ()
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
    facts = _named(known(deciding, audience, zone, blocks), who)
    return tuple(Plan(who.kind_for(kind), cause, who.address, facts, who.thread) for kind in kinds)


def verdict(judged: tuple[Judged, ...]) -> str:
    """Return the sentence that staff read first."""
    reasons: list[Finding] = [finding for one in judged for finding in one.decision.reasons]
    if reasons:
        return reasons[0].reason
    slips = [slip.reference for one in judged for slip in one.decision.slips]
    return f"Todo coincide con la constancia {', '.join(slips)}." if slips else "No hay nada que hacer."
