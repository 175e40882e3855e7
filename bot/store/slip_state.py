"""How far the payment of a customer's slips has come: when it was received, read, believed and switched on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import sqlalchemy as sa

from bot.store.tables import activations, allocations, cases, claims, mails, slips, uploads

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from bot.model import ClaimState
    from bot.store.db import Tx


@dataclass(frozen=True, slots=True)
class Progress:
    """What happened for one slip so far; None: not yet."""

    received_at: datetime | None = None  # its first receipt, by mail or in the panel
    read_at: datetime | None = None
    paid_at: datetime | None = None  # the payment was found to be right
    active_at: datetime | None = None  # the panel was switched on
    claim: tuple[int, ClaimState] | None = None  # the payment that decides: its mail, and how it stands
    deadline: datetime | None = None  # of its case; None: the clock stands still, or there is no case
    cancelled_at: datetime | None = None


def of_slip(tx: Tx, slip_id: int) -> Progress:
    """Return how far a slip has come."""
    claim = _last_claim(tx, slip_id)
    first = _first_mail(tx, slip_id)
    on = tx.execute(
        sa.select(activations.c.owed_at, activations.c.confirmed_at)
        .filter_by(slip_id=slip_id)
        .where(sa.text("state <> 'reverted'"))  # as its index says it
    ).first()
    return Progress(
        received_at=first["arrived_at"] if first else None,
        read_at=first["decided_at"] if first else None,
        paid_at=on.owed_at if on else None,
        active_at=on.confirmed_at if on else None,
        claim=(claim["mail_id"], claim["state"]) if claim else None,
        deadline=claim["deadline"] if claim and claim["stopped_at"] is None else None,
        cancelled_at=tx.execute(sa.select(slips.c.cancelled_at).filter_by(id=slip_id)).scalar(),
    )


def _of(slip_id: int) -> sa.ColumnElement[bool]:
    held = sa.select(allocations.c.claim_id).filter_by(slip_id=slip_id)
    return sa.or_(claims.c.slip_id == slip_id, claims.c.id.in_(held))


def _last_claim(tx: Tx, slip_id: int) -> sa.RowMapping | None:
    """Return the claim that decides: the last one that is no copy and no answered question of another."""
    chosen = sa.select(claims.c.mail_id, claims.c.state, cases.c.deadline, cases.c.stopped_at).select_from(claims)
    chosen = chosen.join(cases, cases.c.id == claims.c.case_id).where(_of(slip_id))
    over = claims.c.state.in_(["duplicate", "ignored"])
    return tx.execute(chosen.order_by(over, claims.c.id.desc()).limit(1)).mappings().first()


def _first_mail(tx: Tx, slip_id: int) -> sa.RowMapping | None:
    chosen = sa.select(mails.c.arrived_at, mails.c.decided_at).join(claims, claims.c.mail_id == mails.c.id)
    return tx.execute(chosen.where(_of(slip_id)).order_by(mails.c.arrived_at).limit(1)).mappings().first()


def being_read(tx: Tx, customer_id: int) -> tuple[tuple[str, str | None, datetime], ...]:
    """Return the customer's uploads that wait for their reading: page, reference of the slip, when he sent it."""
    chosen = sa.select(uploads.c.id, uploads.c.reference, uploads.c.sent_at).join(
        mails, mails.c.id == uploads.c.mail_id
    )
    waiting = chosen.where(uploads.c.customer_id == customer_id, mails.c.state == "stored")
    return tuple((row[0], row[1], row[2]) for row in tx.execute(waiting.order_by(uploads.c.sent_at.desc())))


def without_slip(tx: Tx, customer_id: int, since: datetime, limit: int) -> tuple[tuple[int, ClaimState], ...]:
    """Return the mails, each with how it stands, of this customer's payments that name no slip yet, newest first."""
    open_states = ("waiting_customer", "desk", "waiting_bank")
    chosen = sa.select(claims.c.mail_id, claims.c.state).join(cases, cases.c.id == claims.c.case_id)
    mine = chosen.join(mails, mails.c.id == claims.c.mail_id).where(
        cases.c.customer_id == customer_id, claims.c.slip_id.is_(None), claims.c.state.in_(open_states),
        claims.c.receipt.is_not(None), mails.c.arrived_at >= since,
    )  # fmt: skip
    return tuple((row[0], row[1]) for row in tx.execute(mine.order_by(claims.c.id.desc()).limit(limit)))


def latest(tx: Tx, customer_id: int, limit: int) -> Sequence[str]:
    """Return the references of the customer's last slips, newest first."""
    mine = sa.select(slips.c.reference).filter_by(customer_id=customer_id)
    return tx.execute(mine.order_by(slips.c.issued_at.desc(), slips.c.id.desc()).limit(limit)).scalars().all()
