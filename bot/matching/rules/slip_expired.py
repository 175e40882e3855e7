"""The slip had expired when the mail arrived."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.matching.days import in_numbers, local_day
from bot.model import Finding

if TYPE_CHECKING:
    from bot.model import Facts, Receipt, Slip

NAME = "slip_expired"


def check(_receipt: Receipt, slip: Slip | None, facts: Facts) -> Finding | None:
    """Return an objection when the slip is expired; the arrival of the mail counts, not our own delay."""
    if slip is None or slip.status in ("paid", "cancelled"):
        return None
    if slip.status != "expired" and (slip.expires_at is None or facts.arrived_at <= slip.expires_at):
        return None
    on = f" el {in_numbers(local_day(slip.expires_at))}" if slip.expires_at else ""
    return Finding(NAME, f"La constancia {slip.reference} venció{on}.")
