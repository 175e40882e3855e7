"""A panel whose activation is taken back (B107)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.activation.builtin import switched_off
from bot.model import Panel

BEFORE = Panel(1, "3.3", date(2026, 12, 1), 19)
AFTER = replace(BEFORE, active_until=date(2027, 12, 1), stamps=419)


def test_what_the_slip_added_goes() -> None:
    assert switched_off(AFTER, BEFORE, AFTER) == BEFORE


def test_stamps_that_were_used_are_not_owed() -> None:
    assert switched_off(replace(AFTER, stamps=100), BEFORE, AFTER).stamps == 0


def test_months_that_another_slip_added_after_it_stay() -> None:
    later = replace(AFTER, active_until=date(2028, 12, 1), stamps=819)

    assert switched_off(later, BEFORE, AFTER) == replace(later, stamps=419)


def test_the_version_that_the_customer_chose_stays() -> None:
    assert switched_off(replace(AFTER, version="4.0"), BEFORE, AFTER).version == "4.0"
