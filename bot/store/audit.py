"""What was done, when, by whom and why: rows that are only ever added, each sealed with the one before (B115)."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

import sqlalchemy as sa

from bot.store.tables import audit

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from bot.store.db import Tx

NOTHING_BEFORE = "0" * 64
_ONE_WRITER = 72014  # advisory lock: on PostgreSQL two rows must not follow the same one


@dataclass(frozen=True, slots=True)
class Head:
    """The last row of the chain: who keeps it elsewhere sees when rows are cut off."""

    row: int  # its id; 0: the chain is empty
    seal: str  # SHA-256, hexadecimal


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a look at the whole chain found."""

    rows: int  # that follow one another
    broken_at: int | None  # id of the first row that does not
    head: Head


def write(
    tx: Tx, event: str, *, at: datetime, actor: str, case_id: int | None = None, details: Mapping[str, object]
) -> None:
    """Add one row; `details` holds plain JSON values."""
    if tx.dialect.name == "postgresql":  # SQLite has one writer anyway
        tx.execute(sa.select(sa.func.pg_advisory_xact_lock(_ONE_WRITER)))
    row = {"at": at, "actor": actor, "event": event, "case_id": case_id, "details": dict(details)}
    tx.execute(sa.insert(audit).values(seal=_seal(head(tx).seal, row), **row))


def head(tx: Tx) -> Head:
    """Return the last row's id and seal."""
    last = tx.execute(sa.select(audit.c.id, audit.c.seal).order_by(audit.c.id.desc()).limit(1)).first()
    return Head(last.id, last.seal) if last is not None else Head(0, NOTHING_BEFORE)


def of_case(tx: Tx, case_id: int) -> Sequence[sa.RowMapping]:
    """Return a case's rows, oldest first."""
    return tx.execute(sa.select(audit).filter_by(case_id=case_id).order_by(audit.c.id)).mappings().all()


def verified(tx: Tx, kept: Head | None = None) -> Verdict:
    """Return whether each row follows the one before; with a `kept` head, whether that row still stands there."""
    rows = tx.execute(sa.select(audit).order_by(audit.c.id).execution_options(yield_per=1000)).mappings()
    found = _followed(rows, kept)
    if found.broken_at is None and kept is not None and kept.row > found.head.row:
        return Verdict(found.rows, found.head.row + 1, found.head)
    return found


def _followed(rows: Iterable[sa.RowMapping], kept: Head | None) -> Verdict:
    counted, last = 0, Head(0, NOTHING_BEFORE)
    for row in rows:
        if row["seal"] != _seal(last.seal, row) or (kept is not None and _replaces(row, last, kept)):
            return Verdict(counted, row["id"], last)
        counted, last = counted + 1, Head(row["id"], row["seal"])
    return Verdict(counted, None, last)


def _replaces(row: sa.RowMapping, last: Head, kept: Head) -> bool:
    """Return whether the kept row is not where it was: another one has its place, or its place was jumped over."""
    if row["id"] == kept.row:
        return bool(row["seal"] != kept.seal)
    return bool(last.row < kept.row < row["id"])


def _seal(before: str, row: Mapping[str, object] | sa.RowMapping) -> str:
    """Return the SHA-256 over the row and the seal before it; the id is left out, a rolled back one leaves a gap."""
    said = {name: row[name] for name in ("actor", "event", "case_id", "details")}
    at: datetime = row["at"]  # type: ignore[assignment]
    plain = json.dumps([before, at.timestamp(), said], sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(plain.encode("utf-8", "surrogatepass")).hexdigest()
