"""Decisions about one mail -> which letters are owed, to whom, and what each may say."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.letters.facts import LetterFacts, Thread, reason_blocks, visible
from bot.letters.known import known

if TYPE_CHECKING:
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
_ASKED_OF_ANYBODY = frozenset({"no_reference"})


@dataclass(frozen=True, slots=True)
class Plan:
    """One letter that is owed."""

    kind: str
    cause: str  # with case and kind it makes the letter unique
    to: str
    facts: LetterFacts
    thread: Thread | None


@dataclass(frozen=True, slots=True)
class Correspondent:
    """Who wrote, and what may be answered."""

    thread: Thread  # the mail that a letter answers
    address: str | None  # where an answer goes; None: nobody is answered
    customer: Customer | None  # on file with that address
    authenticity: Authenticity

    def audience_for(self, slip: Slip | None) -> Audience:
        """Return what the sender is to this slip; without a slip, whether he is on file at all."""
        if self.authenticity == "failed":
            return "unauthenticated"
        if self.customer is None or (slip is not None and slip.customer.id != self.customer.id):
            return "third_party"
        return "customer"


def plans(
    outcome: Outcome, judged: tuple[Judged, ...], who: Correspondent, policy: LetterPolicy, *, mail_id: int, zone: str
) -> tuple[Plan, ...]:
    """Return the letters owed at once for a mail of this outcome; an activation's letters wait for the panel."""
    deciding = _deciding(outcome, judged)
    blocks = reason_blocks(tuple(f.rule for one in judged for f in one.decision.reasons), policy.blocks)
    cause = f"mail-{mail_id}"
    if outcome == "ask":
        return _question(deciding, blocks, who, cause, zone)
    kinds = dict(policy.after)
    if outcome == "review":
        return _to_sender(kinds.get("review", ()), "case", deciding, (), who, zone)
    if outcome == "ignore" and deciding.receipt is not None:
        slip = deciding.decision.slip
        about = f"slip-{slip.reference}" if slip else cause  # however often it is mailed again, one answer a day (B9)
        return _to_sender(kinds.get("duplicate", ()), about, deciding, ("already_applied",), who, zone)
    return ()


def activated(slip: Slip, panel: Panel, *, wants_invoice: bool, slip_url: str | None = None) -> LetterFacts:
    """Return what the activation letter says of a slip whose panel is on."""
    return LetterFacts(
        "customer",
        customer_name=slip.customer.name,
        amount=slip.amount,
        reference=slip.reference,
        slip_total=slip.amount,
        stamps=panel.stamps,
        active_until=panel.active_until,
        wants_invoice=wants_invoice,
        slip_url=slip_url,
    )


def _deciding(outcome: Outcome, judged: tuple[Judged, ...]) -> Judged:
    return next((one for one in judged if one.decision.outcome == outcome), judged[0])


def _question(deciding: Judged, blocks: tuple[str, ...], who: Correspondent, cause: str, zone: str) -> tuple[Plan, ...]:
    """Return the question: to the sender when he may know, else to the slip's own customer."""
    slip = deciding.decision.slip
    audience = who.audience_for(slip)
    facts = _named(known(deciding, audience, zone, blocks), who)
    if who.address is not None and _says_what_to_do(_as_asker(facts)):
        return (Plan("question", cause, who.address, _as_asker(facts), who.thread),)
    if slip is not None and audience == "third_party":
        own = known(deciding, "customer", zone, blocks)
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
        "customer", blocks=facts.blocks[:1], amount=facts.amount, currency=facts.currency, paid_on=facts.paid_on
    )


def _to_sender(
    kinds: tuple[str, ...], cause: str, deciding: Judged, blocks: tuple[str, ...], who: Correspondent, zone: str
) -> tuple[Plan, ...]:
    if who.address is None:
        return ()
    audience = who.audience_for(deciding.decision.slip)
    if deciding.receipt is None:  # without a payment in it nothing can be said but that the mail came
        audience = "unauthenticated"
    facts = _named(known(deciding, audience, zone, blocks), who)
    return tuple(Plan(kind, cause, who.address, facts, who.thread) for kind in kinds)


def verdict(judged: tuple[Judged, ...]) -> str:
    """Return the sentence that staff read first."""
    reasons: list[Finding] = [finding for one in judged for finding in one.decision.reasons]
    if reasons:
        return reasons[0].reason
    slips = [one.decision.slip.reference for one in judged if one.decision.slip]
    return f"Todo coincide con la constancia {', '.join(slips)}." if slips else "No hay nada que hacer."
