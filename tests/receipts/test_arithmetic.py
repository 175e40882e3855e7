"""A till's sums add up: a digit that the picture shows otherwise is mended where the cash proves it, else doubted."""

from __future__ import annotations

import pytest

from bot.receipts.arithmetic import is_off_by_a_digit, proven
from bot.receipts.places import Said
from bot.receipts.sums import Priced, amount_of


def till(
    amount: str = "$44,376.00", *, fee: str = "$12.00", cash: str = "$44,400.00", source: str = "ocr"
) -> list[Said]:
    """Return the sums of a correspondent's ticket: 44,370.00 and 12.00 make 44,382.00, and 18.00 is given back."""
    rows = (
        ("amount", amount, "Importe"), ("fee", fee, "Comision"), ("total", "$44,382.00", "Total"),
        ("other_amount", cash, "Efectivo"), ("other_amount", "$18.00", "Cambio"),
    )  # fmt: skip
    return [
        Said(field, 0, value, (0, 20.0 * row, 99, 20.0 * row + 10), 0.99, 1, source, label)  # type: ignore[arg-type]
        for row, (field, value, label) in enumerate(rows)
    ]


def sum_of(said: list[Said]) -> Priced:
    found = amount_of(tuple(said))
    assert found is not None
    return found


def test_cash_less_change_proves_the_sum_that_total_and_fee_make() -> None:
    said = till()

    assert proven(tuple(said), sum_of(said)).money.centavos == 4_437_000
    assert not is_off_by_a_digit(tuple(said), proven(tuple(said), sum_of(said)))


def test_without_that_proof_the_sum_is_only_doubted() -> None:
    said = till(cash="$50,000.00")

    assert proven(tuple(said), sum_of(said)).money.centavos == 4_437_600
    assert is_off_by_a_digit(tuple(said), sum_of(said))


def bank(*rows: tuple[str, str]) -> list[Said]:
    """Return a bank's sums off a picture: 870.00, its fee, the fee's IVA and the total of 899.00."""
    every = (("amount", "$870.00"), ("fee", "$25.00"), *rows, ("total", "$899.00"))
    return [Said(field, 0, value, (0, 0, 99, 10), 0.99, 1, "ocr", field) for field, value in every]


@pytest.mark.parametrize(
    "said",
    [
        till("$44,370.00"),  # it adds up
        till("$41,276.00"),  # more than a digit: not the sum of this total
        till(source="text_layer"),  # letters of a file are not misread
        bank(),  # 16 % of IVA on the fee, not printed
        bank(("", "$4.00")),  # printed under a label that nobody knows
        bank(("fee", "$4.00")),
        [*till("$44,370.00")[:1], *till("$44,370.00", fee="512.00")[1:]],  # the fee's sign was read as its first digit
    ],
)
def test_what_is_explained_is_no_misreading(said: list[Said]) -> None:
    assert not is_off_by_a_digit(tuple(said), sum_of(said))
