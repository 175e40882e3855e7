from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.matching import near

NUMBERS = st.integers(10_000, 9_999_999_999).map(str)


@pytest.mark.parametrize(
    ("printed", "meant", "kind"),
    [
        ("935440", "935447", near.ONE_DIGIT),
        ("935441", "935447", near.LOOKS_ALIKE),
        ("985447", "935447", near.LOOKS_ALIKE),
        ("934547", "935447", near.SWAPPED),
        ("9354447", "935447", near.ONE_TOO_MANY),
        ("93547", "935447", near.ONE_MISSING),
        ("985441", "935447", near.TWO_LOOK_ALIKE),
    ],
)
def test_each_mistake_is_known_by_its_kind(printed: str, meant: str, kind: str) -> None:
    assert near.neighbours(printed)[meant] == kind


def test_staff_read_what_kind_of_mistake_it_is() -> None:
    """41: "la referencia difiere en un dígito"."""
    assert near.difference(("935440",), "935447") == "difiere en un dígito"
    assert near.difference(("935441",), "935447") == "difiere en un dígito que se confunde al leer"
    assert near.difference(("934547",), "935447") == "tiene dos dígitos invertidos"


@pytest.mark.parametrize("printed", ["935447", "111111", "8888888", "10000", "9999999999"])
def test_a_number_is_not_its_own_neighbour_and_none_begins_with_nought(printed: str) -> None:
    found = near.neighbours(printed)

    assert printed not in found
    assert all(number.isdecimal() and number[0] != "0" for number in found)


@given(NUMBERS)
def test_the_neighbours_fit_one_statement(printed: str) -> None:
    assert 0 < len(near.neighbours(printed)) <= near.MOST


@given(NUMBERS.filter(lambda number: len(number) <= 7), st.data())
def test_every_single_wrong_missing_added_or_swapped_digit_is_found(meant: str, data: st.DataObject) -> None:
    """Row 25: up to seven digits, SPEI's numeric reference, no mistake falls out of the bound."""
    place = data.draw(st.integers(0, len(meant) - 1))
    digit = data.draw(st.sampled_from("0123456789"))
    printed = data.draw(
        st.sampled_from(
            [
                meant[:place] + digit + meant[place + 1 :],
                meant[:place] + digit + meant[place:],
                meant[:place] + meant[place + 1 :],
                meant[:place] + meant[place : place + 2][::-1] + meant[place + 2 :],
            ]
        )
    )

    assert printed == meant or near.neighbours(printed)[meant] in near.ONE_SLIP


def test_the_first_printed_number_that_is_near_tells_the_difference() -> None:
    assert near.difference(("1086130", "935441"), "935447") == near.LOOKS_ALIKE
    assert near.difference(("1086130",), "935447") is None
