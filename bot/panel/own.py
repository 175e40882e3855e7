"""A reference in an address -> the customer's own slip; a stranger's is as little there as one that does not exist."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import HTTPException

from bot.store import slips

if TYPE_CHECKING:
    from datetime import datetime

    from bot.model import Slip
    from bot.panel.front import Member
    from bot.store.db import Tx


def own_slip(tx: Tx, member: Member, reference: str, *, now: datetime) -> Slip:
    """Return the slip of whoever is signed in; HTTPException 404 for any other reference (B104)."""
    for slip in slips.named(tx, [reference], now=now):
        if slip.customer.id == member.customer.id:
            return slip
    raise HTTPException(404)
