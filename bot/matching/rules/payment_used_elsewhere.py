"""This same payment was already applied to another slip than the receipt names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.matching import payment_key
from bot.model import Finding

if TYPE_CHECKING:
    from bot.model import Facts, Receipt, Slip

NAME = "payment_used_elsewhere"


def check(receipt: Receipt, _slips: tuple[Slip, ...], facts: Facts) -> Finding | None:
    """Return an objection when a strong key is spent on a slip and the receipt names a different one (F2)."""
    slips = {reference for one in payment_key.same(receipt, facts) for reference in one.references}
    if set(receipt.references) <= slips or not slips:
        return None
    return Finding(NAME, f"Este mismo pago ya se aplicó a otra constancia: {', '.join(sorted(slips))}.")
