"""Document -> the payments its pages claim, one Receipt each, and what the pages are when they claim none."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from bot.model import Evidence, Receipt
from bot.receipts import adding, arithmetic, currencies, doubts, kinds, manner, picks, states
from bot.receipts.accounts import digits, is_end, masked
from bot.receipts.claiming import is_certain, is_likely, tells_its_state
from bot.receipts.columns import parted
from bot.receipts.fields import fold
from bot.receipts.legible import legible
from bot.receipts.payee_banks import payee_bank
from bot.receipts.picked import picked
from bot.receipts.pieces import pieces_of
from bot.receipts.places import said_on
from bot.receipts.records import records
from bot.receipts.regions import overlap, regions, uncovered
from bot.receipts.remittances import settled
from bot.receipts.rows import own_rows
from bot.receipts.sentences import sentences
from bot.receipts.twins import distinct
from bot.receipts.wrapped import unwrapped

if TYPE_CHECKING:
    from bot.model import Box, Document, Page, Vendor
    from bot.receipts.picked import Picked
    from bot.receipts.places import Said
    from bot.receipts.references import Written
    from bot.receipts.sums import Priced

MOST_PIECES = 500  # of one page; a receipt has fewer than a hundred, and the work grows with their square
UNSURE = 0.75  # the recogniser's confidence under which a deciding field is doubtful, 0..1
UNSURE_NUMBER = 0.92  # the same of a reference: of 536 off pictures one stands below, and it is misread
UNSURE_MASK = 0.6  # the same of a masked account, whose end is looked at again by itself (confirm.py)
_DECIDING = ("amount", "references", "other_reference", "payee_account")


class Found(NamedTuple):
    """What one document holds."""

    receipts: tuple[Receipt, ...]
    flags: tuple[str, ...]


def found_in(document: Document, vendor: Vendor) -> Found:
    """Return the payments of a document and, for its other pages, what paper they are."""
    receipts: list[Receipt] = []
    flags: list[str] = []
    for page in map(legible, document.pages):
        pieces, changed = uncovered(sentences(parted(unwrapped(pieces_of(page)[:MOST_PIECES]))))
        pieces, settles = settled(pieces)
        said = (*said_on(pieces), *settles)
        paper = kinds.other_paper(pieces, said, vendor)
        if paper:
            flags.append(paper)
            continue
        rows = own_rows(pieces, vendor)
        parts = rows if len(rows) > 1 else records(rows[0], vendor)
        for region in (region for part in parts for region in regions(part)):
            one = picked(region, said if region == pieces else said_on(region), vendor)
            certain = is_certain(one, vendor)
            if certain or is_likely(one, vendor):
                veiled = document.kind == "html" and "hidden_text" in document.flags
                receipt = _receipt(one, document, page, vendor, certain=certain)
                receipts.append(_flagged(receipt, page, changed=changed, veiled=veiled))
    return Found(distinct(tuple(receipts)), tuple(dict.fromkeys(flags)))


def _receipt(one: Picked, document: Document, page: Page, vendor: Vendor, *, certain: bool) -> Receipt:
    """Return what the picked values claim, unsure sums and blurred references left out, with its flags and proofs."""
    said, believed = one.said, None if _is_unsure(one) else one.amount
    # one digit of a blurred number may be another, and the number another slip's
    references = () if _is_blurred(one.written) else one.written.references
    receipt = Receipt(
        references=references,
        candidates=_with_codes(one.written.candidates, one.written.references, page),
        amount=believed.money.centavos if believed else None,
        sums=adding.others(said, believed),
        currency=currencies.of(said, believed) if believed else currencies.of_unread(said),
        paid_on=one.paid[1] if one.paid else None,
        paid_time=one.paid[2] if one.paid else None,
        tracking_key=one.key[1] if one.key else None,
        folio=one.folio[1] if one.folio else None,
        folio_label=fold(one.folio[0].label).strip(" :.") or None if one.folio else None,
        payer_name=picks.payer_name(said, vendor),
        payer_bank=picks.payer_bank(said, vendor),
        payee_name=picks.payee_name(said),
        payee_account=one.account[1] if one.account else None,
        payee_bank=payee_bank(said),
        convenio=one.agreement[1] if one.agreement else None,
        description=next((masked(other.value) for other in said if other.field == "concept"), None),
        status=one.status or "completed",
        document=document.sha256,
        evidence=tuple(proof for field, place in _places(one) for proof in _proofs(field, place, document, references)),
    )
    told = certain and tells_its_state(one, vendor)
    return replace(receipt, flags=_flags(one, believed, told=told) + (() if certain else ("likely",)))


def _flags(one: Picked, believed: Priced | None, *, told: bool) -> tuple[str, ...]:
    """Return what a person or a rule should know of the values.

    `believed` is the amount when it is one, `told` whether words that we know tell of a payment that was made.
    """
    said, written, cheque = one.said, one.written, manner.is_cheque(one.pieces)
    contradicted = one.amount is not None and doubts.is_contradicted(said, one.amount)
    doubtful = any(_is_doubtful(place) for field, place in _places(one) if field in _DECIDING)
    flags = (
        ("amount_in_words_differs", believed and doubts.words_disagree(one.printed, believed.money.centavos)),
        ("ambiguous_reference", written.is_ambiguous),
        ("reference_deduced", written.is_deduced and not _is_blurred(written)),
        ("amounts_differ", contradicted),
        ("returned", one.status == "rejected" and manner.was_returned(said)),
        ("cheque", cheque),
        ("amount_deduced", believed is not None and one.is_made_up),
        ("low_confidence", _is_unsure(one) or _is_blurred(written) or doubtful or contradicted
         or (states.status_is_unknown(said) and not cheque) or not told),
    )  # fmt: skip
    return tuple(flag for flag, is_so in flags if is_so)


def _places(one: Picked) -> list[tuple[str, Said]]:
    """Return each field of the evidence with where its value stands."""
    places = (
        ("amount", one.amount and one.amount.said),
        ("references", one.written.said), ("other_reference", one.written.rival),
        ("payee_account", one.account and one.account[0]),
        ("paid_on", one.paid and one.paid[0]), ("tracking_key", one.key and one.key[0]),
        ("folio", one.folio and one.folio[0]), ("convenio", one.agreement and one.agreement[0]),
    )  # fmt: skip
    return [(field, place) for field, place in places if place is not None]


def _is_unsure(one: Picked) -> bool:
    if one.amount is None:
        return False
    return doubts.is_unsure(one.said, one.amount) or arithmetic.is_off_by_a_digit(one.said, one.amount)


def _is_blurred(written: Written) -> bool:
    return written.said is not None and written.said.source == "ocr" and written.said.confidence < UNSURE_NUMBER


def _is_doubtful(one: Said) -> bool:
    """Whether a deciding value was read with doubt; stars lower the recogniser's confidence, not that of the digits."""
    return one.confidence < (UNSURE_MASK if is_end(one.value) else UNSURE)


def _flagged(receipt: Receipt, page: Page, *, changed: bool, veiled: bool) -> Receipt:
    """Return the receipt with what its page's text layer or style hides; hidden words are never believed (F12)."""
    hidden = [word for word in page.words if not word.visible and any(letter.isalnum() for letter in word.text)]
    changed = changed or any(
        overlap(proof.box, word.box) > 0.3 and proof.text not in word.text
        for word in hidden
        for proof in receipt.evidence
    )
    flags = (("tampered",) if changed else ()) + (("hidden_text",) if hidden or veiled else ())
    return replace(receipt, flags=receipt.flags + flags)


def _with_codes(candidates: tuple[str, ...], references: tuple[str, ...], page: Page) -> tuple[str, ...]:
    """Return the candidates with the numbers that a QR or barcode of the page holds alone."""
    codes = (code.strip().lstrip("0") for code in page.codes if code.strip().isdigit())
    return tuple(
        dict.fromkeys([*candidates, *(code for code in codes if 5 <= len(code) <= 10 and code not in references)])
    )


def _proofs(field: str, one: Said, document: Document, references: tuple[str, ...]) -> tuple[Evidence, ...]:
    """Return where a value stands: an account that goes over two lines by the line, which is how it is looked at.

    Of a concept over two lines the place is the line that prints its number, or each line that prints one of several.
    """
    if field == "payee_account" and one.lines:
        return tuple(_line_proof(field, one, line, document) for line in one.lines)
    sought = references if field == "references" else (digits(one.value),) if "reference" in field else ()
    numbered = [box for text, box in one.lines if sought and all(number in digits(text) for number in sought)]
    if not numbered and len(sought) > 1:
        each = [line for line in one.lines if any(number in digits(line[0]) for number in sought)]
        if all(any(number in digits(text) for text, _ in each) for number in sought):
            return tuple(_line_proof(field, one, line, document) for line in each)
    return (_evidence(field, replace(one, box=numbered[0]) if numbered else one, document),)


def _line_proof(field: str, one: Said, line: tuple[str, Box], document: Document) -> Evidence:
    text, box = line
    return Evidence(field, document.sha256, one.page, box, masked(text), one.source)


def _evidence(field: str, one: Said, document: Document) -> Evidence:
    return Evidence(field, document.sha256, one.page, one.box, masked(one.value), one.source)
