"""Judged -> what it was decided by, kept with the claim: the bot's own word, the rules, limits and sums in force."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.matching.rules import RULES
from bot.model import Because, Known

if TYPE_CHECKING:
    from bot.model import Facts, Judged


def explained(one: Judged) -> Judged:
    """Return the claim with its grounds, as long as the bot's own decision stands in it."""
    decision = one.decision
    grounds = Because(
        outcome=decision.outcome,
        slips=tuple(slip.reference for slip in decision.slips),
        objections=tuple(finding.rule for finding in decision.reasons),
        rules=tuple(rule.NAME for rule in RULES) if one.receipt is not None else (),
        known=_known(one.facts) if one.facts is not None else None,
    )
    return replace(one, because=grounds)


def _known(facts: Facts) -> Known:
    return Known(
        authenticity=facts.authenticity,
        sender=facts.sender.id if facts.sender is not None else None,
        junk=facts.junk,
        paid_before=facts.paid_before,
        spent_on=tuple(dict.fromkeys(spent.slip_reference for spent in facts.spent)),
        customer_today=facts.customer_today,
        activated_today=facts.activated_today,
        activated_last_hour=facts.activated_last_hour,
        trust=facts.trust,
        tolerance=facts.tolerance,
    )
