"""Exact bounds of a rate, held against published ones and against the definition."""

from __future__ import annotations

from math import comb

import pytest

from bot.matching.interval import bounds


def at_most(wrong: int, of: int, rate: float) -> float:
    return sum(comb(of, k) * rate**k * (1 - rate) ** (of - k) for k in range(wrong + 1))


@pytest.mark.parametrize(("wrong", "of"), [(1, 20), (4, 20), (10, 263), (19, 20), (81, 263)])
def test_the_bounds_are_those_of_the_definition(wrong: int, of: int) -> None:
    """Clopper and Pearson: at each bound the tail that holds what was seen is 2.5 %."""
    lower, upper = bounds(wrong, of)

    assert 1 - at_most(wrong - 1, of, lower) == pytest.approx(0.025, abs=1e-9)
    assert at_most(wrong, of, upper) == pytest.approx(0.025, abs=1e-9)


def test_a_published_interval() -> None:
    """81 of 263: 0.2527 to 0.3676 (Agresti and Coull 1998 quote the method; R's binom.test gives the same)."""
    lower, upper = bounds(81, 263)

    assert (round(lower, 3), round(upper, 3)) == (0.253, 0.368)


@pytest.mark.parametrize("of", [1, 10, 100, 3000])
def test_none_wrong_is_the_rule_of_three(of: int) -> None:
    lower, upper = bounds(0, of)

    assert lower == 0
    assert (1 - upper) ** of == pytest.approx(0.05)
    assert upper <= 3 / of


def test_nothing_seen_says_nothing() -> None:
    assert bounds(0, 0) == (0.0, 1.0)


def test_all_wrong_may_be_all() -> None:
    assert bounds(20, 20)[1] == 1.0


def test_many_thousands_are_counted_too() -> None:
    lower, upper = bounds(40, 200_000)

    assert 0.00014 < lower < 0.0002 < upper < 0.00028
