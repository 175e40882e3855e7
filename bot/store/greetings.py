"""Which activations their customer has not been greeted with."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from bot.model import SlipLine
from bot.store.tables import activations, slip_lines, slips

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from bot.store.db import Tx

# in these very words, or SQLite does not see that the index of standing activations answers it
_STANDS = sa.text("activations.state <> 'reverted'")


def due(tx: Tx, customer_id: int) -> tuple[int, ...]:
    """Return the customer's confirmed activations that he was not greeted with; one that was reverted greets no one."""
    mine = sa.select(activations.c.id).join(slips, slips.c.id == activations.c.slip_id)
    waiting = mine.where(slips.c.customer_id == customer_id, slips.c.status == "paid", _STANDS)
    waiting = waiting.where(activations.c.state == "confirmed", activations.c.greeted_at.is_(None))
    return tuple(tx.execute(waiting.order_by(activations.c.id)).scalars())


def bought(tx: Tx, activation_ids: Collection[int]) -> tuple[SlipLine, ...]:
    """Return the lines of the slips of these activations."""
    chosen = sa.select(slip_lines).join(activations, activations.c.slip_id == slip_lines.c.slip_id)
    rows = tx.execute(chosen.where(activations.c.id.in_(activation_ids)).order_by(slip_lines.c.slip_id)).mappings()
    return tuple(SlipLine(row["code"], row["description"], row["quantity"], row["price"]) for row in rows)


def greet(tx: Tx, activation_ids: Collection[int], *, at: datetime) -> int:
    """Mark these greeted; return how many were not before and still stand."""
    waiting = sa.update(activations).where(activations.c.id.in_(activation_ids), activations.c.state == "confirmed")
    return tx.execute(waiting.where(activations.c.greeted_at.is_(None)).values(greeted_at=at)).rowcount
