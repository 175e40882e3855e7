"""The slip had expired when the mail arrived."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.matching.days import in_numbers, local_day
from bot.model import Finding

if TYPE_CHECKING:
    from bot.model import Facts, Receipt, Slip

NAME = "slip_expired"


def check(_receipt: Receipt, slips: tuple[Slip, ...], facts: Facts) -> Finding | None:
    """Return an objection when a slip is expired; the arrival of the mail counts, not our own delay."""
    expired = [slip for slip in slips if _had_expired(slip, facts)]
    if not expired:
        return None
    on = f" el {in_numbers(local_day(expired[0].expires_at))}" if expired[0].expires_at else ""
    return Finding(NAME, f"La constancia {', '.join(slip.reference for slip in expired)} venció{on}.")


def _had_expired(slip: Slip, facts: Facts) -> bool:
    if slip.status in ("paid", "cancelled"):
        return False
    return slip.status == "expired" if slip.expires_at is None else facts.arrived_at > slip.expires_at
