"""What happened to one slip: its payments, letters, activation and invoice, each with its instant."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import sqlalchemy as sa

from bot.store.tables import activations, allocations, claims, letters, slips

if TYPE_CHECKING:
    from datetime import datetime

    from bot.store.db import Tx

_MOST = 200  # rows of each kind: a slip has a handful


@dataclass(frozen=True, slots=True)
class Payment:
    """A payment that this slip holds a share of, or that was judged beside it and holds none."""

    case_id: int
    state: str
    amount: int | None  # centavos that the paper says
    share: int | None  # centavos that this slip holds; None: nothing
    decided_by: str
    decided_at: datetime


@dataclass(frozen=True, slots=True)
class Activated:
    """When its activation was owed, and when the panel said yes."""

    case_id: int
    state: str
    owed_at: datetime
    confirmed_at: datetime | None
    bank_confirmed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Sent:
    """A letter of one of its cases."""

    id: int
    case_id: int
    kind: str
    state: str
    subject: str
    queued_at: datetime
    sent_at: datetime | None


@dataclass(frozen=True, slots=True)
class Cancelled:
    """When it was cancelled and why; None when it was not."""

    at: datetime | None
    because: str | None


def payments(tx: Tx, slip_id: int) -> tuple[Payment, ...]:
    """Return the payments that were judged beside a slip, oldest first."""
    held = sa.select(allocations.c.claim_id).where(allocations.c.slip_id == slip_id)
    share = sa.and_(allocations.c.claim_id == claims.c.id, allocations.c.slip_id == slip_id)
    chosen = (
        sa.select(
            claims.c.case_id, claims.c.state, claims.c.amount, allocations.c.amount.label("share"),
            claims.c.decided_by, claims.c.decided_at,
        )
        .select_from(claims.outerjoin(allocations, share))
        .where(sa.or_(claims.c.slip_id == slip_id, claims.c.id.in_(held)))
        .order_by(claims.c.id)
        .limit(_MOST)
    )  # fmt: skip
    return tuple(Payment(**row) for row in tx.execute(chosen).mappings())


def activation(tx: Tx, slip_id: int) -> Activated | None:
    """Return the last activation of a slip, None when it is owed none."""
    columns = [activations.c[name] for name in Activated.__slots__]
    row = (
        tx.execute(sa.select(*columns).filter_by(slip_id=slip_id).order_by(activations.c.id.desc())).mappings().first()
    )
    return Activated(**row) if row is not None else None


def sent(tx: Tx, case_ids: tuple[int, ...]) -> tuple[Sent, ...]:
    """Return the letters of these cases, oldest first."""
    columns = [letters.c[name] for name in Sent.__slots__]
    chosen = sa.select(*columns).where(letters.c.case_id.in_(case_ids)).order_by(letters.c.id).limit(_MOST)
    return tuple(Sent(**row) for row in tx.execute(chosen).mappings()) if case_ids else ()


def cancelled(tx: Tx, slip_id: int) -> Cancelled:
    """Return when and why it was cancelled."""
    row = tx.execute(sa.select(slips.c.cancelled_at, slips.c.cancelled_because).filter_by(id=slip_id)).one()
    return Cancelled(*row)
