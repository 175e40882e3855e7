"""What was done, when, by whom and why: rows that are only ever added."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from bot.store.tables import audit

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from bot.store.db import Tx


def write(
    tx: Tx, event: str, *, at: datetime, actor: str, case_id: int | None = None, details: Mapping[str, object]
) -> None:
    """Add one row; `details` holds plain JSON values."""
    tx.execute(sa.insert(audit).values(at=at, actor=actor, event=event, case_id=case_id, details=dict(details)))


def of_case(tx: Tx, case_id: int) -> Sequence[sa.RowMapping]:
    """Return a case's rows, oldest first."""
    return tx.execute(sa.select(audit).filter_by(case_id=case_id).order_by(audit.c.id)).mappings().all()
