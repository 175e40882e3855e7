"""Who has taken a case, and who else has it open just now."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from bot.store.db import insert_new
from bot.store.queue import OPEN
from bot.store.tables import cases, users, viewers

if TYPE_CHECKING:
    from datetime import datetime

    from bot.store.db import Tx


def take(tx: Tx, case_id: int, user_id: int, *, holder: int | None, at: datetime) -> bool:
    """Give an open case to a user; return False, and do nothing, when another than `holder` has it by now.

    Its version stays: whoever only looks has changed nothing that was decided.
    """
    waits = sa.update(cases).where(cases.c.id == case_id, cases.c.state.in_(OPEN), cases.c.merged_into.is_(None))
    waits = waits.where(cases.c.taken_by.is_(None) if holder is None else cases.c.taken_by == holder)
    return tx.execute(waits.values(taken_by=user_id, taken_at=at)).rowcount == 1


def release(tx: Tx, case_id: int, user_id: int) -> bool:
    """Let a case go; return False, and do nothing, when the user does not have it."""
    held = sa.update(cases).filter_by(id=case_id, taken_by=user_id)
    return tx.execute(held.values(taken_by=None, taken_at=None)).rowcount == 1


def holder(tx: Tx, case_id: int) -> int | None:
    """Return the user who has taken a case."""
    return tx.execute(sa.select(cases.c.taken_by).filter_by(id=case_id)).scalar()


def look(tx: Tx, case_id: int, user_id: int, *, at: datetime, gone_before: datetime) -> None:
    """Write that a user has a case open, and forget who was last seen there before the instant."""
    if not insert_new(tx, viewers, case_id=case_id, user_id=user_id, seen_at=at):
        tx.execute(sa.update(viewers).filter_by(case_id=case_id, user_id=user_id).values(seen_at=at))
    tx.execute(sa.delete(viewers).where(viewers.c.case_id == case_id, viewers.c.seen_at < gone_before))


def others(tx: Tx, case_id: int, user_id: int, *, since: datetime) -> tuple[str, ...]:
    """Return the names of the other users who had a case open since the instant."""
    there = sa.select(users.c.name).join(viewers, viewers.c.user_id == users.c.id)
    there = there.where(viewers.c.case_id == case_id, viewers.c.seen_at >= since, users.c.id != user_id)
    return tuple(tx.execute(there.order_by(users.c.name)).scalars())
