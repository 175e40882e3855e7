"""Sums that make each other up tell which of them was paid, whatever their labels say."""

from __future__ import annotations

import pytest

from bot.receipts.adding import others, paid
from bot.receipts.places import Said
from bot.receipts.sums import amount_of

Row = tuple[str, str, str]  # field, label, value


def page(*rows: Row) -> tuple[Said, ...]:
    return tuple(
        Said(field, 0, value, (0, 20.0 * place, 100, 20.0 * place + 10), 0.99, 1, "text_layer", label)
        for place, (field, label, value) in enumerate(rows)
    )


def centavos(*rows: Row) -> int | None:
    said = page(*rows)
    found = paid(said, amount_of(said))
    return found.money.centavos if found else None


def bare(*values: str) -> tuple[Row, ...]:
    return tuple(("", "", value) for value in values)


@pytest.mark.parametrize(
    ("rows", "sum_"),
    [
        (bare("USD 391.50", "USD 30.00", "USD 421.50"), 39_150),
        (bare("$870.00", "$45.00", "$7.20", "$922.20"), 87_000),
        (bare("$3,915.00", "$10.00", "$3,925.00", "$75.00", "$4,000.00"), 391_500),  # and the change of the cash
        (bare("$15,660.00", "$86.21", "$13.79", "$15,760.00"), 1_566_000),  # a dear charge proven by its IVA
    ],
)
def test_a_charge_and_a_total_that_are_printed_tell_the_sum_without_any_label(rows: tuple[Row, ...], sum_: int) -> None:
    assert centavos(*rows) == sum_


@pytest.mark.parametrize(
    "rows",
    [
        bare("$1,125.00", "$180.00", "$1,305.00"),  # what is added is the sum's own IVA
        bare("$2,000.00", "$40.00", "$2,040.00", "$ 500.00", "$ 20.00"),  # the notes of a deposit, counted
        bare("$391.50", "$31.00", "$421.50"),  # nothing adds up
        bare("$1,305.00", "$5.00", "$1,310.00", "$500.00"),  # it was owed, perhaps, and 500.00 paid
        bare("$391.50", "$30.00", "$421.50", "$800.00", "$830.00"),  # two sums do
        (*bare("$6,090.00", "$45.00"), ("other_amount", "Saldo anterior", "$6,135.00")),  # a balance is no total
    ],
)
def test_sums_that_tell_two_or_none_are_not_guessed(rows: tuple[Row, ...]) -> None:
    assert centavos(*rows) is None


def test_a_charge_that_is_called_so_may_be_dear() -> None:
    rows = (*bare("$ 346.84"), ("fee", "COMISION", "$75.00"), *bare("$12.00"))

    assert centavos(*rows, ("other_amount", "TOTAL COBRADO", "$433.84")) == 34_684
    assert centavos(*rows, ("other_amount", "TOTAL COBRADO", "$450.00")) is None


def test_a_sum_that_is_called_a_fee_by_mistake_is_told_from_it() -> None:
    shifted = (
        ("amount", "IMPORTE", "$5.50"), ("fee", "IMPORTE COMISION", "$2,204.00"), ("fee", "IVA COMISION", "$0.88"),
        ("total", "TOTAL", "$2,210.38"),
    )  # fmt: skip

    assert centavos(*shifted) == 220_400
    assert centavos(*shifted[:2]) is None  # nothing proves which


def test_a_charge_is_not_taken_for_the_sum_beside_a_larger_one() -> None:
    assert centavos(("amount", "Costo", "$6.00"), ("", "", "$3,712.00")) is None
    assert centavos(("amount", "Importe", "$45.00"), ("other_amount", "Saldo", "$3,712.00")) == 4_500


def test_a_debit_that_holds_a_printed_charge_is_not_what_the_payee_got() -> None:
    assert centavos(("amount", "Debit amount", "$147.40"), *bare("$124.90"), ("fee", "Charges", "$22.50")) == 12_490


def test_a_total_a_charge_above_another_sum_is_no_amount() -> None:
    assert centavos(("total", "Total", "$586.96"), *bare("$580.00")) is None
    assert centavos(("total", "Total", "$580.00")) == 58_000


def test_the_other_sums_of_a_page_are_those_that_no_label_calls_a_balance() -> None:
    said = page(("amount", "Importe", "$580.00"), *bare("$595.00"), ("other_amount", "Saldo final", "$9,000.00"))

    assert others(said, amount_of(said)) == (59_500,)
    assert others(said, None) == (58_000, 59_500)
