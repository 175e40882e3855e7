"""Which slip holds how much of which claim's payment."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from bot.store.tables import activations, allocations, claims

if TYPE_CHECKING:
    from collections.abc import Collection

    from bot.model import ClaimState
    from bot.store.db import Tx


def add(tx: Tx, claim_id: int, slip_id: int, amount: int) -> None:
    """Write that the slip holds `amount` centavos of the claim's payment; IntegrityError when it holds some already."""
    tx.execute(sa.insert(allocations).values(claim_id=claim_id, slip_id=slip_id, amount=amount))


def of_claim(tx: Tx, claim_id: int) -> dict[int, int]:
    """Return the centavos of the claim's payment by the id of the slip that holds them."""
    chosen = sa.select(allocations.c.slip_id, allocations.c.amount).filter_by(claim_id=claim_id)
    return {row.slip_id: row.amount for row in tx.execute(chosen.order_by(allocations.c.slip_id))}


def of_payments(claim_ids: Collection[int]) -> sa.ColumnElement[bool]:
    """Return what chooses the allocations of these claims and of their shares, each found by an index."""
    own = sa.select(claims.c.id).where(claims.c.id.in_(claim_ids))
    return allocations.c.claim_id.in_(own.union_all(sa.select(claims.c.id).where(claims.c.share_of.in_(claim_ids))))


def of_payment(tx: Tx, claim_id: int) -> dict[int, int]:
    """Return the same with what the claim's shares hold, when a person divided its payment."""
    chosen = sa.select(allocations.c.slip_id, allocations.c.amount).where(of_payments([claim_id]))
    return {row.slip_id: row.amount for row in tx.execute(chosen.order_by(allocations.c.slip_id))}


def holding(tx: Tx, claim_ids: Collection[int]) -> frozenset[int]:
    """Return those claims whose payment some slip holds."""
    chosen = sa.select(allocations.c.claim_id).where(allocations.c.claim_id.in_(claim_ids))
    return frozenset(tx.execute(chosen).scalars()) if claim_ids else frozenset()


def remove(tx: Tx, claim_id: int) -> None:
    """Take back from every slip what it holds of the claim's payment."""
    tx.execute(sa.delete(allocations).filter_by(claim_id=claim_id))


def take_from(tx: Tx, claim_id: int, slip_id: int) -> None:
    """Take back what one slip holds of the claim's payment."""
    tx.execute(sa.delete(allocations).filter_by(claim_id=claim_id, slip_id=slip_id))


def complete(tx: Tx, slip_id: int) -> frozenset[int]:
    """Let the parts of a slip that is paid now wait for its activation; return the cases they stand in."""
    waiting: tuple[ClaimState, ...] = ("waiting_customer", "desk", "waiting_bank")
    parts = _parts(tx, slip_id, waiting)
    if parts:
        tx.execute(sa.update(claims).where(claims.c.id.in_(parts)).values(state="activating"))
    return frozenset(parts.values())


def left_alone(tx: Tx, slip_id: int, claim_id: int) -> dict[int, int]:
    """Return the parts of a slip that was switched on, with their cases; without the claim that did it."""
    parts = _parts(tx, slip_id, ("activating", "activated"))
    return {part: case for part, case in parts.items() if part != claim_id}


def finish(tx: Tx, slip_id: int, claim_id: int) -> frozenset[int]:
    """End each claim of a slip that is on, unless another of its slips is not; return the cases they stand in.

    `claim_id` is the claim that switched it on. Of two slips of one claim that are confirmed at once the later waits.
    """
    parts = _parts(tx, slip_id, ("activating",), claim_id)
    owed = (
        sa.select(activations.c.id)
        .join(allocations, allocations.c.slip_id == activations.c.slip_id)
        .where(allocations.c.claim_id == claims.c.id, activations.c.state.notin_(["confirmed", "reverted"]))
    )
    if parts:
        ended = sa.update(claims).where(claims.c.id.in_(parts), ~owed.exists())
        tx.execute(ended.values(state="activated"))
    return frozenset(parts.values())


def _parts(tx: Tx, slip_id: int, states: tuple[ClaimState, ...], *more: int) -> dict[int, int]:
    """Return the claims of a slip in these states with their cases, locked until the transaction ends."""
    held = sa.select(allocations.c.claim_id).filter_by(slip_id=slip_id)
    mine = sa.or_(claims.c.id.in_(held), claims.c.id.in_(more))
    chosen = sa.select(claims.c.id, claims.c.case_id).where(mine, claims.c.state.in_(states))
    return {row.id: row.case_id for row in tx.execute(chosen.order_by(claims.c.id).with_for_update())}
