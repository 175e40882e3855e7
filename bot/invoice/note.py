"""Reading -> what a mail says of the invoice: its words, a Constancia, and how each receipt was paid."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.invoice.checked import fitting
from bot.invoice.constancia import constancia_in
from bot.invoice.merged import merged
from bot.invoice.payment_form import payment_form
from bot.invoice.written import written_in
from bot.model import FiscalData, FiscalNote

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.model import Document, Reading, Receipt


def note_of(reading: Reading, receipts: Iterable[Receipt], own_addresses: Iterable[str] = ()) -> FiscalNote:
    """Return what the mail says of the invoice; two Constancias of two taxpayers say nothing."""
    mail = reading.mail
    said = written_in(f"{mail.subject}\n{mail.own_text}", frozenset(own_addresses))
    papers = _papers(reading.documents, said.cfdi_use)
    data = merged(said, papers[0]) if len(papers) == 1 else said
    by_hash = {document.sha256: document for document in reading.documents}
    forms = {one.document: payment_form(one, by_hash[one.document]) for one in receipts if one.document in by_hash}
    return FiscalNote(data, tuple((paper, form) for paper, form in forms.items() if form is not None))


def _papers(documents: Iterable[Document], cfdi_use: str | None) -> list[FiscalData]:
    """Return what each taxpayer's Constancia says; of several regimes the one that the use goes to."""
    found: dict[str | None, FiscalData] = {}
    for paper in filter(None, map(constancia_in, documents)):
        regime = fitting(paper.regimes, cfdi_use)
        found.setdefault(paper.rfc, FiscalData(paper.rfc, paper.legal_name, regime, paper.postal_code, source="csf"))
    return list(found.values())
