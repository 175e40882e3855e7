"""Which cases exist, how each stands, and which are near their deadline."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from bot.model import FINAL_STATES, Case, ClaimState, Customer
from bot.store.db import insert, insert_new
from bot.store.tables import alarms, allocations, cases, claims, customers, letters

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from bot.store.db import Tx

# waiting_customer has its own reminder: its clock stands still
RUNNING_STATES: tuple[ClaimState, ...] = ("reading", "activating", "desk", "waiting_bank")

_NEXT = cases.c.version + 1

_JOINED = sa.select(
    cases,
    customers.c.name.label("customer_name"),
    customers.c.email.label("customer_email"),
    customers.c.rfc.label("customer_rfc"),
).join(customers, isouter=True)


def open_new(
    tx: Tx, *, at: datetime, deadline: datetime, customer_id: int | None, address: str | None, subject: str
) -> int:
    """Return the id of a new case in state reading."""
    return insert(
        tx,
        cases,
        state="reading",
        opened_at=at,
        deadline=deadline,
        holds_receipt=False,
        customer_id=customer_id,
        address=address,
        subject=subject[:500],
        thread=[],
        verdict="",
    )


def one(tx: Tx, case_id: int) -> Case:
    """Return one case; sqlalchemy.exc.NoResultFound when there is none."""
    return _case(tx.execute(_JOINED.where(cases.c.id == case_id)).mappings().one())


def find(tx: Tx, case_id: int) -> Case | None:
    """Return the case with this number, None when there is none."""
    row = tx.execute(_JOINED.where(cases.c.id == case_id)).mappings().first()
    return _case(row) if row is not None else None


def standing(tx: Tx, case_id: int) -> Case | None:
    """Return the case with this number, or the one that it was merged into; None when there is none."""
    row = tx.execute(sa.select(cases.c.id, cases.c.merged_into).filter_by(id=case_id)).first()
    return find(tx, row.merged_into or row.id) if row is not None else None


def reason(tx: Tx, case_id: int) -> str:
    """Return the rule that decides where a case stands; "" when there is none."""
    return tx.execute(sa.select(cases.c.reason).filter_by(id=case_id)).scalar() or ""


def answered_by(tx: Tx, message_ids: Sequence[str]) -> int | None:
    """Return the case of the letter of ours that these Message-IDs answer, None when they answer none (B69)."""
    if not message_ids:
        return None
    chosen = sa.select(letters.c.case_id).where(letters.c.message_id.in_(message_ids)).limit(1)
    return tx.execute(chosen).scalar()


def hold(tx: Tx, case_id: int) -> None:
    """Let no other transaction move the case before this one ends: what its claims show is read under this lock."""
    tx.execute(sa.select(cases.c.id).filter_by(id=case_id).with_for_update())


def version(tx: Tx, case_id: int) -> int:
    """Return the version of a case under its lock: nobody moves it before this transaction ends."""
    return int(tx.execute(sa.select(cases.c.version).filter_by(id=case_id).with_for_update()).scalar_one())


def version_seen(tx: Tx, case_id: int) -> int:
    """Return the version of a case as it is just now, without a lock."""
    return int(tx.execute(sa.select(cases.c.version).filter_by(id=case_id)).scalar_one())


def move(tx: Tx, case_id: int, state: ClaimState, *, expected: Sequence[str] | None = None, **changes: Any) -> bool:
    """Move a case to `state`; return False, and do nothing, when it is not in one of the `expected` states.

    A case that was merged into another one is not moved any more. Its version grows with every change: who decided by
    an older one has not seen this one (B106).
    """
    change = sa.update(cases).where(cases.c.id == case_id, cases.c.merged_into.is_(None))
    if expected is not None:
        change = change.where(cases.c.state.in_(expected))
    return tx.execute(change.values(state=state, version=_NEXT, **changes)).rowcount == 1


def lengthen_thread(tx: Tx, case_id: int, message_id: str) -> None:
    """Add the customer's next Message-ID to the conversation; the last 20 are kept (B67)."""
    thread = tx.execute(sa.select(cases.c.thread).filter_by(id=case_id)).scalar_one()
    tx.execute(sa.update(cases).filter_by(id=case_id).values(thread=[*thread, message_id][-20:], version=_NEXT))


def holds_receipt(tx: Tx, case_id: int) -> bool:
    """Return whether the deadline already counts from a readable receipt."""
    return bool(tx.execute(sa.select(cases.c.holds_receipt).filter_by(id=case_id)).scalar_one())


def listed(tx: Tx, *, with_final: bool, limit: int) -> tuple[Case, ...]:
    """Return up to `limit` cases, the least time left first."""
    chosen = _JOINED.order_by(cases.c.deadline, cases.c.id).limit(limit)
    if not with_final:
        chosen = chosen.where(cases.c.state.notin_(FINAL_STATES))
    return tuple(_case(row) for row in tx.execute(chosen).mappings())


def running_until(tx: Tx, deadline: datetime, last_mark: int, limit: int = 500) -> tuple[Case, ...]:
    """Return cases whose clock runs, whose deadline is before the instant and whose `last_mark` was not raised yet."""
    done = sa.select(alarms.c.case_id).where(alarms.c.case_id == cases.c.id, alarms.c.hours == last_mark).exists()
    chosen = _JOINED.where(
        cases.c.state.in_(RUNNING_STATES), cases.c.stopped_at.is_(None), cases.c.deadline < deadline, ~done
    )
    return tuple(_case(row) for row in tx.execute(chosen.order_by(cases.c.deadline).limit(limit)).mappings())


def silent_since(tx: Tx, instant: datetime, limit: int, *, reminded_before: datetime | None = None) -> tuple[Case, ...]:
    """Return cases that wait for their customer since before the instant, the longest waiting first.

    Those not reminded yet; or, when `reminded_before` is given, those reminded before it.
    """
    known = cases.c.reminded_at.is_(None) if reminded_before is None else cases.c.reminded_at < reminded_before
    chosen = _JOINED.where(cases.c.state == "waiting_customer", cases.c.stopped_at < instant, known)
    return tuple(_case(row) for row in tx.execute(chosen.order_by(cases.c.stopped_at).limit(limit)).mappings())


def remind(tx: Tx, case_id: int, *, at: datetime) -> bool:
    """Write that the customer of a waiting case is reminded; return False when he was, or when it waits no more."""
    waits = sa.update(cases).filter_by(id=case_id, state="waiting_customer", reminded_at=None)
    return tx.execute(waits.values(reminded_at=at, version=_NEXT)).rowcount == 1


def holds_money(tx: Tx, case_id: int) -> bool:
    """Return whether a payment that was kept for a slip still waits in this case for what completes it."""
    waits = claims.c.state == "waiting_customer"
    kept = sa.select(claims.c.id).join(allocations).where(claims.c.case_id == case_id, waits)
    return tx.execute(kept.limit(1)).first() is not None


def alarms_raised(tx: Tx, case_ids: Sequence[int]) -> dict[int, frozenset[int]]:
    """Return for each case the hour marks whose alarm was raised."""
    raised: dict[int, set[int]] = {case: set() for case in case_ids}
    if case_ids:
        for row in tx.execute(sa.select(alarms).where(alarms.c.case_id.in_(case_ids))).mappings():
            raised[row["case_id"]].add(row["hours"])
    return {case: frozenset(hours) for case, hours in raised.items()}


def raise_alarm(tx: Tx, case_id: int, hours: int, *, at: datetime) -> bool:
    """Record that the alarm of an hour mark was raised; return False when it was before."""
    return insert_new(tx, alarms, case_id=case_id, hours=hours, raised_at=at)


def forget_alarms(tx: Tx, case_id: int, marks: Collection[int]) -> None:
    """Let these hour marks be raised once more: the clock of the case was set on and passes them again."""
    tx.execute(sa.delete(alarms).where(alarms.c.case_id == case_id, alarms.c.hours.in_(marks)))


def count_by_state(tx: Tx) -> dict[str, int]:
    """Return how many cases stand in each state."""
    chosen = sa.select(cases.c.state, sa.func.count()).group_by(cases.c.state)
    return {row[0]: row[1] for row in tx.execute(chosen)}


def _case(row: sa.RowMapping) -> Case:
    customer = None
    if row["customer_id"] is not None:
        customer = Customer(row["customer_id"], row["customer_name"], row["customer_email"], row["customer_rfc"])
    return Case(
        id=row["id"],
        state=row["state"],
        opened_at=row["opened_at"],
        deadline=row["deadline"],
        stopped_at=row["stopped_at"],
        customer=customer,
        address=row["address"],
        subject=row["subject"],
        thread=tuple(row["thread"]),
        verdict=row["verdict"],
    )
