"""A receipt's numbers, amount and customers -> the slips that they could mean, by index alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from bot.store.slips import those
from bot.store.tables import slips

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from bot.model import Slip
    from bot.store.db import Tx

MOST_NEAR = 10
MOST_OF_CUSTOMER = 40
MOST_OF_AMOUNT = 200  # a price of the catalogue is asked for by thousands: then the amount alone tells nothing


def near(tx: Tx, references: Collection[str], amount: int | None, *, now: datetime) -> tuple[Slip, ...]:
    """Return up to MOST_NEAR of the slips with these references, open ones that ask for `amount` (centavos) first."""
    if not references:
        return ()
    fits = sa.case((sa.and_(slips.c.status == "open", slips.c.amount - slips.c.received == amount), 0), else_=1)
    chosen = sa.select(slips.c.id).where(_among(tx, references)).order_by(fits, slips.c.id)
    found = those(tx, chosen.limit(MOST_NEAR), now=now)
    return tuple(sorted(found, key=lambda slip: slip.status not in ("open", "expired") or slip.balance != amount))


def of_customers(tx: Tx, customer_ids: Collection[int], *, now: datetime) -> tuple[Slip, ...]:
    """Return up to MOST_OF_CUSTOMER open slips of these customers, newest first."""
    if not customer_ids:
        return ()
    chosen = _OPEN.where(slips.c.customer_id.in_(customer_ids)).order_by(slips.c.id.desc())
    return those(tx, chosen.limit(MOST_OF_CUSTOMER), now=now)[::-1]


def of_amount(tx: Tx, amount: int | None, *, now: datetime) -> tuple[Slip, ...]:
    """Return up to MOST_OF_AMOUNT open slips that ask for exactly this amount, centavos; which ones is chance."""
    if amount is None:
        return ()
    return those(tx, _OPEN.where(slips.c.amount == amount).limit(MOST_OF_AMOUNT), now=now)


_OPEN = sa.select(slips.c.id).where(slips.c.status == "open")


def _among(tx: Tx, references: Collection[str]) -> sa.ColumnElement[bool]:
    """Return the condition that a slip has one of these references; two hundred parameters cost PostgreSQL 1 ms."""
    if tx.dialect.name == "sqlite":
        return slips.c.reference.in_(references)
    return slips.c.reference == sa.any_(sa.bindparam("near", list(references), type_=sa.ARRAY(sa.Text)))
