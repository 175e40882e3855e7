"""What staff typed -> the slips it means, page by page: each question walks an index."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

import sqlalchemy as sa

from bot.store.search_words import beginning_with
from bot.store.tables import activations, claims, customer_words, customers, slips

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from bot.store.db import Database, Tx

Status = Literal["", "open", "expired", "paid", "cancelled"]
PAGE = 50
_MOST_CUSTOMERS = 300  # whose slips are looked at for one name


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which slips are looked for; what is empty does not matter."""

    reference: str = ""  # its digits, or the first of them
    amount: int | None = None  # centavos
    words: tuple[str, ...] = ()  # beginnings of words of the customer's name, address or RFC
    status: Status = ""
    by: Literal["", "bot", "staff"] = ""  # who activated it
    since: datetime | None = None  # when it was activated, with `by`
    before: int = 0  # the id of the last slip of the page before; 0: the first page


@dataclass(frozen=True, slots=True)
class Row:
    """One slip in a list."""

    id: int
    reference: str
    customer_name: str
    customer_email: str
    rfc: str | None
    amount: int  # centavos
    received: int  # centavos
    issued_at: datetime
    expires_at: datetime | None
    status: str  # open, expired, paid, cancelled
    paid_at: datetime | None


def page(tx: Tx, wanted: Wanted, *, now: datetime, limit: int = PAGE) -> tuple[Row, ...]:
    """Return up to `limit` slips, the newest first."""
    chosen = _narrowed(tx, _rows().order_by(slips.c.id.desc()).limit(limit), wanted, now)
    if wanted.before:
        chosen = chosen.where(slips.c.id < wanted.before)
    return tuple(_row(row, now) for row in tx.execute(chosen).mappings())


def every(db: Database, wanted: Wanted, *, now: datetime) -> Iterator[Row]:
    """Yield all of them, asking for a thousand at a time, so that no transaction stays open meanwhile."""
    while True:
        with db.read() as tx:
            found = page(tx, wanted, now=now, limit=1000)
        yield from found
        if not found:
            return
        wanted = replace(wanted, before=found[-1].id)


def _rows() -> sa.Select[Any]:
    columns = [slips.c[name] for name in ("id", "reference", "amount", "received", "issued_at", "expires_at")]
    return sa.select(
        *columns, slips.c.status, slips.c.paid_at, customers.c.name.label("customer_name"),
        customers.c.email.label("customer_email"), customers.c.rfc,
    ).join(customers)  # fmt: skip


def _narrowed(tx: Tx, chosen: sa.Select[Any], wanted: Wanted, now: datetime) -> sa.Select[Any]:
    if wanted.reference:
        first, behind = beginning_with(wanted.reference)
        chosen = chosen.where(slips.c.reference >= first, slips.c.reference < behind)
    if wanted.amount is not None:
        chosen = chosen.where(slips.c.amount == wanted.amount)
    if wanted.words:
        chosen = chosen.where(slips.c.customer_id.in_(customers_with(tx, wanted.words)))
    if wanted.by:
        chosen = chosen.where(slips.c.id.in_(_activated(wanted)))
    return _in_status(chosen, wanted.status, now)


def _in_status(chosen: sa.Select[Any], status: Status, now: datetime) -> sa.Select[Any]:
    """Narrow to a status; "expired" is an open one whose day has passed."""
    if not status:
        return chosen
    if status in ("paid", "cancelled"):
        return chosen.where(slips.c.status == status)
    past = sa.and_(slips.c.status == "open", slips.c.expires_at < now)
    if status == "expired":  # walks the index of the days, however few have passed among many open ones
        return chosen.where(slips.c.id.in_(sa.select(slips.c.id).where(past)))
    return chosen.where(slips.c.status == "open", sa.or_(slips.c.expires_at.is_(None), slips.c.expires_at >= now))


def customers_with(tx: Tx, words: tuple[str, ...]) -> list[int]:
    """Return the customers with a word beginning with each of these: the longest finds them, the others check."""
    first, *others = sorted(words, key=len, reverse=True)
    own = customer_words.c
    low, behind = beginning_with(first)
    chosen = sa.select(own.customer_id).where(own.word >= low, own.word < behind).distinct().limit(_MOST_CUSTOMERS)
    for other in others:
        also = customer_words.alias()
        low, behind = beginning_with(other)
        chosen = chosen.where(
            sa.exists().where(also.c.customer_id == own.customer_id, also.c.word >= low, also.c.word < behind)
        )
    return list(tx.execute(chosen).scalars())


def _activated(wanted: Wanted) -> sa.Select[Any]:
    chosen = sa.select(activations.c.slip_id).join(claims, claims.c.id == activations.c.claim_id)
    chosen = chosen.where(claims.c.decided_by == "bot" if wanted.by == "bot" else claims.c.decided_by != "bot")
    return chosen.where(activations.c.owed_at >= wanted.since) if wanted.since else chosen


def _row(row: sa.RowMapping, now: datetime) -> Row:
    is_past = row["status"] == "open" and row["expires_at"] is not None and row["expires_at"] < now
    return Row(**{**row, "status": "expired" if is_past else row["status"]})
