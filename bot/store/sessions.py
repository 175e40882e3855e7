"""Who is signed in, and how often somebody tried in vain."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import sqlalchemy as sa

from bot.store.db import insert_new
from bot.store.tables import attempts, sessions

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from bot.store.db import Tx

Window = Literal["desk", "panel"]


@dataclass(frozen=True, slots=True)
class Session:
    """One signed-in browser; `token` is only the hash of what its cookie holds."""

    token: str
    window: Window
    owner: int  # a user of the desk, or a customer's login of the panel
    complete: bool  # False while the second factor is still to come
    created_at: datetime
    seen_at: datetime
    ends_at: datetime
    address: str
    put_off: bool = False  # the customer wants no slip for now


def begin(tx: Tx, session: Session) -> None:
    """Write a new session."""
    tx.execute(
        sa.insert(sessions).values(
            token=session.token, window=session.window, owner=session.owner, complete=session.complete,
            created_at=session.created_at, seen_at=session.seen_at, ends_at=session.ends_at, address=session.address,
        )
    )  # fmt: skip


def find(tx: Tx, token: str, window: Window) -> Session | None:
    """Return the session with this hash in this window."""
    row = tx.execute(sa.select(sessions).filter_by(token=token, window=window)).mappings().first()
    return Session(**row) if row is not None else None


def touch(tx: Tx, token: str, *, at: datetime) -> None:
    """Note that a session was used."""
    tx.execute(sa.update(sessions).filter_by(token=token).values(seen_at=at))


def put_off(tx: Tx, token: str) -> None:
    """Note that this customer does not want to be asked about a slip again in this session."""
    tx.execute(sa.update(sessions).filter_by(token=token).values(put_off=True))


def end(tx: Tx, token: str) -> None:
    """End one session."""
    tx.execute(sa.delete(sessions).filter_by(token=token))


def end_all(tx: Tx, window: Window, owner: int, *, but: str = "") -> int:
    """End every session of one owner except the one with the hash `but`; return how many."""
    others = sa.delete(sessions).where(sessions.c.window == window, sessions.c.owner == owner, sessions.c.token != but)
    return tx.execute(others).rowcount


def end_old(tx: Tx, *, before: datetime) -> int:
    """Remove sessions that ended before the instant; return how many."""
    return tx.execute(sa.delete(sessions).where(sessions.c.ends_at < before)).rowcount


def are_old(tx: Tx, *, ended_before: datetime, failed_before: datetime) -> bool:
    """Return whether a session, or a counter of failures, is so old that nobody asks for it any more."""
    over = sa.select(sessions.c.token).where(sessions.c.ends_at < ended_before).limit(1)
    quiet = sa.select(attempts.c.key).where(attempts.c.last_at < failed_before).limit(1)
    return tx.execute(over).first() is not None or tx.execute(quiet).first() is not None


def forget_quiet(tx: Tx, *, before: datetime) -> int:
    """Remove counters whose last failure was before the instant; return how many."""
    return tx.execute(sa.delete(attempts).where(attempts.c.last_at < before)).rowcount


@dataclass(frozen=True, slots=True)
class Attempts:
    """Failures that one counter holds."""

    key: str
    failures: int
    last_at: datetime


def failed(tx: Tx, keys: Sequence[str], *, since: datetime) -> dict[str, Attempts]:
    """Return the counters with a failure since the instant."""
    chosen = sa.select(attempts).where(attempts.c.key.in_(keys), attempts.c.last_at >= since)
    return {row["key"]: Attempts(**row) for row in tx.execute(chosen).mappings()}


def count_failure(tx: Tx, key: str, *, at: datetime, since: datetime) -> None:
    """Add one failure to a counter; it begins anew when its last one is older than `since`."""
    if insert_new(tx, attempts, key=key, failures=1, last_at=at):
        return
    again = sa.case((attempts.c.last_at < since, 1), else_=attempts.c.failures + 1)
    tx.execute(sa.update(attempts).filter_by(key=key).values(failures=again, last_at=at))


def forget_failures(tx: Tx, keys: Sequence[str]) -> None:
    """Empty counters after a success."""
    tx.execute(sa.delete(attempts).where(attempts.c.key.in_(keys)))
