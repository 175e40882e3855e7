"""Which invoices are wanted for paid slips, and what mails have said of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import sqlalchemy as sa

from bot.model import FiscalData, FiscalNote, InvoiceRequest
from bot.plain import from_plain, to_plain
from bot.store.tables import activations, cases, customers, invoice_requests, mails, slips

if TYPE_CHECKING:
    from datetime import datetime

    from bot.store.db import Tx

_DATA = tuple(FiscalData.__slots__)


@dataclass(frozen=True, slots=True)
class Billed:
    """One slip that is switched on, with the invoice that is wanted for it, if one is."""

    slip_id: int
    reference: str
    rfc_on_file: str | None  # the customer's own, which no mail changes
    request: InvoiceRequest | None


def note(tx: Tx, mail_id: int, said: FiscalNote) -> None:
    """Keep with a mail what it says of the invoice."""
    tx.execute(sa.update(mails).filter_by(id=mail_id).values(fiscal=to_plain(said)))


def noted(tx: Tx, case_id: int, customer_id: int, limit: int = 50) -> tuple[tuple[str | None, FiscalNote], ...]:
    """Return sender and note of the last mails of the case, and of the customer's other cases, oldest first."""
    theirs = sa.or_(mails.c.case_id == case_id, cases.c.customer_id == customer_id)
    chosen = sa.select(mails.c.from_address, mails.c.fiscal).join(cases, cases.c.id == mails.c.case_id)
    rows = tx.execute(chosen.where(theirs, mails.c.fiscal.is_not(None)).order_by(mails.c.id.desc()).limit(limit))
    return tuple((row.from_address, from_plain(FiscalNote, row.fiscal)) for row in reversed(rows.all()))


def wanted_in(tx: Tx, case_id: int) -> bool:
    """Return whether any mail of the case wants an invoice, be it another than the one that brings the receipt."""
    chosen = sa.select(mails.c.id).filter_by(case_id=case_id, wants_invoice=True).limit(1)
    return tx.execute(chosen).first() is not None


def of_slip(tx: Tx, slip_id: int) -> InvoiceRequest | None:
    """Return the invoice that is wanted for a slip; None when none is."""
    row = tx.execute(sa.select(invoice_requests).filter_by(slip_id=slip_id)).mappings().first()
    return _request(row) if row else None


def last_of(tx: Tx, customer_id: int) -> InvoiceRequest | None:
    """Return what the customer's newest request said; None when he never wanted an invoice."""
    chosen = sa.select(invoice_requests).join(slips).where(slips.c.customer_id == customer_id)
    row = tx.execute(chosen.order_by(invoice_requests.c.changed_at.desc()).limit(1)).mappings().first()
    return _request(row) if row else None


def billed(tx: Tx, customer_id: int, since: datetime) -> tuple[Billed, ...]:
    """Return the customer's slips that were switched on since the instant, oldest first."""
    return _billed(tx, slips.c.customer_id == customer_id, activations.c.owed_at >= since)


def of_case(tx: Tx, case_id: int) -> tuple[Billed, ...]:
    """Return the slips that a case switched on, oldest first."""
    return _billed(tx, activations.c.case_id == case_id)


def _billed(tx: Tx, *which: sa.ColumnElement[bool]) -> tuple[Billed, ...]:
    chosen = (
        sa.select(slips.c.id, slips.c.reference, customers.c.rfc.label("rfc_on_file"), invoice_requests)
        .join(activations, activations.c.slip_id == slips.c.id)
        .join(customers, customers.c.id == slips.c.customer_id)
        .outerjoin(invoice_requests, invoice_requests.c.slip_id == slips.c.id)
        .where(*which)
    )
    rows = tx.execute(chosen.order_by(activations.c.id)).mappings()
    return tuple(
        Billed(row["id"], row["reference"], row["rfc_on_file"], _request(row) if row["source"] else None)
        for row in rows
    )


def write(tx: Tx, slip_id: int, wanted: InvoiceRequest, *, at: datetime) -> bool:
    """Keep what is known for the invoice of a slip; return whether anything changed."""
    before = of_slip(tx, slip_id)
    if before == wanted:
        return False
    values = {name: getattr(wanted.data, name) for name in _DATA}
    values |= {"payment_form": wanted.payment_form, "changed_at": at}
    if before is None:
        tx.execute(sa.insert(invoice_requests).values(slip_id=slip_id, **values))
    else:
        tx.execute(sa.update(invoice_requests).filter_by(slip_id=slip_id).values(**values))
    return True


def _request(row: sa.RowMapping) -> InvoiceRequest:
    return InvoiceRequest(FiscalData(**{name: row[name] for name in _DATA}), row["payment_form"])
