"""What mails say of the invoice -> what is kept for it with each paid slip, and a mail that only brings such data."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import reduce
from typing import TYPE_CHECKING

from bot.invoice import checked
from bot.invoice.merged import merged
from bot.invoice.note import note_of
from bot.invoice.request import asks_for_invoice, brings_fiscal_data
from bot.model import Finding, FiscalData, FiscalNote, InvoiceRequest
from bot.store import audit, invoices

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from bot.letters.compose import Correspondent
    from bot.model import Customer, Judged, Reading, Receipt, Slip
    from bot.store.db import Database, Tx
    from bot.store.invoices import Billed

# beside his data somebody asks, complains or tells of a payment: a person reads that
_SAYS_MORE = re.compile(
    r"\?|\b(?:no|pero|adem[aá]s|tambi[eé]n|todav[ií]a|a[uú]n|necesit\w*|llam\w*|urge\w*|ayud\w*|error\w*|problema\w*|falla\w*)\b"
    r"|cancel|devoluci|reembols|activ[aeoó]|\bpanel\b|timbr|pagu[eé]|pagamos|deposit[eéo]|transfer[ií]|duplicad|equivoc|queja",
    re.IGNORECASE,
)
LATE = timedelta(days=60)  # for so long after its payment an answer completes an invoice


@dataclass(frozen=True, slots=True)
class Said:
    """What one mail says of the invoice."""

    note: FiscalNote = field(default_factory=FiscalNote)
    wanted: bool = False
    sender: Customer | None = None  # on file with the address that it came from

    @property
    def is_data(self) -> bool:
        """Return whether it brings data, and not just a wish."""
        return bool(self.note.data)

    @property
    def is_proven(self) -> bool:
        """Return whether our receiver vouches that the customer wrote it."""
        return self.note.data.source != "unproven"


def said_in(reading: Reading, receipts: Iterable[Receipt], who: Correspondent, own_addresses: Iterable[str]) -> Said:
    """Return what a mail says of the invoice; a sender whose address is forged says nothing of himself.

    Where nobody vouches for the address (no DMARC), what it says is a proposal.
    """
    note = note_of(reading, receipts, own_addresses)
    if who.authenticity == "failed":
        note = replace(note, data=FiscalData())
    asked = asks_for_invoice(reading.mail.own_text, reading.mail.subject)
    wanted = asked or brings_fiscal_data(note.data)
    if who.authenticity == "unknown" and note.data:
        note = replace(note, data=replace(note.data, source="unproven"))
    return Said(note, wanted, who.customer)


def ask(tx: Tx, slip: Slip, data: FiscalData, *, by: str, at: datetime) -> None:
    """Keep what the slip's customer himself asks for; it takes the place of what was known, what he paid with stays."""
    before = invoices.of_slip(tx, slip.id)
    _write(tx, slip.id, slip.reference, InvoiceRequest(data, before.payment_form if before else None), None, at, by=by)


def keep(tx: Tx, slip: Slip, case_id: int, receipt: Receipt | None, *, wanted: bool, at: datetime) -> None:
    """Keep with a slip that was just paid what its customer's mails say of the invoice, when one is wanted.

    Nothing of it reaches the customer's own record: his address and RFC on file stay as they are (B79).
    """
    if not wanted:
        return
    notes = invoices.noted(tx, case_id, slip.customer.id)
    own = [note.data for sender, note in notes if _is_from(sender, slip.customer)]
    # what somebody else says of the customer, be it on paper, is a proposal, and no invoice goes to an address of his
    others = [
        replace(note.data, source="unproven", email=None)
        for sender, note in notes
        if not _is_from(sender, slip.customer)
    ]
    known = invoices.of_slip(tx, slip.id)
    before = [known.data] if known else []
    data = reduce(merged, (*own, *before, *others), FiscalData(slip.customer.rfc))
    forms = dict(form for _, note in notes for form in note.payment_forms)
    _write(
        tx, slip.id, slip.reference, InvoiceRequest(data, forms.get(receipt.document) if receipt else None), case_id, at
    )


def missing(tx: Tx, slip: Slip) -> tuple[str, ...]:
    """Return what the invoice of a slip still needs from its customer; nothing when none is wanted."""
    wanted = invoices.of_slip(tx, slip.id)
    return checked.missing(wanted.data) if wanted else ()


def goes_to(tx: Tx, slip: Slip) -> str | None:
    """Return the address that the invoice of a slip is wanted at; None when none was named."""
    wanted = invoices.of_slip(tx, slip.id)
    return wanted.data.email if wanted else None


def take(tx: Tx, mail_id: int, case_id: int, said: Said, *, with_receipt: bool, at: datetime) -> None:
    """Keep with a mail what it says of the invoice; without a receipt it completes the invoices that wait for it."""
    if said.note != FiscalNote():
        invoices.note(tx, mail_id, said.note)
    if with_receipt:
        return
    for one in _waiting(tx, said, at):
        before = one.request or InvoiceRequest(FiscalData(said.sender.rfc if said.sender else None))
        after = replace(before, data=merged(before.data, said.note.data))
        _write(tx, one.slip_id, one.reference, after, case_id, at)


def answered(db: Database, judged: tuple[Judged, ...], said: Said, text: str, now: datetime) -> tuple[Judged, ...]:
    """Return the claims; a mail that brings fiscal data and no payment is not asked for a receipt.

    `text` is the sender's own: who asks something besides is read by a person, and so is what is still incomplete.
    """
    (first, *more) = judged
    rules = {finding.rule for finding in first.decision.reasons}
    if more or first.receipt is not None or not said.is_data or rules != {"no_receipt"}:
        return judged
    with db.read() as tx:
        waiting = _waiting(tx, said, now)
    left = [label for one in waiting for label in checked.missing(merged(_data(one), said.note.data))]
    done = said.is_proven and bool(waiting) and not left and _SAYS_MORE.search(text) is None
    finding = _finding(waiting, tuple(dict.fromkeys(left)))
    if not said.is_proven:
        finding = replace(finding, reason=f"{finding.reason} {checked.UNPROVEN}")
    decision = replace(first.decision, outcome="ignore" if done else "review", reasons=(finding,))
    return (replace(first, decision=decision),)


def _finding(waiting: tuple[Billed, ...], left: tuple[str, ...]) -> Finding:
    slips = ", ".join(one.reference for one in waiting)
    if not waiting:
        reason = "Trae datos para una factura y ningún pago; quedan guardados, pero ninguna factura los espera."
    elif left:
        reason = f"Trae datos para la factura de la constancia {slips}; todavía falta: {', '.join(left)}."
    else:
        reason = f"Trae los datos para la factura de la constancia {slips}; ya está completa."
    return Finding("fiscal_data", reason)


def _waiting(tx: Tx, said: Said, now: datetime) -> tuple[Billed, ...]:
    """Return the sender's paid slips whose invoice lacks data; else his one paid slip for which none was wanted yet.

    What was only proposed is lacking until the customer himself says it.
    """
    if said.sender is None or not said.is_data:
        return ()
    paid = invoices.billed(tx, said.sender.id, now - LATE)
    lacking = tuple(one for one in paid if one.request and _lacks(one.request.data, said))
    unasked = tuple(one for one in paid if one.request is None)
    return lacking or (unasked if len(unasked) == 1 and said.wanted else ())


def _lacks(data: FiscalData, said: Said) -> bool:
    return bool(checked.missing(data)) or (said.is_proven and data.source == "unproven")


def _is_from(sender: str | None, customer: Customer) -> bool:
    return (sender or "").lower() == customer.email


def _data(one: Billed) -> FiscalData:
    return one.request.data if one.request else FiscalData()


def _write(
    tx: Tx, slip_id: int, reference: str, wanted: InvoiceRequest, case_id: int | None, at: datetime, *, by: str = "bot"
) -> None:
    if invoices.write(tx, slip_id, wanted, at=at):
        known = {"slip": reference, "source": wanted.data.source, "missing": list(checked.missing(wanted.data))}
        audit.write(tx, "invoice_data_kept", at=at, actor=by, case_id=case_id, details=known)
