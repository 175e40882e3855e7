"""The payment was made before the slip was issued."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from bot.matching.days import in_numbers, local_day
from bot.model import Finding

if TYPE_CHECKING:
    from bot.model import Facts, Receipt, Slip

NAME = "before_slip"
TOLERANCE = timedelta(days=1)  # a receipt has no zone


def check(receipt: Receipt, slips: tuple[Slip, ...], _facts: Facts) -> Finding | None:
    """Return an objection when the printed day is before a slip's, with one day of tolerance (F7, B123)."""
    late = max(slips, key=lambda slip: slip.issued_at, default=None)
    if late is None or receipt.paid_on is None:
        return None
    issued_on = local_day(late.issued_at)
    if receipt.paid_on >= issued_on - TOLERANCE:
        return None
    paid = f"El comprobante es del {in_numbers(receipt.paid_on)}"
    return Finding(NAME, f"{paid} y la constancia {late.reference} se emitió después, el {in_numbers(issued_on)}.")
