"""Receipt x Slips -> Match: every objection, all at once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.matching.rules import RULES
from bot.model import Match

if TYPE_CHECKING:
    from bot.model import Facts, Receipt, Slip


def match(receipt: Receipt, slips: tuple[Slip, ...], facts: Facts) -> Match:
    """Return the receipt beside the slips that its references name, with what each rule objects.

    Slips that it does not name (those of its candidates, of the sender, of the same customer) can only raise doubt.
    """
    named = tuple(slip for slip in slips if slip.reference in receipt.references)
    others = tuple(slip for slip in slips if slip not in named)
    facts = replace(facts, rivals=facts.rivals + others)
    findings = (rule.check(receipt, named, facts) for rule in RULES)
    return Match(receipt, named, tuple(finding for finding in findings if finding is not None))
