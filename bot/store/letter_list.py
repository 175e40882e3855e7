"""The letters of the house as staff look at them: by state, page by page, newest first."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import sqlalchemy as sa

from bot.store.tables import letters

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from bot.store.db import Database, Tx

PAGE = 50


@dataclass(frozen=True, slots=True)
class Shown:
    """One letter in a list."""

    id: int
    case_id: int | None
    kind: str
    state: str
    recipient: str
    subject: str
    queued_at: datetime
    sent_at: datetime | None
    error: str | None


@dataclass(frozen=True, slots=True)
class Looked:
    """Which letters are looked at."""

    states: tuple[str, ...] = ()  # all when none is named
    before: int = 0  # the id of the last letter of the page before; 0: the first page


_COLUMNS = [letters.c[name] for name in Shown.__slots__]


def page(tx: Tx, looked: Looked, *, limit: int = PAGE) -> tuple[Shown, ...]:
    """Return up to `limit` letters, newest first."""
    chosen = sa.select(*_COLUMNS).order_by(letters.c.id.desc()).limit(limit)
    if looked.states:
        chosen = chosen.where(letters.c.state.in_(looked.states))
    if looked.before:
        chosen = chosen.where(letters.c.id < looked.before)
    return tuple(Shown(**row) for row in tx.execute(chosen).mappings())


def every(db: Database, looked: Looked) -> Iterator[Shown]:
    """Yield all of them, a thousand at a time."""
    while True:
        with db.read() as tx:
            found = page(tx, looked, limit=1000)
        yield from found
        if not found:
            return
        looked = replace(looked, before=found[-1].id)


def one(tx: Tx, letter_id: int) -> tuple[Shown, bytes] | None:
    """Return a letter with the bytes that were frozen for it; None when there is none."""
    row = tx.execute(sa.select(*_COLUMNS, letters.c.raw).filter_by(id=letter_id)).mappings().first()
    if row is None:
        return None
    said = dict(row)
    raw: bytes = said.pop("raw")
    return Shown(**said), raw


def counted(tx: Tx, states: Sequence[str]) -> dict[str, int]:
    """Return how many letters stand in each of these states: few do, so those that were sent are not counted."""
    chosen = sa.select(letters.c.state, sa.func.count()).where(letters.c.state.in_(states)).group_by(letters.c.state)
    return {row[0]: row[1] for row in tx.execute(chosen)}
