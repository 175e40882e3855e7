"""Money is never lost between text and centavos, whatever is written."""

from __future__ import annotations

from time import process_time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.money import iva, parse_amount, pesos, plain

CENTAVOS = st.integers(min_value=0, max_value=99_999_999_999_99)
WRITTEN = st.sampled_from(
    [
        "{}", "{} MXN", "{} M.N.", "{}MXP", "MXN {}", " {} ", "{} PESOS", "- {}", "-{} MXP", "{}-", "+{}", "{} pesos m.n.",
    ]
)  # fmt: skip


@given(CENTAVOS, WRITTEN)
def test_what_is_formatted_is_parsed_back(centavos: int, written: str) -> None:
    assert parse_amount(written.format(pesos(centavos))) == centavos


@given(st.integers(min_value=0, max_value=999_999_999_999_99), WRITTEN)
def test_a_plain_number_is_parsed_back(centavos: int, written: str) -> None:
    assert parse_amount(written.format(plain(centavos))) == centavos


@given(CENTAVOS)
def test_other_separators_of_thousands_mean_the_same(centavos: int) -> None:
    for separator in (" ", "'", "’", "\u00a0"):
        assert parse_amount(pesos(centavos).replace(",", separator)) == centavos


@given(st.text(alphabet=st.characters() | st.sampled_from("0123456789$,.- *MXNP'")))
@example("")
@example("$")
@example("-")
@example("$***")
@example(".00")
@example("1,30.00")
@example("1305.0")
@example("1.305,00")
@example("٣٤")
@example("²")
def test_any_text_is_an_amount_or_no_amount(text: str) -> None:
    """An amount that does not parse is an error, never nought and never negative."""
    try:
        amount = parse_amount(text)
    except ValueError:
        return
    assert amount >= 0
    assert amount > 0 or "0" in text


@given(st.integers(min_value=-(10**12), max_value=10**12))
def test_both_forms_say_the_same_number(centavos: int) -> None:
    assert pesos(centavos).replace("$", "").replace(",", "") == plain(centavos)


@given(st.integers(min_value=0, max_value=10**12))
def test_the_iva_is_within_half_a_centavo_of_sixteen_per_cent(subtotal: int) -> None:
    assert abs(iva(subtotal) * 100 - subtotal * 16) <= 50


@pytest.mark.parametrize(
    "text", ["1,30.00", "13,05", "1.305,00", "1305.0", "1305.000", "12a", "$", "1,305.00 1,305.00"]
)
def test_what_could_mean_two_things_is_no_amount(text: str) -> None:
    with pytest.raises(ValueError, match="importe"):
        parse_amount(text)


def test_a_long_run_of_spaces_costs_no_time() -> None:
    """The pattern alone would take minutes, and hold the whole bot meanwhile."""
    begun = process_time()
    with pytest.raises(ValueError, match="no es un importe"):
        parse_amount("$" + " " * 20_000 + "x")
    assert process_time() - begun < 1
