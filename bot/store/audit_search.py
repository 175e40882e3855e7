"""The log of what was done, filtered and page by page, newest first."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from bot.store.tables import audit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from bot.store.db import Database, Tx

PAGE = 50


@dataclass(frozen=True, slots=True)
class Asked:
    """Which rows are wanted; what is empty does not matter."""

    event: str = ""
    actor: str = ""
    case_id: int | None = None
    since: datetime | None = None
    until: datetime | None = None  # not included
    before: int = 0  # the id of the last row of the page before; 0: the first page


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the log."""

    id: int
    at: datetime
    actor: str
    event: str
    case_id: int | None
    details: dict[str, Any]


_COLUMNS = [audit.c[name] for name in Entry.__slots__]


def page(tx: Tx, asked: Asked, *, limit: int = PAGE) -> tuple[Entry, ...]:
    """Return up to `limit` rows, newest first."""
    chosen = sa.select(*_COLUMNS).order_by(audit.c.id.desc()).limit(limit)
    for name in ("event", "actor", "case_id"):
        if wanted := getattr(asked, name):
            chosen = chosen.where(audit.c[name] == wanted)
    if asked.before:
        chosen = chosen.where(audit.c.id < asked.before)
    chosen = _between(tx, chosen, asked)
    return tuple(Entry(**row) for row in tx.execute(chosen).mappings())


def _between(tx: Tx, chosen: sa.Select[Any], asked: Asked) -> sa.Select[Any]:
    """Narrow to the days: rows are only added, so an instant is a place in the chain."""
    for bound, is_until in ((asked.since, False), (asked.until, True)):
        if bound is None:
            continue
        first = tx.execute(sa.select(audit.c.id).where(audit.c.at >= bound).order_by(audit.c.at).limit(1)).scalar()
        if first is not None:
            chosen = chosen.where(audit.c.id < first if is_until else audit.c.id >= first)
        elif not is_until:
            chosen = chosen.where(sa.false())
    return chosen


def every(db: Database, asked: Asked) -> Iterator[Entry]:
    """Yield all of them, a thousand at a time."""
    while True:
        with db.read() as tx:
            found = page(tx, asked, limit=1000)
        yield from found
        if not found:
            return
        asked = replace(asked, before=found[-1].id)


def actors(tx: Tx) -> tuple[str, ...]:
    """Return everybody who did anything, each found by one step in the index of names."""
    names: list[str] = []
    last: str | None = ""
    while last is not None and len(names) < 200:
        last = tx.execute(sa.select(sa.func.min(audit.c.actor)).where(audit.c.actor > last)).scalar()
        if last is not None:
            names.append(last)
    return tuple(names)
