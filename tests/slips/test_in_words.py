from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.receipts.amounts import amount_in_words
from bot.slips.in_words import in_words


@pytest.mark.parametrize(
    ("centavos", "words"),
    [
        (130500, "MIL TRESCIENTOS CINCO PESOS 00/100 M.N."),
        (100, "UN PESO 00/100 M.N."),
        (50, "CERO PESOS 50/100 M.N."),
        (10000, "CIEN PESOS 00/100 M.N."),
        (10101, "CIENTO UN PESOS 01/100 M.N."),
        (2100, "VEINTIÚN PESOS 00/100 M.N."),
        (3199, "TREINTA Y UN PESOS 99/100 M.N."),
        (2_260_000, "VEINTIDÓS MIL SEISCIENTOS PESOS 00/100 M.N."),
        (2_100_000, "VEINTIÚN MIL PESOS 00/100 M.N."),
        (1_044_000, "DIEZ MIL CUATROCIENTOS CUARENTA PESOS 00/100 M.N."),
        (100_000_000, "UN MILLÓN DE PESOS 00/100 M.N."),
        (100_000_100, "UN MILLÓN UN PESOS 00/100 M.N."),
        (1_600_000_000, "DIECISÉIS MILLONES DE PESOS 00/100 M.N."),
        (50_000_012_345, "QUINIENTOS MILLONES CIENTO VEINTITRÉS PESOS 45/100 M.N."),
    ],
)
def test_amounts_read_as_on_a_cheque(centavos: int, words: str) -> None:
    assert in_words(centavos) == words


@given(st.integers(100, 99_999_999_999))
@example(100_000)
@example(100_000_000)
@example(3_000_100_000)
def test_the_reader_understands_every_amount(centavos: int) -> None:
    assert amount_in_words(in_words(centavos)) == centavos


@pytest.mark.parametrize("centavos", [-1, 10**14])
def test_what_is_no_amount_has_no_words(centavos: int) -> None:
    with pytest.raises(ValueError, match="letra"):
        in_words(centavos)
