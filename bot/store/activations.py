"""Which slips are owed their activation, and which have it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

import sqlalchemy as sa

from bot.model import Activation, Panel
from bot.plain import from_plain, to_plain
from bot.store import slips as slip_store
from bot.store.db import insert
from bot.store.tables import activations, slips

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from bot.store.db import Tx


def owe(
    tx: Tx, slip_id: int, *, case_id: int, claim_id: int, key: str, amount: int, wants_invoice: bool, at: datetime
) -> int:
    """Return the id of a new owed activation of `amount` centavos; IntegrityError when the slip has one (B39)."""
    return insert(
        tx,
        activations,
        slip_id=slip_id,
        case_id=case_id,
        claim_id=claim_id,
        idempotency_key=key,
        state="owed",
        amount=amount,
        wants_invoice=wants_invoice,
        owed_at=at,
    )


def one(tx: Tx, activation_id: int, *, now: datetime) -> Activation:
    """Return one activation with its slip."""
    row = tx.execute(sa.select(activations).filter_by(id=activation_id)).mappings().one()
    return Activation(
        id=row["id"],
        slip=slip_store.one(tx, row["slip_id"], now=now),
        case_id=row["case_id"],
        claim_id=row["claim_id"],
        idempotency_key=row["idempotency_key"],
        state=row["state"],
        wants_invoice=row["wants_invoice"],
    )


def of_claim(tx: Tx, claim_id: int, *, now: datetime) -> tuple[Activation, ...]:
    """Return the activations that one claim's payment led to, without those that were reverted."""
    mine = sa.select(activations.c.id).filter_by(claim_id=claim_id).where(activations.c.state != "reverted")
    ids = tx.execute(mine.order_by(activations.c.id)).scalars()
    return tuple(one(tx, activation_id, now=now) for activation_id in ids.all())


def confirm(tx: Tx, activation_id: int, *, at: datetime) -> bool:
    """Mark an owed activation confirmed; return False, and do nothing, when it is not owed."""
    done = tx.execute(
        sa.update(activations)
        .where(activations.c.id == activation_id, activations.c.state.in_(["owed", "uncertain"]))
        .values(state="confirmed", confirmed_at=at)
    )
    return done.rowcount == 1


def keep_panels(tx: Tx, activation_id: int, before: Panel, after: Panel) -> None:
    """Write the panel as it was and as it became: what a reversal takes back."""
    mine = sa.update(activations).filter_by(id=activation_id)
    tx.execute(mine.values(panel_before=to_plain(before), panel_after=to_plain(after)))


def panels_of(tx: Tx, activation_id: int) -> tuple[Panel, Panel] | None:
    """Return the panel before and after it was switched on; None when no panel of ours was."""
    chosen = sa.select(activations.c.panel_before, activations.c.panel_after).filter_by(id=activation_id)
    before, after = tx.execute(chosen).one()
    return (from_plain(Panel, before), from_plain(Panel, after)) if before is not None else None


def revert(tx: Tx, activation_id: int, states: Collection[str], *, at: datetime) -> bool:
    """Mark an activation in one of these states reverted; return False, and do nothing, when it is in another."""
    mine = sa.update(activations).where(activations.c.id == activation_id, activations.c.state.in_(states))
    return tx.execute(mine.values(state="reverted", reverted_at=at)).rowcount == 1


def reverted_before(tx: Tx, slip_id: int) -> int:
    """Return how many activations of a slip were reverted."""
    chosen = sa.select(sa.func.count()).select_from(activations).filter_by(slip_id=slip_id, state="reverted")
    return tx.execute(chosen).scalar_one()


def bank_saw(tx: Tx, claim_id: int, *, at: datetime) -> int:
    """Write that the payment of a claim was seen in the bank; return for how many activations it is news."""
    mine = sa.update(activations).filter_by(claim_id=claim_id, bank_confirmed_at=None)
    return tx.execute(mine.where(activations.c.state != "reverted").values(bank_confirmed_at=at)).rowcount


def stands(tx: Tx, reference: str) -> bool:
    """Return whether the slip is switched on: what a letter about it may say (B53)."""
    chosen = sa.select(activations.c.id).join(slips, slips.c.id == activations.c.slip_id)
    on = chosen.where(slips.c.reference == reference, slips.c.status == "paid", activations.c.state == "confirmed")
    return tx.execute(on).first() is not None


def doubt(tx: Tx, activation_id: int) -> bool:
    """Mark an owed activation uncertain; return False when it is not owed."""
    return (
        tx.execute(sa.update(activations).filter_by(id=activation_id, state="owed").values(state="uncertain")).rowcount
        == 1
    )


_ONE_AT_A_TIME = 72016  # advisory lock of its own: 72013 migrates, 72014 seals the audit


def hold_limits(tx: Tx) -> None:
    """Let no other transaction activate until this one ends, so that what the limits are held against stays true.

    On SQLite a writing transaction is alone anyhow.
    """
    if tx.dialect.name == "postgresql":
        tx.execute(sa.select(sa.func.pg_advisory_xact_lock(_ONE_AT_A_TIME)))


def amount_since(tx: Tx, since: datetime, customer_id: int | None = None) -> int:
    """Return the centavos activated since the instant, for one customer or for all; what was reverted counts too."""
    total = sa.select(sa.func.coalesce(sa.func.sum(activations.c.amount), 0)).where(activations.c.owed_at >= since)
    if customer_id is not None:
        total = total.join(slips, slips.c.id == activations.c.slip_id).where(slips.c.customer_id == customer_id)
    return int(tx.execute(total).scalar_one())


@dataclass(frozen=True, slots=True)
class Lately:
    """What the limits are held against."""

    customer_today: int  # centavos activated for one customer in the last 24 h
    today: int  # centavos activated for everybody in the last 24 h
    last_hour: int  # how many slips were activated in the last hour


def lately(tx: Tx, customer_id: int | None, *, now: datetime) -> Lately:
    """Return what was activated lately, for this customer and for all."""
    day = now - timedelta(hours=24)
    return Lately(
        amount_since(tx, day, customer_id) if customer_id is not None else 0,
        amount_since(tx, day),
        count_since(tx, now - timedelta(hours=1)),
    )


def count_since(tx: Tx, since: datetime) -> int:
    """Return how many slips were activated since the instant."""
    chosen = sa.select(sa.func.count()).select_from(activations).where(activations.c.owed_at >= since)
    return tx.execute(chosen).scalar_one()
