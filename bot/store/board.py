"""The numbers of the board: what came, who resolved it, how fast, and what waits; every question walks an index."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from bot.store.cases import RUNNING_STATES
from bot.store.tables import activations, cases, claims, folders, letters, mails

if TYPE_CHECKING:
    from bot.store.db import Tx

_CAME = ("decided", "set_aside")  # states of a mail in which its payments were looked at


@dataclass(frozen=True, slots=True)
class Came:
    """How many payments came in one hour and stand alike."""

    hour: datetime  # its beginning, UTC
    state: str  # of the claims
    by_bot: bool
    count: int


@dataclass(frozen=True, slots=True)
class Standing:
    """How the cases of an inbox, or of all, stand now."""

    waiting_customer: int
    overdue: int  # past their deadline while their clock runs


def came(tx: Tx, since: datetime, inbox: str = "") -> tuple[Came, ...]:
    """Return the payments of mails that arrived since, by hour, state and who decided; what held none is left out."""
    hour = _hour(tx, mails.c.arrived_at)
    by_bot = sa.case((claims.c.decided_by == "bot", 1), else_=0)
    chosen = (
        sa.select(hour.label("hour"), claims.c.state, by_bot.label("by_bot"), sa.func.count().label("count"))
        .select_from(mails.join(claims, claims.c.mail_id == mails.c.id))
        .where(mails.c.state.in_(_CAME), mails.c.arrived_at >= since, claims.c.outcome != "ignore")
        .group_by(hour, claims.c.state, by_bot)
    )
    if inbox:
        chosen = chosen.where(mails.c.inbox == inbox)
    return tuple(
        Came(datetime.strptime(row.hour, "%Y-%m-%d %H").replace(tzinfo=UTC), row.state, bool(row.by_bot), row[3])
        for row in tx.execute(chosen)
    )


def _hour(tx: Tx, instant: sa.Column[datetime]) -> sa.ColumnElement[str]:
    """Return the hour of an instant as "2026-11-22 16", in UTC on both databases."""
    text = (
        sa.cast(instant, sa.Text) if tx.dialect.name == "sqlite" else sa.cast(sa.func.timezone("UTC", instant), sa.Text)
    )
    return sa.func.substr(text, 1, 13)


def seconds_to_activate(tx: Tx, since: datetime, inbox: str = "") -> tuple[float, ...]:
    """Return from arrival to confirmation, seconds, shortest first, of what was switched on since."""
    chosen = (
        sa.select(mails.c.arrived_at, activations.c.confirmed_at)
        .select_from(activations)
        .join(claims, claims.c.id == activations.c.claim_id)
        .join(mails, mails.c.id == claims.c.mail_id)
        .where(activations.c.owed_at >= since, activations.c.confirmed_at.is_not(None))
    )
    if inbox:
        chosen = chosen.where(mails.c.inbox == inbox)
    return tuple(sorted((row.confirmed_at - row.arrived_at).total_seconds() for row in tx.execute(chosen)))


def standing(tx: Tx, now: datetime) -> Standing:
    """Return how many cases wait for their customer, and how many are late."""
    waits = sa.select(sa.func.count()).select_from(cases).where(cases.c.state == "waiting_customer")
    late = sa.select(sa.func.count()).where(
        cases.c.state.in_(RUNNING_STATES), cases.c.deadline < now, cases.c.stopped_at.is_(None)
    )
    return Standing(tx.execute(waits).scalar_one(), tx.execute(late).scalar_one())


def objections(tx: Tx, since: datetime, inbox: str = "") -> dict[str, int]:
    """Return the first objection of the payments that were not switched on by themselves, and how often it stood."""
    rule = claims.c.reasons[0]["rule"].as_string()
    chosen: sa.Select[Any] = (
        sa.select(rule, sa.func.count())
        .select_from(mails.join(claims, claims.c.mail_id == mails.c.id))
        .where(mails.c.state.in_(_CAME), mails.c.arrived_at >= since, claims.c.outcome.in_(["review", "ask"]))
        .group_by(rule)
    )
    if inbox:
        chosen = chosen.where(mails.c.inbox == inbox)
    return {row[0]: row[1] for row in tx.execute(chosen) if row[0]}


def has_mail(tx: Tx) -> bool:
    """Return whether any mail ever came."""
    return tx.execute(sa.select(mails.c.id).limit(1)).first() is not None


def waiting_letters(tx: Tx) -> int:
    """Return how many letters are still to go out."""
    return tx.execute(sa.select(sa.func.count()).where(letters.c.state.in_(["queued", "sending"]))).scalar_one()


def inboxes(tx: Tx) -> tuple[str, ...]:
    """Return the inboxes that were ever read."""
    return tuple(tx.execute(sa.select(folders.c.inbox).distinct().order_by(folders.c.inbox)).scalars())


def undecided_mails(tx: Tx) -> int:
    """Return how many mails are kept and not read yet."""
    return tx.execute(sa.select(sa.func.count()).where(mails.c.state == "stored")).scalar_one()
