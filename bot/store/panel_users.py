"""Which customers may enter the panel, and under which name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from bot.store.db import insert
from bot.store.tables import panel_users

if TYPE_CHECKING:
    from datetime import datetime

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
