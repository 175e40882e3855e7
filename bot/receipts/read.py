"""Reading or Documents -> Receipts: every payment that they claim, once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.receipts.choose import among, choose, written_elsewhere
from bot.receipts.confirm import confirmed, looks
from bot.receipts.layouts import LAYOUTS
from bot.receipts.payments import found_in
from bot.receipts.sealed import doubt
from bot.receipts.states import tells_of_refusal
from bot.receipts.told import (
    LONGEST,
    is_filler,
    numbers_meant,
    numbers_told,
    payment_told,
    told_of,
    with_lines,
    with_told,
)
from bot.receipts.twins import distinct

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.model import Document, Reading, Receipt, Vendor

__all__ = [
    "among",
    "choose",
    "confirmed",
    "flags_of",
    "is_filler",
    "looks",
    "numbers_meant",
    "numbers_told",
    "receipts",
    "receipts_in_file",
    "receipts_of",
    "told_of",
    "written_elsewhere",
]

_OTHER_PAPERS = {"tax_certificate", "cfdi_invoice", "statement", "payment_slip", "confirm_screen", "not_valid"}
"""What says more of a file than that it is no receipt, also when only its first page shows it."""
SUBJECT = "asunto.txt"  # as the child names the subject of a mail inside a mail
_UNOPENED = ("corrupt", "needs_password", "too_large", "not_allowed", "unreadable")


def receipts(reading: Reading, vendor: Vendor) -> tuple[Receipt, ...]:
    """Return every payment that a mail claims: of its papers, completed by its own words; typed ones only without."""
    found = _doubted(receipts_of(reading.documents, vendor), (reading.mail.subject, *_subjects(reading.documents)))
    if found:
        return with_told(_typed_flagged(found, reading.documents), reading.mail, reading.documents)
    return payment_told(reading.mail, reading.documents)


def _doubted(found: tuple[Receipt, ...], subjects: tuple[str, ...]) -> tuple[Receipt, ...]:
    """Return the receipts, in doubt where the mail that carries them is about a payment refused or sent back."""
    if not any(tells_of_refusal(subject) for subject in subjects):
        return found
    return tuple(replace(one, flags=tuple(dict.fromkeys((*one.flags, "low_confidence")))) for one in found)


def _subjects(documents: tuple[Document, ...]) -> tuple[str, ...]:
    """Return the subjects of the mails that were saved or attached."""
    pages = (page for document in documents if document.name == SUBJECT for page in document.pages)
    return tuple(" ".join(word.text for word in page.words) for page in pages)


def _typed_flagged(found: tuple[Receipt, ...], documents: tuple[Document, ...]) -> tuple[Receipt, ...]:
    """Return the receipts, those of plain text as typed: whoever knows the labels of a bank can type them (B80).

    So can he an XML: one without a seal is words as well, and one whose seal is over something else was changed.
    """
    told = {document.sha256: "typed" if document.kind == "text" else doubt(document) for document in documents}
    return tuple(replace(one, flags=(*one.flags, flag)) if (flag := told.get(one.document)) else one for one in found)


def receipts_of(documents: tuple[Document, ...], vendor: Vendor) -> tuple[Receipt, ...]:
    """Return every payment that the documents claim; plain text counts only where no paper speaks."""
    papers = tuple(document for document in documents if document.kind != "text")
    texts = tuple(document for document in documents if document.kind == "text")
    return _receipts(papers, vendor) or _receipts(texts, vendor)


def receipts_in_file(
    documents: tuple[Document, ...], vendor: Vendor, own_text: Callable[[str], str]
) -> tuple[Receipt, ...]:
    """Return every payment of one file, completed by its name and, in a saved mail, by what its sender wrote.

    `own_text` gives a text without what was quoted or forwarded in it.
    """
    found = _doubted(receipts_of(documents, vendor), _subjects(documents))
    spoken = {receipt.document for receipt in found}
    written = (document for document in documents if document.kind in ("text", "html"))
    lines = (line for one in written for line in _own_lines(one, own_text, is_receipt=one.sha256 in spoken))
    return with_lines(found, [line[:LONGEST] for line in lines], documents, gives_way=True)


def _own_lines(document: Document, own_text: Callable[[str], str], *, is_receipt: bool) -> list[str]:
    """Return the lines that somebody wrote himself; of the text that is the receipt those above what he forwarded."""
    lines = [word.text for page in document.pages for word in page.words]
    if not is_receipt:
        return lines if document.kind == "text" else []
    own = own_text("\n".join(lines)).splitlines()
    return own if len(own) < len(lines) else []


def flags_of(documents: tuple[Document, ...], vendor: Vendor) -> tuple[str, ...]:
    """Return what is to be said of the documents: corrupt, needs_password, payment_slip, cfdi_invoice, ..."""
    flags: list[str] = []
    claimed = bool(receipts_of(documents, vendor))
    for document in documents:
        found = found_in(document, vendor)
        told = _OTHER_PAPERS & set(found.flags)
        flags += [*document.flags, *(flag for flag in found.flags if not told or flag != "not_a_receipt")]
        plain = document.kind in ("text", "html") and len(documents) > 1
        if not (claimed or found.flags or plain or set(document.flags) & {*_UNOPENED, "blank"}):
            flags.append("not_a_document" if document.kind in ("image", "unknown") else "not_a_receipt")
        if document.kind == "image" and "blank" in document.flags and not claimed:
            flags.append("not_a_document")
    return tuple(dict.fromkeys(flags))


def _receipts(documents: tuple[Document, ...], vendor: Vendor) -> tuple[Receipt, ...]:
    every = tuple(receipt for document in documents for receipt in found_in(document, vendor).receipts)
    found = distinct(_without_echoes(every))
    for layout in LAYOUTS:
        found = tuple(layout.mend(receipt, documents) for receipt in found)
    return found


def _without_echoes(found: tuple[Receipt, ...]) -> tuple[Receipt, ...]:
    """Return the receipts without those that only repeat a certain one: the quote or the list of accounts beside it."""
    certain = [one for one in found if "likely" not in one.flags]
    return tuple(one for one in found if "likely" not in one.flags or not any(_repeats(one, sure) for sure in certain))


def _repeats(likely: Receipt, certain: Receipt) -> bool:
    """Whether nothing that it prints tells another payment than the certain one, which was made.

    What was sent again after a refusal, another day or hour, and another part are payments.
    """
    same_sum = (
        certain.amount in (likely.amount, *likely.sums) if likely.amount is None else likely.amount == certain.amount
    )
    return (
        certain.status == "completed"
        and bool(likely.references)
        and set(likely.references) <= set(certain.references)
        and same_sum
        and likely.paid_on in (None, certain.paid_on)
        and likely.paid_time in (None, certain.paid_time)
        and likely.folio in (None, certain.folio)
        and likely.tracking_key in (None, certain.tracking_key)
    )
