"""The slip is already paid."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.model import Finding

if TYPE_CHECKING:
    from bot.model import Facts, Receipt, Slip

NAME = "slip_paid"


def check(_receipt: Receipt, slips: tuple[Slip, ...], _facts: Facts) -> Finding | None:
    """Return an objection when an earlier payment settled a slip."""
    paid = [slip.reference for slip in slips if slip.status == "paid"]
    if not paid:
        return None
    return Finding(NAME, f"La constancia {', '.join(paid)} ya está pagada.")
