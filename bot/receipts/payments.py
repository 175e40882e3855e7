"""Document -> the payments its pages claim, one Receipt each, and what the pages are when they claim none."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from bot.model import Evidence, Receipt
from bot.receipts import arithmetic, currencies, doubts, kinds, manner, merchant, picks, states, sums
from bot.receipts.accounts import digits, is_end, masked
from bot.receipts.columns import parted
from bot.receipts.convenios import convenio
from bot.receipts.fields import fold
from bot.receipts.legible import legible
from bot.receipts.narrated import RANK, narrated
from bot.receipts.payee_accounts import payee_account
from bot.receipts.payee_banks import payee_bank
from bot.receipts.pieces import pieces_of
from bot.receipts.places import said_on
from bot.receipts.records import records
from bot.receipts.regions import overlap, regions, uncovered
from bot.receipts.rows import own_rows
from bot.receipts.tracking import same_key
from bot.receipts.wrapped import unwrapped
from bot.receipts.written import written_on

if TYPE_CHECKING:
    from bot.model import Document, Page, Vendor
    from bot.receipts.pieces import Piece
    from bot.receipts.places import Said

MOST_PIECES = 500  # of one page; a receipt has fewer than a hundred, and the work grows with their square
UNSURE = 0.75  # the recogniser's confidence under which a deciding field is doubtful, 0..1
UNSURE_NUMBER = 0.92  # the same of a reference: of 536 off pictures one stands below, and it is misread
UNSURE_MASK = 0.6  # the same of a masked account, whose end is looked at again by itself (confirm.py)
_TOLD = (
    "date",
    "time",
    "tracking_key",
    "folio",
    "status",
    "payee_account",
    "payee_name",
    "payee_bank",
    "account",
    "payer_account",
)


class Found(NamedTuple):
    """What one document holds."""

    receipts: tuple[Receipt, ...]
    flags: tuple[str, ...]


def found_in(document: Document, vendor: Vendor) -> Found:
    """Return the payments of a document and, for its other pages, what paper they are."""
    receipts: list[Receipt] = []
    flags: list[str] = []
    for page in map(legible, document.pages):
        pieces, changed = uncovered(parted(unwrapped(pieces_of(page)[:MOST_PIECES])))
        said = said_on(pieces)
        paper = kinds.other_paper(pieces, said, vendor)
        if paper:
            flags.append(paper)
            continue
        rows = own_rows(pieces, vendor)
        parts = rows if len(rows) > 1 else records(rows[0], vendor)
        for region in (region for part in parts for region in regions(part)):
            receipt = _receipt(region, said if region == pieces else said_on(region), document, page, vendor)
            if receipt is not None:
                veiled = document.kind == "html" and "hidden_text" in document.flags
                receipts.append(_flagged(receipt, page, changed=changed, veiled=veiled))
    return Found(distinct(tuple(receipts)), tuple(dict.fromkeys(flags)))


def distinct(receipts: tuple[Receipt, ...]) -> tuple[Receipt, ...]:
    """Return each payment once: original and copy, the same receipt attached twice, a notice beside its PDF."""
    kept: list[Receipt] = []
    for receipt in receipts:
        twin = next((place for place, other in enumerate(kept) if _is_same(receipt, other)), None)
        if twin is None:
            kept.append(receipt)
        else:
            kept[twin] = _united(kept[twin], receipt)
    return tuple(kept)


def _receipt(
    pieces: tuple[Piece, ...], printed: tuple[Said, ...], document: Document, page: Page, vendor: Vendor
) -> Receipt | None:
    """Return what the pieces of one receipt claim; None when they do not speak of a payment."""
    said = merchant.with_order(narrated(printed, pieces, vendor), pieces, vendor)
    amount, key = sums.amount_of(said), picks.tracking_key(said)
    amount = arithmetic.proven(said, amount) if amount else None
    paid = picks.paid_at(said) or (picks.issued_at(said) if key else None)
    folio, account = picks.folio(said), payee_account(said, vendor)
    if key is None and (account or picks.names_payee(said)) and not kinds.asks_for_payment(pieces):
        key = picks.key_alone(said, paid[1] if paid else None)
    agreement = convenio(said, vendor)
    written = written_on(said, paid[1] if paid else None)
    status = states.status_of(said)
    dated = paid is not None and paid[0].field not in _TOLD  # a day that stands without its label
    narrates = amount is not None and amount.said.rank == RANK and status in (None, "completed")
    made = kinds.tells_of_one_made(pieces) or narrates or kinds.labels_one_made(said)
    made = made or (kinds.is_received(pieces) and merchant.names_us_as_merchant(pieces, vendor))
    told = (
        len({one.field for one in said if one.value and (one.field, one.rank) != ("status", RANK)} & set(_TOLD))
        + dated
        + (key is not None and amount is not None)  # only a payment made has a tracking key
        + (key is not None and key[0].field != "tracking_key")
        + (written.said is not None and amount is not None and status == "completed")
        + (status is not None)
        + kinds.speaks_of_payment(pieces)
        + made
    )
    done = key or status or made
    ours = account is not None and digits(account[1]) in vendor.payee_accounts
    whose = account is not None or written.said is not None or kinds.is_headed(said)  # a promotion prints none of these
    speaks = kinds.speaks_of_payment(pieces) and whose
    numbered = (folio or (paid and paid[2])) and (ours or speaks or picks.names_payee(said))
    if not (done or numbered or (ours and paid and kinds.is_headed(said))):
        return None  # sums, accounts and days stand on an order to pay and on a shop's voucher too
    if told < 3 or (amount is None and not (key or (folio and paid and account))):
        return None
    unsure = amount is not None and (doubts.is_unsure(said, amount) or arithmetic.is_off_by_a_digit(said, amount))
    believed = None if unsure else amount
    blurred = written.said is not None and written.said.source == "ocr" and written.said.confidence < UNSURE_NUMBER
    references = () if blurred else written.references  # one digit of it may be another, and the number another slip's
    evidence = (
        ("amount", amount.said if amount else None),
        ("references", written.said), ("other_reference", written.rival),
        ("payee_account", account and account[0]),
        ("paid_on", paid and paid[0]), ("tracking_key", key and key[0]), ("folio", folio and folio[0]),
        ("convenio", agreement and agreement[0]),
    )  # fmt: skip
    receipt = Receipt(
        references=references,
        candidates=_with_codes(written.candidates, written.references, page),
        amount=believed.money.centavos if believed else None,
        currency=currencies.of(said, believed) if believed else None,
        paid_on=paid[1] if paid else None,
        paid_time=paid[2] if paid else None,
        tracking_key=key[1] if key else None,
        folio=folio[1] if folio else None,
        folio_label=fold(folio[0].label).strip(" :.") or None if folio else None,
        payer_name=picks.payer_name(said, vendor),
        payer_bank=picks.payer_bank(said, vendor),
        payee_name=picks.payee_name(said),
        payee_account=account[1] if account else None,
        payee_bank=payee_bank(said),
        convenio=agreement[1] if agreement else None,
        description=next((masked(one.value) for one in said if one.field == "concept"), None),
        status=status or "completed",
        document=document.sha256,
        evidence=tuple(
            proof for field, one in evidence if one is not None for proof in _proofs(field, one, document, references)
        ),
    )
    flags = [flag for flag, is_so in (
        ("amount_in_words_differs", believed is not None and doubts.words_disagree(printed, believed.money.centavos)),
        ("ambiguous_reference", written.is_ambiguous),
        ("reference_deduced", written.is_deduced and not blurred),
        ("amounts_differ", amount is not None and doubts.is_contradicted(said, amount)),
        ("returned", status == "rejected" and manner.was_returned(said)),
        ("cheque", manner.is_cheque(pieces)),
        ("low_confidence", unsure or blurred or any(_is_doubtful(one) for _, one in evidence[:4] if one is not None)
         or (amount is not None and doubts.is_contradicted(said, amount))
         or (states.status_is_unknown(said) and not manner.is_cheque(pieces))),
    ) if is_so]  # fmt: skip
    return replace(receipt, flags=tuple(flags))


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

    Of a concept over two lines the place is the line that prints its number.
    """
    if field == "payee_account" and one.lines:
        return tuple(
            Evidence(field, document.sha256, one.page, box, masked(text), one.source) for text, box in one.lines
        )
    sought = references if field == "references" else (digits(one.value),) if "reference" in field else ()
    numbered = [box for text, box in one.lines if sought and all(number in digits(text) for number in sought)]
    return (_evidence(field, replace(one, box=numbered[0]) if numbered else one, document),)


def _evidence(field: str, one: Said, document: Document) -> Evidence:
    return Evidence(field, document.sha256, one.page, one.box, masked(one.value), one.source)


def _is_same(one: Receipt, other: Receipt) -> bool:
    """Whether two receipts are one payment: nothing both print differs, and a key or day and amount agree."""
    if one.tracking_key and other.tracking_key:
        return same_key(one.tracking_key, other.tracking_key)
    pairs: list[tuple[object, object]] = [
        (one.amount, other.amount),
        (one.paid_on, other.paid_on),
        (one.paid_time, other.paid_time),
        (one.folio, other.folio),
        (one.references or None, other.references or None),
    ]
    if any(mine != theirs for mine, theirs in pairs if mine is not None and theirs is not None):
        return False
    both = [mine is not None and theirs is not None for mine, theirs in pairs]
    return both[0] and ((both[1] and (both[2] or both[4])) or both[3] or (both[4] and not both[1]))


def _united(one: Receipt, other: Receipt) -> Receipt:
    """Return the first receipt with what only the second prints; every reference that one of them prints stays.

    One payment that prints two amounts was changed, or misread, on one of its papers: that is for a person.
    """
    fields = (
        "amount", "currency", "paid_on", "paid_time", "tracking_key", "folio", "folio_label", "payer_name",
        "payer_bank", "payee_name", "payee_account", "payee_bank", "convenio", "description",
    )  # fmt: skip
    missing = {name: getattr(other, name) for name in fields if getattr(one, name) is None}
    references = tuple(dict.fromkeys(one.references + other.references))
    candidates = tuple(n for n in dict.fromkeys(one.candidates + other.candidates) if n not in references)
    gained = tuple(proof for proof in other.evidence if proof.field not in {mine.field for mine in one.evidence})
    doubtful = ("amounts_differ", "low_confidence") if len({one.amount, other.amount} - {None}) > 1 else ()
    flags = tuple(dict.fromkeys(one.flags + other.flags + doubtful))
    status = "rejected" if "rejected" in (one.status, other.status) else one.status
    return replace(
        one, **missing, references=references, candidates=candidates, evidence=one.evidence + gained, flags=flags,
        status=status,
    )  # fmt: skip
