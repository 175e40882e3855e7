"""When one person is not enough (B105)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.matching.second_person import FRAUD, needed
from bot.model import Customer, Receipt, Slip

SLIP = Slip(
    7, "935447", Customer(1, "Trejo", "pagos@trejo.example"), 1_000_000, datetime(2026, 9, 14, tzinfo=UTC), None
)
PAID = Receipt(("935447",), amount=1_000_000)


@pytest.mark.parametrize(("amount", "why"), [(1_000_000, ""), (1_000_001, "supera $10,000.00.")])
def test_above_the_limit_two_sign(amount: int, why: str) -> None:
    assert needed(replace(PAID, amount=amount), (SLIP,), (), 1_000_000) == why


@pytest.mark.parametrize("receipt", [None, replace(PAID, amount=None), replace(PAID, amount=100)])
def test_what_is_given_away_counts_as_what_is_paid(receipt: Receipt | None) -> None:
    """A small receipt for a large slip forgives the rest: that is as large."""
    assert needed(receipt, (replace(SLIP, amount=1_000_001),), (), 1_000_000) == "supera $10,000.00."


def test_of_several_slips_the_sum_counts() -> None:
    assert needed(None, (SLIP, replace(SLIP, id=8, amount=1)), (), 1_000_000) == "supera $10,000.00."


def test_the_signs_of_fraud_are_those_that_were_agreed_upon() -> None:
    assert FRAUD.keys() == {"tampered", "hidden_text", "other_account", "payment_used_elsewhere"}


@pytest.mark.parametrize("rule", sorted(FRAUD))
def test_with_a_sign_of_fraud_two_sign_for_any_sum(rule: str) -> None:
    assert (
        needed(replace(PAID, amount=100), (replace(SLIP, amount=100),), {rule, "date_unread"}, 1_000_000) == FRAUD[rule]
    )


def test_what_is_no_sign_of_fraud_needs_one() -> None:
    assert needed(PAID, (SLIP,), {"date_unread", "junk_folder"}, 1_000_000) == ""
