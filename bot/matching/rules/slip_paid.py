"""The slip is already paid."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.model import Finding

if TYPE_CHECKING:
    from bot.model import Facts, Receipt, Slip

NAME = "slip_paid"


def check(_receipt: Receipt, slip: Slip | None, _facts: Facts) -> Finding | None:
    """Return an objection when an earlier payment settled the slip."""
    if slip is None or slip.status != "paid":
        return None
    return Finding(NAME, f"La constancia {slip.reference} ya está pagada.")
