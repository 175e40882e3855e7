"""Sums that make each other up tell which of them was paid, whatever their labels say."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.receipts.adding import others, paid
from bot.receipts.places import Said
from bot.receipts.sums import amount_of

if TYPE_CHECKING:
    from bot.model import Source

Row = tuple[str, str, str]  # field, label, value


def page(*rows: Row) -> tuple[Said, ...]:
    return tuple(
        Said(
            field,
            0 if label.endswith("transferido") else 1,
            value,
            (0, 20.0 * place, 100, 20.0 * place + 10),
            0.99,
            1,
            "text_layer",
            label,
        )
        for place, (field, label, value) in enumerate(rows)
    )


def centavos(*rows: Row) -> int | None:
    said = page(*rows)
    found, _ = paid(said, amount_of(said))
    return found.money.centavos if found else None


def bare(*values: str) -> tuple[Row, ...]:
    return tuple(("", "", value) for value in values)


@pytest.mark.parametrize(
    ("rows", "sum_"),
    [
        (bare("USD 391.50", "USD 30.00", "USD 421.50"), 39_150),
        (bare("$870.00", "$45.00", "$7.20", "$922.20"), 87_000),
        (
            (*bare("$3,915.00", "$10.00", "$3,925.00"), ("", "Cambio", "$75.00"), ("", "Efectivo", "$4,000.00")),
            391_500,
        ),
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


def test_a_sum_that_a_charge_makes_the_amount_leaves_it_to_the_slip() -> None:
    parts = bare("$1,275.00", "$30.00")

    assert centavos(("amount", "Monto", "$1,305.00"), *parts) is None
    assert centavos(("amount", "Importe transferido", "$1,305.00"), *parts) == 130_500  # its label is beyond doubt
    assert centavos(("total", "Total", "$1,305.00"), ("other_amount", "Vales", "$40.00")) == 130_500


@pytest.mark.parametrize(("label", "is_made_up"), [("", True), ("fee", False)])
def test_what_only_adds_up_is_said_to_unless_the_charge_has_its_label(label: str, *, is_made_up: bool) -> None:
    said = page(*bare("$870.00", "$885.00"), (label, "", "$15.00"))

    assert paid(said, amount_of(said))[1] is is_made_up


@pytest.mark.parametrize(
    "rows",
    [
        (("", "Adeudo anterior", "$1,350.00"), ("", "Su pago", "$45.00"), ("", "Adeudo actual", "$1,305.00")),
        bare("$1,305.00", "$500.00", "$80.00", "$1,885.00", "$580.00"),  # no charge is that dear
        bare("$1,305.00", "$30.00", "$1,335.00", "$500.00", "$1,835.00"),  # neither cash nor change by its name
    ],
)
def test_what_was_owed_is_not_what_was_paid(rows: tuple[Row, ...]) -> None:
    assert centavos(*rows) is None


def test_a_total_a_charge_above_another_sum_is_no_amount() -> None:
    assert centavos(("total", "Total", "$586.96"), *bare("$580.00")) is None
    assert centavos(("total", "Total", "$580.00")) == 58_000


def test_a_sum_without_label_that_holds_the_printed_charges_is_not_what_was_paid() -> None:
    rows = (("other_amount", "Efectivo", "1,305.00"), ("fee", "COM", "50.00"), ("fee", "IVA COM", "8.00"))

    assert paid(page(*rows, *bare("1,363.00")), amount_of(page(*rows, *bare("1,363.00"))))[1] is True
    assert centavos(*rows, *bare("1,363.00")) == 130_500


def test_the_other_sums_of_a_page_are_those_that_no_label_calls_a_balance() -> None:
    said = page(("amount", "Importe", "$580.00"), *bare("$595.00"), ("other_amount", "Saldo final", "$9,000.00"))

    assert others(said, amount_of(said)) == (59_500,)
    assert others(said, None) == (58_000, 59_500)


@pytest.mark.parametrize(
    ("printed", "source", "sums"),
    [
        ("$ 69600", "ocr", (69_600, 6_960_000)),  # small raised cents lose their point
        ("$ 69600", "text_layer", (69_600, 6_960_000)),
        ("88,700.00", "ocr", (8_870_000, 870_000)),  # "$8,700.00"
        ("88,700.00", "text_layer", (8_870_000,)),
        ("$88,700.00", "ocr", (8_870_000,)),
        ("69600", "ocr", ()),
        ("58.00", "ocr", (5_800, 800)),
        ("50.00", "ocr", (5_000,)),  # nothing costs nothing
    ],
)
def test_a_sum_that_may_be_read_otherwise_is_each_of_what_it_may_be(
    printed: str, source: Source, sums: tuple[int, ...]
) -> None:
    (said,) = page(("", "", printed))

    assert others((replace(said, source=source),), None) == sums


def test_a_large_sum_that_two_others_make_up_is_the_cash_or_a_total() -> None:
    def of(*values: str) -> int | None:
        rows = page(*bare(*values))
        large = replace(rows[0], box=(0, 0, 100, 18))
        found, _ = paid((large, *rows[1:]), amount_of((large, *rows[1:])))
        return found.money.centavos if found else None

    assert of("$4,500.00", "$94.32", "$4,405.68") is None
    assert of("$4,500.00", "$94.32", "$4,400.00") == 450_000
    assert of("$1,305.00", "$180.00", "$1,125.00") == 130_500  # a price and its IVA
