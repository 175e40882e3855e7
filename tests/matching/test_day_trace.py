"""The trace of a payment's day: what two printed minutes tell apart is not looked for, all else is."""

from __future__ import annotations

import pytest

from bot.matching.day_trace import KIND, sought, trace, word
from bot.model import PaymentKey

PAID = "101644637/130500/2026-09-14"
MINUTE = PaymentKey("account_minute", f"{PAID}T12:31")
FOLIO = PaymentKey("folio", "26525022/130500/2026-09-14")
TRACKING = PaymentKey("tracking_key", "2026091440014BM0V0000690694259")


def looked_for(*keys: PaymentKey) -> set[str]:
    """Return which traces of that day are asked for."""
    found = sought([trace(PAID, keys)])
    assert {key.kind for key in found} == {KIND}
    return {key.value.removeprefix(f"{PAID}/") for key in found}


@pytest.mark.parametrize(
    ("keys", "unlike"),
    [
        ((MINUTE, FOLIO, TRACKING), {"untimed"}),
        ((FOLIO, TRACKING), {"timed", "untimed"}),
        ((), {"timed", "untimed"}),
    ],
)
def test_papers_of_one_day_look_for_each_other_unless_both_print_the_minute(
    keys: tuple[PaymentKey, ...], unlike: set[str]
) -> None:
    assert looked_for(*keys) == unlike


def test_every_other_key_is_looked_for_as_it_is() -> None:
    assert sought((TRACKING, MINUTE)) == (TRACKING, MINUTE)


def test_two_papers_of_one_day_wait_for_each_other_whatever_they_print() -> None:
    assert word(trace(PAID, [MINUTE])) == word(trace(PAID, [FOLIO, TRACKING])) == f"account_day {PAID}"
    assert word(TRACKING) == f"tracking_key {TRACKING.value}"
