"""Who works at the desk, and what each may do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import sqlalchemy as sa

from bot.store.db import insert
from bot.store.tables import users

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from bot.store.db import Tx

Role = Literal["operator", "approver", "admin", "auditor"]


@dataclass(frozen=True, slots=True)
class User:
    """One member of the staff."""

    id: int
    email: str
    name: str
    role: Role
    password_hash: str
    totp_nonce: str | None  # None: no authenticator yet
    totp_step: int  # the last time step that was used to sign in
    active: bool
    preferences: Mapping[str, Any]
    created_at: datetime
    signed_in_at: datetime | None


def add(tx: Tx, *, email: str, name: str, role: Role, password_hash: str, at: datetime) -> int:
    """Return the id of a new user; sqlalchemy.exc.IntegrityError when the address is taken."""
    return insert(
        tx, users, email=email.lower(), name=name, role=role, password_hash=password_hash, totp_nonce=None,
        totp_step=0, active=True, preferences={}, created_at=at,
    )  # fmt: skip


def one(tx: Tx, user_id: int) -> User | None:
    """Return the user with this number."""
    return _user(tx, users.c.id == user_id)


def by_email(tx: Tx, email: str) -> User | None:
    """Return the user with this address, in whatever case it is written."""
    return _user(tx, users.c.email == email.strip().lower())


def listed(tx: Tx) -> tuple[User, ...]:
    """Return everybody, by name."""
    chosen = sa.select(users).order_by(users.c.name, users.c.id)
    return tuple(User(**row) for row in tx.execute(chosen).mappings())


def change(tx: Tx, user_id: int, **values: Any) -> bool:
    """Write columns of a user; return False when there is none."""
    return tx.execute(sa.update(users).filter_by(id=user_id).values(**values)).rowcount == 1


def use_step(tx: Tx, user_id: int, step: int) -> bool:
    """Use up a time step of the authenticator; return False when it, or a later one, was used before."""
    used = sa.update(users).where(users.c.id == user_id, users.c.totp_step < step)
    return tx.execute(used.values(totp_step=step)).rowcount == 1


def _user(tx: Tx, which: sa.ColumnElement[bool]) -> User | None:
    row = tx.execute(sa.select(users).where(which)).mappings().first()
    return User(**row) if row is not None else None
