"""The slip was cancelled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.model import Finding

if TYPE_CHECKING:
    from bot.model import Facts, Receipt, Slip

NAME = "slip_cancelled"


def check(_receipt: Receipt, slip: Slip | None, _facts: Facts) -> Finding | None:
    """Return an objection when the slip is no longer to be paid."""
    if slip is None or slip.status != "cancelled":
        return None
    return Finding(NAME, f"La constancia {slip.reference} está cancelada.")
