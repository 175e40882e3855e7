"""What a customer's panel asks of his slips: what waits to be paid or renewed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from bot.model import SlipLine
from bot.store.tables import activations, cases, claims, slip_lines, slips

if TYPE_CHECKING:
    from datetime import datetime

    from bot.store.db import Tx

# in these very words, or SQLite does not see that the index of standing activations answers it
_STANDS = sa.text("activations.state <> 'reverted'")
_WITH_US = ("reading", "desk", "waiting_bank", "activating")
_LATEST = 20  # paid slips that tell what a customer has


def has_open(tx: Tx, customer_id: int, *, now: datetime) -> bool:
    """Return whether a slip of the customer waits to be paid."""
    mine = sa.select(slips.c.id).where(slips.c.customer_id == customer_id, slips.c.status == "open")
    good = mine.where(sa.or_(slips.c.expires_at.is_(None), slips.c.expires_at > now))
    return tx.execute(good.limit(1)).first() is not None


def has_money_here(tx: Tx, customer_id: int) -> bool:
    """Return whether a payment of the customer waits for us, or a slip of his, open or over, holds a part."""
    waits = sa.select(claims.c.id).join(cases, cases.c.id == claims.c.case_id)
    waits = waits.where(cases.c.customer_id == customer_id, claims.c.state.in_(_WITH_US), claims.c.receipt.is_not(None))
    part = sa.select(slips.c.id).where(slips.c.customer_id == customer_id, slips.c.status == "open")
    return any(tx.execute(one.limit(1)).first() is not None for one in (waits, part.where(slips.c.received > 0)))


def bought(tx: Tx, customer_id: int) -> tuple[SlipLine, ...]:
    """Return the lines of the customer's latest paid slips, newest first."""
    paid = sa.select(slips.c.id, slips.c.paid_at).where(slips.c.customer_id == customer_id, slips.c.status == "paid")
    latest = paid.order_by(slips.c.paid_at.desc()).limit(_LATEST).subquery()
    chosen = sa.select(slip_lines).join(latest, latest.c.id == slip_lines.c.slip_id)
    rows = tx.execute(chosen.order_by(latest.c.paid_at.desc(), slip_lines.c.position)).mappings()
    return tuple(SlipLine(row["code"], row["description"], row["quantity"], row["price"]) for row in rows)


def coming(tx: Tx, customer_id: int) -> frozenset[str]:
    """Return the codes of what the customer has paid for and his panel does not have yet."""
    waits = sa.select(slip_lines.c.code).join(slips, slips.c.id == slip_lines.c.slip_id)
    waits = waits.join(activations, activations.c.slip_id == slips.c.id).where(_STANDS)
    mine = waits.where(slips.c.customer_id == customer_id, slips.c.status == "paid")
    return frozenset(tx.execute(mine.where(activations.c.confirmed_at.is_(None))).scalars())
