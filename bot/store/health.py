"""Whether the database takes writes, when each inbox was last read, and how long the outbox waits."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from bot.store.tables import folders, jobs, letters

if TYPE_CHECKING:
    from datetime import datetime

    from bot.store.db import Tx


def probe(tx: Tx) -> None:
    """Write without changing anything; an error of the database when it does not take writes."""
    tx.execute(sa.update(jobs).where(sa.false()).values(rank=jobs.c.rank))


def last_polls(tx: Tx) -> dict[str, datetime]:
    """Return when each inbox was last read to its end."""
    chosen = sa.select(folders.c.inbox, sa.func.max(folders.c.polled_at, type_=folders.c.polled_at.type))
    return {row[0]: row[1] for row in tx.execute(chosen.group_by(folders.c.inbox))}


def oldest_queued_letter(tx: Tx) -> datetime | None:
    """Return since when the oldest queued letter waits, None when none does."""
    oldest: datetime | None = tx.execute(
        sa.select(letters.c.queued_at).filter_by(state="queued").order_by(letters.c.queued_at).limit(1)
    ).scalar()
    return oldest
