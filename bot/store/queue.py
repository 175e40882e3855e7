"""Which open cases staff look at, sorted by the time they have left: each question walks an index."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from bot.model import Case, ClaimState, Customer
from bot.store.tables import audit, cases, claims, customers, mails, users

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from bot.store.db import Database, Tx

OPEN: tuple[ClaimState, ...] = ("desk", "waiting_customer", "waiting_bank", "reading", "activating")
PAGE = 50
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which cases are looked at; what is None does not matter."""

    states: tuple[ClaimState, ...] = ("desk",)
    rules: frozenset[str] | None = None  # those they wait for
    other_rules: frozenset[str] | None = None  # those they do not wait for
    holder: int | None = None  # the user who has taken them
    is_free: bool = False  # nobody has


@dataclass(frozen=True, slots=True)
class Tally:
    """How many open cases of one state wait for one rule, by holder."""

    state: ClaimState
    rule: str
    holder: int | None
    count: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """One case of the queue."""

    case: Case
    rule: str
    amount: int | None  # centavos
    holder: int | None
    holder_name: str | None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a case stands among the chosen ones."""

    number: int  # from 1
    total: int
    before: int | None  # the case in front of it
    after: int | None


def tally(tx: Tx) -> tuple[Tally, ...]:
    """Return how many cases are open, by state, rule and holder."""
    by = (cases.c.state, cases.c.reason, cases.c.taken_by)
    counted = sa.select(*by, sa.func.count()).where(cases.c.state.in_(OPEN)).group_by(*by)
    return tuple(Tally(*row) for row in tx.execute(counted))


def due_before(tx: Tx, instant: datetime) -> int:
    """Return how many cases on the desk end before the instant."""
    near = sa.select(sa.func.count()).where(cases.c.state == "desk", cases.c.deadline < instant)
    return tx.execute(near).scalar_one()


def page(tx: Tx, chosen: Chosen, *, skip: int = 0, limit: int = PAGE, after: Case | None = None) -> tuple[Waiting, ...]:
    """Return up to `limit` of the chosen cases, the least time left first; those behind `after`, when it is given."""
    asked = _sorted(chosen)
    if after is not None:
        asked = asked.where(~_earlier(after), cases.c.id != after.id, cases.c.deadline >= after.deadline)
    ids = asked.offset(skip).limit(limit).subquery()
    joined = sa.select(
        cases,
        customers.c.name.label("customer_name"),
        customers.c.email.label("customer_email"),
        customers.c.rfc.label("customer_rfc"),
        users.c.name.label("holder_name"),
    )
    joined = joined.select_from(cases).join(ids, ids.c.id == cases.c.id)
    joined = joined.outerjoin(customers, customers.c.id == cases.c.customer_id)
    joined = joined.outerjoin(users, users.c.id == cases.c.taken_by)
    return tuple(_waiting(row) for row in tx.execute(joined.order_by(cases.c.deadline, cases.c.id)).mappings())


def every(db: Database, chosen: Chosen) -> Iterator[tuple[Waiting, ...]]:
    """Yield all the chosen cases, some hundreds at a time."""
    after: Case | None = None
    while True:
        with db.read() as tx:
            found = page(tx, chosen, limit=_AT_ONCE, after=after)
        if not found:
            return
        yield found
        after = found[-1].case


@dataclass(frozen=True, slots=True)
class Marked:
    """A case that staff marked, as it stands just now."""

    id: int
    version: int
    name: str  # of the customer, else who writes
    verdict: str


def marked(tx: Tx, numbers: Sequence[int]) -> tuple[Marked, ...]:
    """Return those of these cases that wait for a person, the least time left first."""
    name = sa.func.coalesce(customers.c.name, cases.c.address, "")
    asked = sa.select(cases.c.id, cases.c.version, name, cases.c.verdict).select_from(cases)
    asked = asked.outerjoin(customers, customers.c.id == cases.c.customer_id)
    asked = asked.where(cases.c.id.in_(numbers), cases.c.state.in_(("desk", "waiting_customer", "waiting_bank")))
    return tuple(Marked(*row) for row in tx.execute(asked.order_by(cases.c.deadline, cases.c.id))) if numbers else ()


def place(tx: Tx, chosen: Chosen, case: Case) -> Place | None:
    """Return where a case stands among the chosen ones, None when it is none of them."""
    if tx.execute(_narrowed(sa.select(cases.c.id), chosen).where(cases.c.id == case.id)).first() is None:
        return None
    before, after = next_to(tx, chosen, case)
    counted = _narrowed(sa.select(sa.func.count()).select_from(cases), chosen)
    number = tx.execute(counted.where(_earlier(case))).scalar_one() + 1
    return Place(number, tx.execute(counted).scalar_one(), before, after)


def next_to(tx: Tx, chosen: Chosen, case: Case) -> tuple[int | None, int | None]:
    """Return the chosen cases right before and after this one by time left, whether or not it is one of them."""
    ids = _narrowed(sa.select(cases.c.id), chosen).limit(1)
    before = ids.where(_earlier(case)).order_by(cases.c.deadline.desc(), cases.c.id.desc())
    after = ids.where(~_earlier(case), cases.c.id != case.id, cases.c.deadline >= case.deadline)
    after = after.order_by(cases.c.deadline, cases.c.id)
    return tx.execute(before).scalar(), tx.execute(after).scalar()


def _earlier(case: Case) -> sa.ColumnElement[bool]:
    same = sa.and_(cases.c.deadline == case.deadline, cases.c.id < case.id)
    return sa.and_(cases.c.deadline <= case.deadline, sa.or_(cases.c.deadline < case.deadline, same))


def _sorted(chosen: Chosen) -> sa.Select[int]:
    return _narrowed(sa.select(cases.c.id), chosen).order_by(cases.c.deadline, cases.c.id)


def _narrowed(asked: sa.Select[Any], chosen: Chosen) -> sa.Select[Any]:
    asked = asked.where(cases.c.state.in_(chosen.states))
    if chosen.rules is not None:
        asked = asked.where(cases.c.reason.in_(sorted(chosen.rules)))
    if chosen.other_rules is not None:
        asked = asked.where(cases.c.reason.notin_(sorted(chosen.other_rules)))
    if chosen.holder is not None:
        asked = asked.where(cases.c.taken_by == chosen.holder)
    return asked.where(cases.c.taken_by.is_(None)) if chosen.is_free else asked


def changed_since(tx: Tx, row: int, *, but_by: str) -> int:
    """Return in how many cases something was done after this row of the audit, by anybody but this actor."""
    touched = sa.select(sa.func.count(audit.c.case_id.distinct()))
    return tx.execute(touched.where(audit.c.id > row, audit.c.actor != but_by)).scalar_one()


@dataclass(frozen=True, slots=True)
class Today:
    """What became of the payments that arrived since an instant."""

    received: int
    by_bot: int  # activated without a person
    by_staff: int


def arrived_since(tx: Tx, instant: datetime) -> Today:
    """Return what became of the payments whose mails arrived since the instant."""
    is_on = claims.c.state.in_(("activated", "activating"))
    by_bot = claims.c.decided_by == "bot"
    counted = sa.select(
        sa.func.count(),
        sa.func.count(sa.case((sa.and_(is_on, by_bot), 1))),
        sa.func.count(sa.case((~by_bot, 1))),
    )
    counted = counted.select_from(mails).join(claims, claims.c.mail_id == mails.c.id)
    lately = counted.where(mails.c.state == "decided", mails.c.arrived_at >= instant, claims.c.amount.is_not(None))
    return Today(*tx.execute(lately).one())


def _waiting(row: sa.RowMapping) -> Waiting:
    customer = None
    if row["customer_id"] is not None:
        customer = Customer(row["customer_id"], row["customer_name"], row["customer_email"], row["customer_rfc"])
    facts = {name: row[name] for name in ("id", "state", "opened_at", "deadline", "stopped_at", "address", "subject")}
    case = Case(**facts, customer=customer, thread=tuple(row["thread"]), verdict=row["verdict"])
    return Waiting(case, row["reason"], row["amount"], row["taken_by"], row["holder_name"])
