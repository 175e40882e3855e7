"""A database -> the same as it stood just before a mail was decided: views that hide what came later."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING, NoReturn

import sqlalchemy as sa

from bot.store.db import Database
from bot.store.tables import Id, Instant, activations, allocations, claims, payment_keys, slips

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from bot.store.db import Tx

_MOMENT = sa.Table(
    "comprobot_moment",
    sa.MetaData(),
    sa.Column("at", Instant),
    sa.Column("claim", Id),  # the first claim of the mail
    prefixes=["TEMPORARY"],
)
_PAID_LATER = (
    "(t.status = 'paid' AND (t.paid_at > m.at OR EXISTS (SELECT 1 FROM {base}.activations a"
    " WHERE a.slip_id = t.id AND a.claim_id >= m.claim)))"
)
_CANCELLED_LATER = "(t.status = 'cancelled' AND t.cancelled_at > m.at)"
# what is kept of a slip's parts; the payment that completed it is no part
_KEPT_LATER = (
    "CAST(COALESCE((SELECT SUM(h.amount) FROM {base}.allocations h WHERE h.slip_id = t.id AND h.claim_id >= m.claim"
    " AND NOT EXISTS (SELECT 1 FROM {base}.activations a WHERE a.slip_id = h.slip_id AND a.claim_id = h.claim_id)), 0)"
    " AS BIGINT)"
)
_CHANGED = {
    slips: {
        "status": f"CASE WHEN {_PAID_LATER} OR {_CANCELLED_LATER} THEN 'open' ELSE t.status END",
        "paid_at": f"CASE WHEN {_PAID_LATER} THEN NULL ELSE t.paid_at END",
        "received": f"t.received - {_KEPT_LATER}",
    },
    claims: {
        "state": "CASE WHEN t.decided_at > m.at THEN 'desk' WHEN t.outcome = 'ask' THEN 'waiting_customer'"
        " WHEN t.outcome = 'review' THEN 'desk' ELSE t.state END",
    },
    payment_keys: {},
    activations: {},
    allocations: {},
}
_KNOWN = {
    claims: "t.id < m.claim",
    payment_keys: "t.claim_id < m.claim AND t.spent_at <= m.at",
    activations: "t.claim_id < m.claim AND t.owed_at <= m.at",
    allocations: "t.claim_id < m.claim",
}


class Past(Database):
    """A database that is asked as of a mail: slips that it paid are open, keys that it spent are unspent."""

    def __init__(self, now: Database) -> None:
        """Open a connection of its own that cannot write."""
        self.is_sqlite = now.is_sqlite
        self.engine = _reading_engine(now)
        self._tx = self.engine.connect()
        with self._tx.begin():
            _MOMENT.create(self._tx)
            self._tx.execute(sa.insert(_MOMENT).values(at=None, claim=None))
            base = "main" if self.is_sqlite else str(self._tx.execute(sa.text("select current_schema()")).scalar_one())
            for table in _CHANGED:
                self._tx.execute(sa.text(_view(table, base)))
        if not self.is_sqlite:
            with self._tx.begin():  # temporary tables may still be written
                self._tx.execute(sa.text("SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY"))

    def go_to(self, at: datetime, first_claim: int) -> None:
        """Show the world before this instant and before this claim."""
        with self._tx.begin():
            self._tx.execute(sa.update(_MOMENT).values(at=at, claim=first_claim))

    @contextmanager
    def read(self) -> Iterator[Tx]:
        """Yield a transaction that sees what was known then."""
        with self._tx.begin():
            yield self._tx

    def begin(self) -> NoReturn:
        """Refuse: the past is not written."""
        raise RuntimeError("the past is not written")

    def close(self) -> None:
        """Close the connection; its views go with it."""
        self._tx.close()
        self.engine.dispose()


def _view(table: sa.Table, base: str) -> str:
    changed = {name: sql.format(base=base) for name, sql in _CHANGED[table].items()}
    columns = ", ".join(f"{changed.get(one.name, f't.{one.name}')} AS {one.name}" for one in table.columns)
    which = _KNOWN.get(table, "1 = 1")
    view = f"CREATE TEMPORARY VIEW {table.name} AS SELECT {columns} FROM {base}.{table.name} t, {_MOMENT.name} m"  # noqa: S608
    return f"{view} WHERE {which}"  # our own words only


def _reading_engine(now: Database) -> sa.Engine:
    file = now.file()
    if file is None:
        return sa.create_engine(now.engine.url, poolclass=sa.pool.NullPool)

    def connect() -> sqlite3.Connection:
        return sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None)

    return sa.create_engine("sqlite://", creator=connect, poolclass=sa.pool.NullPool)
