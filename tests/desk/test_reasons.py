"""Every reason has one place among the chips of the queue."""

from __future__ import annotations

import tomllib
from pathlib import Path

from bot.desk import reasons
from bot.matching.rules import RULES

LETTERS = Path(__file__).parents[2] / "config" / "letters.toml"


def test_every_reason_that_a_case_can_wait_for_has_a_group() -> None:
    blocks = tomllib.loads(LETTERS.read_text("utf-8"))["blocks"]
    waited_for = {rule.NAME for rule in RULES} | set(blocks) - {"shadow"}

    assert {rule for rule in waited_for if reasons.group_of(rule) == reasons.OTHER} == set()


def test_no_reason_is_counted_in_two_groups() -> None:
    named = [rule for group in reasons.GROUPS for rule in reasons.rules_of(group)]

    assert len(named) == len(set(named)) == len(reasons.KNOWN)


def test_what_has_no_group_yet_is_still_counted() -> None:
    assert reasons.group_of("a_rule_of_tomorrow") == reasons.OTHER
    assert reasons.rules_of(reasons.OTHER) == frozenset()
