"""Why an amount differs, and how one payment is divided."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from vendor_samples import VENDOR

from bot.matching.difference import difference, divided
from bot.model import Customer, Facts, Receipt, Slip, Tolerance, TrustPolicy

NOW = datetime(2026, 9, 14, 19, 0, tzinfo=UTC)
FACTS = Facts(now=NOW, arrived_at=NOW, vendor=VENDOR, trust=TrustPolicy())
SLIP = Slip(7, "935447", Customer(1, "Trejo", "pagos@trejo.example"), 130_500, NOW, None)
OTHER = replace(SLIP, id=8, reference="936211", amount=80_000)
PAID = Receipt(("935447",), amount=130_500, paid_on=date(2026, 9, 14), folio="26525022")


@pytest.mark.parametrize(
    ("amount", "received", "cause"),
    [
        (130_500, 0, None),
        (112_500, 0, "subtotal"),
        (118_500, 0, "iva_withheld"),  # 180.00 of IVA, of which 120.00 are kept
        (118_501, 0, "iva_withheld"),
        (129_804, 0, "bank_fee"),
        (130_401, 0, "cents"),
        (130_400, 0, "short"),
        (130_501, 0, "over"),
        (30_500, 100_000, None),
        (12_500, 100_000, "short"),  # IVA is missing of a whole, not of a balance
        (130_500, 100_000, "over"),
    ],
)
def test_a_difference_has_one_cause(amount: int, received: int, cause: str | None) -> None:
    found = difference(replace(PAID, amount=amount), (replace(SLIP, received=received),), FACTS)

    assert (found.cause if found else None) == cause


def test_the_fees_are_those_of_the_settings() -> None:
    facts = replace(FACTS, tolerance=Tolerance(bank_fees=(1_234,)))

    found = [difference(replace(PAID, amount=130_500 - fee), (SLIP,), facts) for fee in (1_234, 696)]

    assert [one.cause for one in found if one] == ["bank_fee", "short"]


@pytest.mark.parametrize("status", ["paid", "cancelled"])
def test_nothing_is_compared_with_a_slip_that_is_not_to_be_paid(status: str) -> None:
    assert difference(replace(PAID, amount=1), (replace(SLIP, status=status),), FACTS) is None  # type: ignore[arg-type]


def test_nothing_is_compared_while_a_reference_is_unknown() -> None:
    assert difference(replace(PAID, references=("935447", "111111")), (OTHER,), FACTS) is None


@pytest.mark.parametrize(
    ("amount", "shares"),
    [
        (210_500, [130_500, 80_000]),
        (150_000, [130_500, 19_500]),
        (100_000, [100_000, 0]),
        (999_999, [130_500, 80_000]),  # the rest stays the customer's
        (None, [130_500, 80_000]),
    ],
)
def test_a_payment_is_divided_in_order_and_no_slip_takes_more_than_it_asks_for(
    amount: int | None, shares: list[int]
) -> None:
    """I6"""
    assert [share.amount for share in divided(replace(PAID, amount=amount), (SLIP, OTHER))] == shares
