"""Claims that ask -> one question for each reader, and what follows when he does not answer."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.letters.facts import LetterFacts, reason_blocks, visible
from bot.letters.known import known
from bot.letters.plan import Plan

if TYPE_CHECKING:
    from datetime import date

    from bot.letters.plan import Correspondent
    from bot.model import Judged, LetterPolicy

# What a stranger may be asked: it speaks of his own paper alone, and reads the same whether or not a slip exists.
_ASKED_OF_ANYBODY = frozenset({"no_reference", "several_payments"})


def questions(
    judged: tuple[Judged, ...], who: Correspondent, policy: LetterPolicy, cause: str, zone: str
) -> tuple[Plan, ...]:
    """Return one question for each reader: the first claim decides its heading, the others stand beside it.

    A second reader has a cause of his own: a case keeps one letter of a kind for a cause.
    """
    owed: dict[str, Plan] = {}
    for place, one in enumerate(judged):
        if one.decision.outcome != "ask":
            continue
        for plan in _question(one, blocks_of((one,), policy), who, cause, zone):
            had = owed.get(plan.to)
            owed[plan.to] = replace(plan, about=(place,)) if had is None else _together(had, plan, place)
    each = (replace(plan, cause=f"{cause}-{n}" if n else cause) for n, plan in enumerate(owed.values()))
    return tuple(_said_before(plan) for plan in each)


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


def _question(one: Judged, blocks: tuple[str, ...], who: Correspondent, cause: str, zone: str) -> tuple[Plan, ...]:
    """Return the question: to the sender when he may know, else to the slip's own customer."""
    slip = one.decision.slip
    audience = who.audience_for(one.decision.slips)
    facts = _as_asker(who.named(known(one, audience, zone, blocks)))
    if who.address is not None and _says_what_to_do(facts):
        return (Plan("question", cause, who.address, facts, who.thread),)
    own = known(one, "customer", zone, blocks)
    if slip is not None and audience == "third_party" and _says_what_to_do(own):
        return (Plan("question", cause, slip.customer.email, replace(own, customer_name=slip.customer.name), None),)
    return ()


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


def follow_up(
    step: str, asked: tuple[Judged, ...], who: Correspondent, policy: LetterPolicy, *, cause: str, zone: str
) -> tuple[Plan, ...]:
    """Return the letters of a later `step` ("remind", "close") about what was asked and not answered."""
    kinds = dict(policy.after).get(step, ())
    again = questions(asked, who, policy, cause, zone)
    return tuple(replace(plan, kind=kind, thread=who.thread) for plan in again[:1] for kind in kinds)


def blocks_of(judged: tuple[Judged, ...], policy: LetterPolicy) -> tuple[str, ...]:
    """Return the reason blocks of these claims, the most telling first."""
    return reason_blocks(tuple(finding.rule for one in judged for finding in one.decision.reasons), policy.blocks)
