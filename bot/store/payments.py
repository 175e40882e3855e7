"""Which payment keys are spent, by which claim, for which slip."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from bot.model import PaymentKey, SpentKey
from bot.store.allocations import of_payments
from bot.store.db import insert_new
from bot.store.tables import allocations, claims, payment_keys, slips

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from bot.store.db import Tx


_HELD_BY = slips.c.id == allocations.c.slip_id
_IS_KEPT = sa.and_(slips.c.status == "open", slips.c.received > 0).label("kept")


def spent(tx: Tx, keys: Sequence[PaymentKey], *, but_of: int | None = None) -> tuple[SpentKey, ...]:
    """Return those keys that some claim has spent, each with the other keys and all the slips of that same payment.

    What the claim `but_of` has spent itself is left out.
    """
    if not keys:
        return ()
    asked = sa.tuple_(payment_keys.c.kind, payment_keys.c.value).in_([(key.kind, key.value) for key in keys])
    chosen = (
        sa.select(payment_keys, claims.c.amount, slips.c.reference, _IS_KEPT).select_from(payment_keys).join(claims)
    )
    chosen = chosen.join(slips, slips.c.id == payment_keys.c.slip_id)
    if but_of is not None:
        chosen = chosen.where(payment_keys.c.claim_id != but_of)
    hits = tx.execute(chosen.where(asked)).mappings().all()
    paid_by = [hit["claim_id"] for hit in hits]
    companions, funded, taken = _keys_of(tx, paid_by), _slips_of(tx, paid_by), _taken(tx, paid_by)
    return tuple(
        SpentKey(
            key=(key := PaymentKey(hit["kind"], hit["value"])),
            slip_reference=hit["reference"],
            spent_at=hit["spent_at"],
            companions=tuple(other for other in companions[hit["claim_id"]] if other != key),
            other_slips=tuple(other for other in funded[hit["claim_id"]] if other != hit["reference"]),
            amount=taken.get(hit["claim_id"]) if hit["amount"] is None else hit["amount"],
            kept=hit["kept"],
        )
        for hit in hits
    )


def _keys_of(tx: Tx, claim_ids: Sequence[int]) -> dict[int, list[PaymentKey]]:
    found: dict[int, list[PaymentKey]] = {claim: [] for claim in claim_ids}
    if claim_ids:
        chosen = sa.select(payment_keys).where(payment_keys.c.claim_id.in_(claim_ids))
        for row in tx.execute(chosen.order_by(*payment_keys.primary_key)).mappings():
            found[row["claim_id"]].append(PaymentKey(row["kind"], row["value"]))
    return found


def _slips_of(tx: Tx, claim_ids: Sequence[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {claim: [] for claim in claim_ids}
    if claim_ids:
        whole = sa.func.coalesce(claims.c.share_of, claims.c.id).label("paid_by")
        chosen = sa.select(whole, slips.c.reference).select_from(allocations).join(claims).join(slips, _HELD_BY)
        for row in tx.execute(chosen.where(of_payments(claim_ids)).order_by(slips.c.id)):
            found[row.paid_by].append(row.reference)
    return found


def _taken(tx: Tx, claim_ids: Sequence[int]) -> dict[int, int]:
    """Return for what each payment was taken, centavos: where no amount was read, a person said so."""
    if not claim_ids:
        return {}
    whole = sa.func.coalesce(claims.c.share_of, claims.c.id).label("paid_by")
    taken = sa.select(whole, sa.func.sum(allocations.c.amount).label("amount")).select_from(allocations).join(claims)
    rows = tx.execute(taken.where(of_payments(claim_ids)).group_by(whole))
    return {row.paid_by: int(row.amount) for row in rows}


def spend(tx: Tx, keys: Sequence[PaymentKey], *, claim_id: int, slip_id: int, at: datetime) -> bool:
    """Write all keys of a payment; return False when a strong one is spent already, or is being spent just now.

    A weak key has every owner that it comes to: honest payments may share it. After False the caller's transaction is
    rolled back.
    """
    return all(
        insert_new(tx, payment_keys, kind=key.kind, value=key.value, claim_id=claim_id, slip_id=slip_id, spent_at=at)
        for key in keys
    )


def free(tx: Tx, claim_id: int) -> None:
    """Free the keys that a claim has spent: its payment is not taken for what it was."""
    tx.execute(sa.delete(payment_keys).filter_by(claim_id=claim_id))
