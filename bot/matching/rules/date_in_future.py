"""The receipt carries a day that has not come yet."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from bot.matching.days import in_numbers, local_day
from bot.model import Finding

if TYPE_CHECKING:
    from bot.model import Facts, Receipt, Slip

NAME = "date_in_future"


def check(receipt: Receipt, _slips: tuple[Slip, ...], facts: Facts) -> Finding | None:
    """Return an objection when the printed day is later than the mail's arrival plus the policy's tolerance (F7)."""
    if receipt.paid_on is None:
        return None
    # SPEI after 18:00 and at week-ends prints the next banking day (B123).
    latest = local_day(facts.arrived_at) + timedelta(days=facts.trust.future_tolerance_days)
    if receipt.paid_on <= latest:
        return None
    return Finding(NAME, f"El comprobante trae una fecha que aún no llega: {in_numbers(receipt.paid_on)}.")
