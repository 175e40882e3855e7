"""The slip was cancelled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.model import Finding

if TYPE_CHECKING:
    from bot.model import Facts, Receipt, Slip

NAME = "slip_cancelled"


def check(_receipt: Receipt, slips: tuple[Slip, ...], _facts: Facts) -> Finding | None:
    """Return an objection when a slip is no longer to be paid."""
    cancelled = [slip.reference for slip in slips if slip.status == "cancelled"]
    if not cancelled:
        return None
    return Finding(NAME, f"La constancia {', '.join(cancelled)} está cancelada.")
