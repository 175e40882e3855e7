"""Running numbers, each given once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from bot.store.db import insert_new
from bot.store.tables import counters

if TYPE_CHECKING:
    from bot.store.db import Tx


def last(tx: Tx, name: str) -> int:
    """Return the last number that was given, 0 before the first; others wait until this transaction ends."""
    insert_new(tx, counters, name=name, value=0)
    value: int = tx.execute(sa.select(counters.c.value).filter_by(name=name).with_for_update()).scalar_one()
    return value


def give(tx: Tx, name: str, value: int) -> None:
    """Note the number that was given last."""
    tx.execute(sa.update(counters).filter_by(name=name).values(value=value))
