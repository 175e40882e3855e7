"""What is wrong with the bot itself, since when, and what was already told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import sqlalchemy as sa

from bot.store.db import insert_new
from bot.store.tables import activations, letters, mails, troubles

if TYPE_CHECKING:
    from datetime import datetime

    from bot.store.db import Tx

_AT_ONCE = 20  # so many events are told of at once; the next look takes the next


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something that is wrong, or was."""

    id: int
    name: str
    headline: str
    since: datetime
    ended_at: datetime | None
    tries: int
    again_at: datetime | None  # when the next try is due


def standing(tx: Tx, name: str) -> Trouble | None:
    """Return the trouble of this name that stands, None when there is none."""
    row = tx.execute(sa.select(troubles).filter_by(name=name, ended_at=None)).mappings().first()
    return Trouble(**row) if row is not None else None


def all_standing(tx: Tx) -> tuple[Trouble, ...]:
    """Return all that stands, the oldest first."""
    rows = tx.execute(sa.select(troubles).filter_by(ended_at=None).order_by(troubles.c.since)).mappings()
    return tuple(Trouble(**row) for row in rows)


def began_since(tx: Tx, name: str, instant: datetime) -> bool:
    """Return whether a trouble of this name began after the instant."""
    began = sa.select(troubles.c.id).filter_by(name=name).where(troubles.c.since > instant)
    return tx.execute(began).first() is not None


def ended_since(tx: Tx, name: str, instant: datetime) -> bool:
    """Return whether a trouble of this name ended after the instant."""
    over = sa.select(troubles.c.id).filter_by(name=name).where(troubles.c.ended_at > instant)
    return tx.execute(over).first() is not None


def begin(tx: Tx, name: str, headline: str, *, at: datetime, again_at: datetime | None = None) -> bool:
    """Write that it began; return False when it stands already."""
    return insert_new(tx, troubles, name=name, headline=headline, since=at, tries=1, again_at=again_at)


def end(tx: Tx, name: str, *, at: datetime) -> bool:
    """Write that it is over; return False when it did not stand."""
    done = sa.update(troubles).filter_by(name=name, ended_at=None)
    return tx.execute(done.values(ended_at=at)).rowcount == 1


def take_turn(tx: Tx, trouble: Trouble, *, again_at: datetime) -> bool:
    """Take the one try that is due; return False when another worker has it."""
    mine = sa.update(troubles).filter_by(id=trouble.id, tries=trouble.tries, ended_at=None)
    return tx.execute(mine.values(tries=trouble.tries + 1, again_at=again_at)).rowcount == 1


def untold_set_aside(tx: Tx) -> tuple[int, ...]:
    """Return mails that were set aside and of which nobody was told yet."""
    return _untold(tx, mails.c.id, mails.c.state == "set_aside", "mail_set_aside")


def untold_bounced_activations(tx: Tx) -> tuple[int, ...]:
    """Return activation letters that came back and of which nobody was told yet."""
    which = sa.and_(letters.c.state == "bounced", letters.c.kind == "activation")
    return _untold(tx, letters.c.id, which, "activation_bounced")


def untold_uncertain_activations(tx: Tx) -> tuple[int, ...]:
    """Return activations that no panel confirms and of which nobody was told yet."""
    return _untold(tx, activations.c.id, activations.c.state == "uncertain", "activation_uncertain")


def _untold(tx: Tx, number: sa.Column[int], which: sa.ColumnElement[bool], event: str) -> tuple[int, ...]:
    name = sa.literal(f"{event}:").concat(sa.cast(number, sa.Text))
    told = sa.select(troubles.c.id).where(troubles.c.name == name)
    return tuple(tx.execute(sa.select(number).where(which, ~told.exists()).order_by(number).limit(_AT_ONCE)).scalars())
