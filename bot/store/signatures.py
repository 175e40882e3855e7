"""Which acceptances wait for a second person, and who signed (B105)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from bot.store.db import insert
from bot.store.tables import signatures

if TYPE_CHECKING:
    from datetime import datetime

    from bot.store.db import Tx


@dataclass(frozen=True, slots=True)
class Signature:
    """What one person decided and another one must confirm."""

    id: int
    case_id: int
    claim_id: int
    action: str
    said: tuple[str, ...]
    reference: str | None  # the slips as they were named
    seen_in_bank: bool
    why: str  # why one person is not enough
    asked_by: str  # login
    name: str
    asked_at: datetime


_COLUMNS = [signatures.c[name] for name in Signature.__slots__]


def ask(tx: Tx, **values: Any) -> int:
    """Return the id of a new request; it ends the one that waited for this claim."""
    end(tx, values["claim_id"], at=values["asked_at"])
    return insert(tx, signatures, **values)


def standing(tx: Tx, case_id: int) -> Signature | None:
    """Return what waits in a case for a second person, None when nothing does."""
    chosen = sa.select(*_COLUMNS).filter_by(case_id=case_id, ended_at=None).order_by(signatures.c.id.desc()).limit(1)
    row = tx.execute(chosen).mappings().first()
    return Signature(**{**row, "said": tuple(row["said"])}) if row is not None else None


def sign(tx: Tx, signature_id: int, *, by: str, at: datetime) -> bool:
    """Write who signed; return False, and do nothing, when it waits no more or `by` is who asked for it."""
    waits = sa.update(signatures).where(
        signatures.c.id == signature_id, signatures.c.ended_at.is_(None), signatures.c.asked_by != by
    )
    return tx.execute(waits.values(ended_at=at, signed_by=by)).rowcount == 1


def end(tx: Tx, claim_id: int, *, at: datetime) -> None:
    """End what waits for a claim: it was decided otherwise."""
    tx.execute(sa.update(signatures).filter_by(claim_id=claim_id, ended_at=None).values(ended_at=at))


def reopen(tx: Tx, claim_id: int, *, ended_at: datetime) -> None:
    """Let what a decision of this instant ended wait again: that decision is undone."""
    mine = sa.update(signatures).filter_by(claim_id=claim_id, ended_at=ended_at)
    tx.execute(mine.values(ended_at=None, signed_by=None))
