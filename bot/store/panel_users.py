"""Which customers may enter the panel, and under which name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from bot.store.db import insert
from bot.store.tables import customers, panel_users, panels

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date, datetime

    from bot.store.db import Tx


@dataclass(frozen=True, slots=True)
class PanelUser:
    """One customer's way into the panel."""

    id: int
    customer_id: int
    username: str  # lower case
    password_hash: str | None  # None: he has not chosen one yet
    active: bool
    created_at: datetime
    signed_in_at: datetime | None


def add(tx: Tx, customer_id: int, username: str, *, at: datetime, password_hash: str | None = None) -> int:
    """Return the id of a new user; sqlalchemy.exc.IntegrityError when the name is taken or the customer has one."""
    return insert(
        tx, panel_users, customer_id=customer_id, username=username.strip().lower(), password_hash=password_hash,
        active=True, created_at=at,
    )  # fmt: skip


def one(tx: Tx, user_id: int) -> PanelUser | None:
    """Return the user with this number."""
    return _user(tx, panel_users.c.id == user_id)


def by_username(tx: Tx, username: str) -> PanelUser | None:
    """Return the user with this name, in whatever case it is written."""
    return _user(tx, panel_users.c.username == username.strip().lower())


def of_customer(tx: Tx, customer_id: int) -> PanelUser | None:
    """Return the user of a customer."""
    return _user(tx, panel_users.c.customer_id == customer_id)


def change(tx: Tx, user_id: int, **values: Any) -> bool:
    """Write columns of a user; return False when there is none."""
    return tx.execute(sa.update(panel_users).filter_by(id=user_id).values(**values)).rowcount == 1


def _user(tx: Tx, which: sa.ColumnElement[bool]) -> PanelUser | None:
    row = tx.execute(sa.select(panel_users).where(which)).mappings().first()
    return PanelUser(**row) if row is not None else None


def held(tx: Tx, usernames: Collection[str], emails: Collection[str]) -> tuple[tuple[str, str], ...]:
    """Return name and address of every user who has one of these names, or one of these addresses."""
    pairs = sa.select(panel_users.c.username, customers.c.email).join(customers)
    found: dict[str, str] = {}
    for column, asked in ((panel_users.c.username, sorted(usernames)), (customers.c.email, sorted(emails))):
        for start in range(0, len(asked), 500):  # a bound on one statement's parameters
            chosen = pairs.where(column.in_(asked[start : start + 500]))
            found |= {row.username: row.email for row in tx.execute(chosen)}
    return tuple(found.items())


@dataclass(frozen=True, slots=True)
class Listed:
    """One user beside his customer and his panel."""

    id: int
    username: str
    name: str
    email: str
    version: str | None  # None: his panel was never written
    active_until: date | None
    stamps: int | None
    active: bool
    has_password: bool
    signed_in_at: datetime | None


def listed(tx: Tx, *, after: int = 0, limit: int = 1000) -> tuple[Listed, ...]:
    """Return up to `limit` users whose number is above `after`."""
    columns = (
        panel_users.c.id, panel_users.c.username, customers.c.name, customers.c.email, panels.c.version,
        panels.c.active_until, panels.c.stamps, panel_users.c.active,
        panel_users.c.password_hash.is_not(None).label("has_password"), panel_users.c.signed_in_at,
    )  # fmt: skip
    joined = panel_users.join(customers).outerjoin(panels, panels.c.customer_id == customers.c.id)
    chosen = sa.select(*columns).select_from(joined).where(panel_users.c.id > after)
    return tuple(Listed(**row) for row in tx.execute(chosen.order_by(panel_users.c.id).limit(limit)).mappings())
