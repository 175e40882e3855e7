"""Which version of the privacy notice a customer agreed to, and when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import sqlalchemy as sa

from bot.store.tables import consents

if TYPE_CHECKING:
    from datetime import datetime

    from bot.store.db import Tx


@dataclass(frozen=True, slots=True)
class Consent:
    """One customer's yes."""

    version: str
    at: datetime
    address: str


def give(tx: Tx, customer_id: int, version: str, *, at: datetime, address: str) -> None:
    """Write that a customer agreed."""
    tx.execute(sa.insert(consents).values(customer_id=customer_id, version=version, at=at, address=address))


def given(tx: Tx, customer_id: int, version: str) -> bool:
    """Return whether the customer has agreed to this very version."""
    return tx.execute(sa.select(consents.c.id).filter_by(customer_id=customer_id, version=version)).first() is not None


def last(tx: Tx, customer_id: int) -> Consent | None:
    """Return what the customer agreed to last."""
    chosen = sa.select(consents.c.version, consents.c.at, consents.c.address).filter_by(customer_id=customer_id)
    row = tx.execute(chosen.order_by(consents.c.id.desc()).limit(1)).mappings().first()
    return Consent(**row) if row is not None else None
