"""The receipt is old."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from bot.matching.days import in_numbers, local_day
from bot.model import Finding

if TYPE_CHECKING:
    from bot.model import Facts, Receipt, Slip

NAME = "stale"


def check(receipt: Receipt, _slips: tuple[Slip, ...], facts: Facts) -> Finding | None:
    """Return an objection when the payment is older than the trust policy allows at the mail's arrival (F7)."""
    if receipt.paid_on is None:
        return None
    age = local_day(facts.arrived_at) - receipt.paid_on
    if age <= timedelta(days=facts.trust.stale_after_days):
        return None
    return Finding(NAME, f"El comprobante es del {in_numbers(receipt.paid_on)}: tiene {age.days} días.")
