"""This same payment was already applied to another slip than the receipt names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.matching.rules.payment_already_used import spent_on
from bot.model import Finding

if TYPE_CHECKING:
    from bot.model import Facts, Receipt, Slip

NAME = "payment_used_elsewhere"


def check(receipt: Receipt, _slip: Slip | None, facts: Facts) -> Finding | None:
    """Return an objection when a strong key is spent on a slip and the receipt names a different one (F2)."""
    slips = spent_on(receipt, facts)
    if set(receipt.references) <= slips or not slips:
        return None
    return Finding(NAME, f"Este mismo pago ya se aplicó a otra constancia: {', '.join(sorted(slips))}.")
