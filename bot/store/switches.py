"""Whether letters go out and panels are switched on, as staff set it last (B130)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import sqlalchemy as sa

from bot.store.db import insert_new
from bot.store.tables import jobs, switches

if TYPE_CHECKING:
    from datetime import datetime

    from bot.store.db import Tx

KINDS = {"send": "letter", "activate": "activation"}
"""Switch -> the kind of job that waits while it is off."""


@dataclass(frozen=True, slots=True)
class Switch:
    """How one switch stands, since when, and by whom."""

    name: str
    is_on: bool
    changed_by: str
    changed_at: datetime


def standing(tx: Tx) -> dict[str, Switch]:
    """Return the switches that were ever moved; any other is on."""
    rows = tx.execute(sa.select(switches)).mappings()
    return {row["name"]: Switch(**row) for row in rows}


def held_kinds(tx: Tx) -> frozenset[str]:
    """Return the kinds of job that wait now; the engine asks before each claim, so a switch needs no restart."""
    off = tx.execute(sa.select(switches.c.name).where(switches.c.is_on.is_(False))).scalars()
    return frozenset(KINDS[name] for name in off if name in KINDS)


def turn(tx: Tx, name: str, *, is_on: bool, by: str, at: datetime) -> None:
    """Move a switch."""
    if insert_new(tx, switches, name=name, is_on=is_on, changed_by=by, changed_at=at):
        return
    tx.execute(sa.update(switches).filter_by(name=name).values(is_on=is_on, changed_by=by, changed_at=at))


def waiting(tx: Tx) -> dict[str, int]:
    """Return how many jobs of each kind wait to be done."""
    chosen = sa.select(jobs.c.kind, sa.func.count()).where(jobs.c.state.in_(["due", "claimed"])).group_by(jobs.c.kind)
    return {row[0]: row[1] for row in tx.execute(chosen)}
