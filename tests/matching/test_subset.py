from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from time import process_time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from proposal_samples import slip

from bot.matching import subset

if TYPE_CHECKING:
    from bot.model import Slip


def _slips(*amounts: int) -> tuple[Slip, ...]:
    return tuple(slip(str(935000 + place), amount) for place, amount in enumerate(amounts))


def _amounts(choice: subset.Choice | None) -> list[int] | None:
    return None if choice is None else sorted(slip.amount for slip in choice.slips)


def test_the_only_slips_that_add_up_are_found() -> None:
    found = subset.exact(243_500, _slips(130_500, 63_800, 113_000, 92_800))

    assert _amounts(found) == [113_000, 130_500]
    assert found is not None
    assert found.unique


@pytest.mark.parametrize("amounts", [(100, 200, 300, 400), (150, 150, 350), (100, 400, 400)])
def test_two_ways_to_add_up_are_said_to_be_two(amounts: tuple[int, ...]) -> None:
    """B140: equal slips are two ways as well."""
    found = subset.exact(500, _slips(*amounts))

    assert found is not None
    assert not found.unique


def test_one_slip_alone_is_no_sum() -> None:
    assert subset.exact(500, _slips(500, 200, 100)) is None


def test_slips_that_single_ones_equal_do_not_hide_the_sum() -> None:
    """Five slips of one amount stand in the same half as the two that make it together."""
    found = subset.exact(100, _slips(7, 7, 7, 7, 7, 7, 7, 100, 100, 100, 100, 100, 40, 60))

    assert _amounts(found) == [40, 60]
    assert found is not None
    assert found.unique


def test_what_is_paid_already_and_what_part_is_paid_count() -> None:
    one, two, three = _slips(500, 300, 200)

    assert subset.exact(500, (one, two, replace(three, status="paid"))) is None
    assert _amounts(subset.exact(400, (one, two, replace(three, received=100)))) == [200, 300]


def test_twenty_slips_take_a_moment_and_more_are_for_a_person() -> None:
    """Bounded work, in seconds of processor time: two halves of 1,024 sums, not 1,048,576."""
    begun = process_time()

    found = subset.exact(2**20 - 1, _slips(*(2**place for place in range(20))))

    assert process_time() - begun < 0.5
    assert found is not None
    assert len(found.slips) == 20
    assert subset.exact(3, _slips(*range(1, 22))) is None


@given(st.lists(st.integers(1, 30), max_size=9), st.integers(1, 80))
def test_it_says_what_trying_every_choice_says(amounts: list[int], wanted: int) -> None:
    slips = _slips(*amounts)
    every = [
        choice
        for size in range(2, len(slips) + 1)
        for choice in combinations(slips, size)
        if sum(s.amount for s in choice) == wanted
    ]

    found = subset.exact(wanted, slips)

    assert (found is not None) == bool(every)
    if found is not None:
        assert found.unique == (len(every) == 1)
        assert sum(slip.amount for slip in found.slips) == wanted
