"""Which mails were handed in at the panel, by whom: the only place that says so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import sqlalchemy as sa

from bot.model import Customer
from bot.plain import from_plain, to_plain
from bot.store.db import insert_new
from bot.store.tables import customers, uploads

if TYPE_CHECKING:
    from datetime import datetime, timedelta

    from bot.store.db import Tx


@dataclass(frozen=True, slots=True)
class SentFile:
    """One file of an upload, as its sender sees it."""

    name: str
    size: int  # bytes


@dataclass(frozen=True, slots=True)
class Upload:
    """What one customer handed in at once."""

    id: str  # a random word, for the page's address
    customer_id: int
    digest: str  # equal for the same files with the same words
    mail_id: int
    reference: str | None  # of the slip from whose page he came
    files: tuple[SentFile, ...]
    sent_at: datetime


def add(tx: Tx, upload: Upload) -> bool:
    """Write an upload; return False, and do nothing, when this customer has sent the same before."""
    values = {name: getattr(upload, name) for name in Upload.__slots__}
    return insert_new(tx, uploads, **(values | {"files": to_plain(upload.files)}))


def one(tx: Tx, upload_id: str, customer_id: int) -> Upload | None:
    """Return this customer's upload; another's is none (B104)."""
    return _one(tx, sa.select(uploads).filter_by(id=upload_id, customer_id=customer_id))


def same(tx: Tx, customer_id: int, digest: str) -> Upload | None:
    """Return the customer's upload with this digest."""
    return _one(tx, sa.select(uploads).filter_by(customer_id=customer_id, digest=digest))


def of_customer(tx: Tx, customer_id: int, limit: int) -> tuple[Upload, ...]:
    """Return the customer's last uploads, newest first."""
    chosen = sa.select(uploads).filter_by(customer_id=customer_id).order_by(uploads.c.sent_at.desc()).limit(limit)
    return tuple(_upload(row) for row in tx.execute(chosen).mappings())


def sender(tx: Tx, mail_id: int) -> Customer | None:
    """Return who handed a mail in over a session of his; None for a mail that came by mail, whatever it says."""
    chosen = sa.select(customers).join(uploads, uploads.c.customer_id == customers.c.id)
    row = tx.execute(chosen.where(uploads.c.mail_id == mail_id)).mappings().first()
    return Customer(row["id"], row["name"], row["email"], row["rfc"]) if row else None


def lately(tx: Tx, customer_id: int, *, now: datetime, within: timedelta) -> tuple[datetime, ...]:
    """Return when the customer sent what he sent within this time, oldest first."""
    mine = sa.select(uploads.c.sent_at).filter_by(customer_id=customer_id).where(uploads.c.sent_at > now - within)
    return tuple(tx.execute(mine.order_by(uploads.c.sent_at)).scalars())


def _one(tx: Tx, chosen: sa.Select[tuple[object, ...]]) -> Upload | None:
    row = tx.execute(chosen).mappings().first()
    return _upload(row) if row else None


def _upload(row: sa.RowMapping) -> Upload:
    values = {name: row[name] for name in Upload.__slots__}
    return Upload(**(values | {"files": from_plain(tuple[SentFile, ...], row["files"])}))
