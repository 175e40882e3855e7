"""Which later payments may be one that is applied already: both cases say so until a person has decided."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import sqlalchemy as sa

from bot.store.tables import audit, claims, payment_keys, slips

if TYPE_CHECKING:
    from collections.abc import Collection

    from bot.model import ClaimState, PaymentKey
    from bot.store.db import Tx

DOUBTED, RESEMBLES = "payment_doubted", "payment_resembles"
"""Events of the audit, in the case of the applied payment and in that of the later one."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """One paper in another case."""

    case_id: int
    claim_id: int
    state: ClaimState
    amount: int | None  # centavos


def spenders(tx: Tx, keys: Collection[PaymentKey], references: Collection[str], *, but_of: int) -> tuple[int, ...]:
    """Return the claims that have spent one of these keys on one of these slips, oldest first."""
    if not keys:
        return ()
    asked = sa.tuple_(payment_keys.c.kind, payment_keys.c.value).in_([(key.kind, key.value) for key in keys])
    chosen = sa.select(payment_keys.c.claim_id).join(slips, slips.c.id == payment_keys.c.slip_id).where(asked)
    mine = payment_keys.c.claim_id != but_of
    found = tx.execute(chosen.where(slips.c.reference.in_(references), mine).distinct())
    return tuple(sorted(found.scalars()))


def of_cases(tx: Tx, case_ids: Collection[int], event: str) -> tuple[Doubt, ...]:
    """Return the papers in other cases that were noted beside these with `event`, as they stand today."""
    noted = sa.select(audit.c.details).where(audit.c.case_id.in_(case_ids), audit.c.event == event)
    ids = {int(details["claim"]) for details in tx.execute(noted).scalars()}
    chosen = sa.select(claims.c.case_id, claims.c.id.label("claim_id"), claims.c.state, claims.c.amount)
    others = chosen.where(claims.c.id.in_(ids), claims.c.case_id.not_in(case_ids)) if ids else None
    rows = tx.execute(others.order_by(claims.c.id)).mappings() if others is not None else ()
    return tuple(Doubt(**row) for row in rows)
