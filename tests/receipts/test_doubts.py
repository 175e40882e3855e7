"""Amounts off a picture that are no value: their first digit may be the sign, or two readings differ."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.receipts.doubts import is_contradicted, is_unsure, words_disagree
from bot.receipts.places import Said
from bot.receipts.sums import amount_of

if TYPE_CHECKING:
    from bot.model import Source


def _said(field: str, value: str, confidence: float = 0.97, source: Source = "ocr") -> Said:
    return Said(field, 0, value, (0, 0, 10, 10), confidence, 1, source, field)


def _unsure(*said: Said) -> bool:
    amount = amount_of(said)
    assert amount is not None
    return is_unsure(said, amount)


@pytest.mark.parametrize("printed", ["52,871.00", "82,192.40 M.N.", "52.871.00", "5638.00", "5 661.98", "62,836.38"])
def test_a_first_digit_that_may_be_the_sign_makes_no_amount(printed: str) -> None:
    assert _unsure(_said("amount", printed))
    assert _unsure(_said("amount", printed), _said("fee", "$12.00"))


@pytest.mark.parametrize("printed", ["$52,871.00", "5,287.10", "12,871.00", "$5638.00"])
def test_another_amount_is_one(printed: str) -> None:
    assert not _unsure(_said("amount", printed), _said("fee", "$12.00"))


def test_what_the_page_prints_again_is_believed() -> None:
    assert not _unsure(_said("amount", "52,871.00"), _said("fee", "12.00"))
    assert not _unsure(_said("amount", "52,871.00"), _said("total", "$52,871.00"))
    assert not _unsure(
        _said("amount", "52,871.00"), _said("", "cincuenta y dos mil ochocientos setenta y un pesos 00/100")
    )


def test_a_text_layer_misreads_no_sign() -> None:
    assert not _unsure(_said("amount", "52,871.00", source="text_layer"))


def test_what_two_readings_saw_differently_is_no_amount() -> None:
    assert _unsure(_said("amount", "$2,871.00", confidence=0.5))


def test_a_total_with_its_sign_proves_the_sum_that_a_fee_makes_up() -> None:
    assert not _unsure(_said("amount", "870.00"), _said("fee", "14.00"), _said("total", "$884.00"))
    assert _unsure(_said("amount", "870.00"), _said("fee", "14.00"), _said("total", "$894.00"))


def test_an_amount_in_words_may_go_over_two_lines() -> None:
    spelled = (_said("", "por $2,205.00 (DOS MIL"), _said("", "DOSCIENTOS CINCO PESOS 00/100 M.N.)"))

    assert not words_disagree(spelled, 220_500)
    assert words_disagree(spelled, 320_500)


def _labelled(field: str, label: str, value: str) -> Said:
    return Said(field, 0, value, (0, 0, 10, 10), 0.97, 1, "ocr", label)


@pytest.mark.parametrize(
    ("label", "given_back", "contradicts"),
    [
        ("CAMBIO", "90.00", False),
        ("Su cambio:", "$90.00", False),
        ("CAMBIO", "80.00", True),
        ("Tipo de cambio", "90.00", True),
        ("Cambio de saldo", "90.00", True),
    ],
)
def test_cash_that_the_change_explains_contradicts_no_deposit(
    label: str, given_back: str, *, contradicts: bool
) -> None:
    """I1: cash handed over is the deposit and the change, to the centavo."""
    deposit = _labelled("amount", "IMPORTE DEPOSITADO", "2,610.00")
    taken = _labelled("amount", "IMPORTE RECIBIDO", "2,700.00")
    amount = amount_of((deposit,))
    assert amount is not None

    assert is_contradicted((deposit, taken, _labelled("other_amount", label, given_back)), amount) is contradicts
