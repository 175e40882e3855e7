"""Texts of a page -> what paper it is when it is no receipt, and whether it speaks of a payment at all."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.receipts import paper_words as words
from bot.receipts.accounts import digits
from bot.receipts.amounts import is_sum
from bot.receipts.dates import date_of
from bot.receipts.expressions import glued
from bot.receipts.fields import fold
from bot.receipts.merchant import names_us_as_merchant, was_received_by_us
from bot.receipts.picks import names_payee
from bot.receipts.states import has_digit, is_headline, says_done, says_status, status_of

if TYPE_CHECKING:
    from bot.model import Vendor
    from bot.receipts.pieces import Piece
    from bot.receipts.places import Said


LEAST_WORDS = 4  # of a sentence
DIGITS_OF_AN_INSTANT = 14  # day, month, year, hour, minute, second
_DAY_OF_A_LINE = re.compile(r"(?:0[1-9]|[12]\d|3[01])[/-](?:0[1-9]|1[0-2])(?![\d/-])")
_OF_SOMEBODY = ("concept", "payer_name", "payee_name", "payer_bank", "payee_bank", "bank", "name")


def other_paper(pieces: tuple[Piece, ...], said: tuple[Said, ...], vendor: Vendor) -> str | None:
    """Return what the page is instead of a receipt (payment_slip, cfdi_invoice, ...); None when it may be one."""
    whole = _whole(pieces)
    told, named = says_done(said), names_payee(said)
    keyed = any(one.field == "tracking_key" for one in said)
    done = told or any(one.field in ("tracking_key", "folio") and has_digit(one) for one in said)
    papers = (
        ("not_valid", words.NO_PROOF.search(whole)),
        ("tax_certificate", len(set(words.TAX_CERTIFICATE.findall(whole))) >= 3),
        ("cfdi_invoice", _is_invoice(pieces, whole)),
        ("statement", _is_statement(pieces, whole, proven=told and keyed)),
        ("not_a_receipt", not keyed and words.OTHER_PAPERS.search(whole)),
        ("not_a_receipt", not (keyed or named) and words.WITHDRAWN.search(whole)),
        ("not_a_receipt", is_received(pieces) and not was_received_by_us(pieces, vendor)),
        ("not_a_receipt", not keyed and _is_about_limits(said)),
        ("not_a_receipt", not keyed and words.REPEATED.search(whole)),
        ("not_a_receipt", not (keyed or named) and _is_refund(whole)),
        ("not_a_receipt", not (keyed or named) and words.VOUCHER.search(whole)),
        ("not_a_receipt", not keyed and _is_bought(pieces, whole, vendor)),
        ("not_a_receipt", any(one.field == "status" and words.UNPAID.search(fold(one.value)) for one in said)),
        ("payment_slip", not done and _is_slip(whole, vendor)),
        ("confirm_screen", not done and _asks_whether_right(pieces, whole)),
        ("confirm_screen", _is_unsent(pieces, said, whole, told=told, keyed=keyed)),
        ("not_a_receipt", not done and words.TO_PAY.search(whole)),
        ("not_a_receipt", not (told or keyed or named) and words.OFFER.search(whole)),
    )
    return next((paper for paper, is_so in papers if is_so), None)


def speaks_of_payment(pieces: tuple[Piece, ...]) -> bool:
    """Return whether any word of the page is one of paying."""
    return words.OPERATION.search(_whole(pieces)) is not None


def is_of_a_till(said: tuple[Said, ...]) -> bool:
    """Return whether a till or a teller printed the paper: two of its words, none of them the payer's or a name's."""
    texts = [f"{one.label} {one.value}" for one in said if one.field not in _OF_SOMEBODY]
    return len({found[0] for text in texts for found in words.TILL.finditer(fold(text))}) > 1


def is_titled(pieces: tuple[Piece, ...], said: tuple[Said, ...]) -> bool:
    """Return whether a text calls the paper a receipt, or tells what its reader did: "Recibo de", "Pagaste a"."""
    whose = [one.value for one in said if one.field in (*_OF_SOMEBODY, "reference")]
    texts = (piece.text for piece in pieces if not any(piece.text in value for value in whose))
    return any(words.RECEIPT.match(fold(text)) for text in texts)


def tells_of_one_not_received(pieces: tuple[Piece, ...]) -> bool:
    """Return whether it says that somebody did not receive it: who sent it, or what a help text is about."""
    return any(words.NOT_RECEIVED.search(fold(piece.text)) for piece in pieces)


def speaks_of_trouble(pieces: tuple[Piece, ...]) -> bool:
    """Return whether a sentence about the payment or its money has a word of what went wrong or is not done yet."""
    sentences = (fold(piece.text) for piece in pieces if len(piece.text.split()) >= LEAST_WORDS)
    texts = (words.NOT_MINE.sub("", text) for text in sentences)
    return any(words.TROUBLE.search(text) and words.OF_MONEY.search(text) for text in texts)


def is_headed(said: tuple[Said, ...]) -> bool:
    """Return whether a headline calls the paper a transfer or its receipt."""
    return any(is_headline(one) and words.TITLE.match(glued(one.value)) for one in said)


def asks_for_payment(pieces: tuple[Piece, ...]) -> bool:
    """Return whether any word of the page asks for money: a number without a label is then no proof."""
    return words.ASKS.search(_whole(pieces)) is not None


def tells_of_one_made(pieces: tuple[Piece, ...]) -> bool:
    """Return whether running text tells that somebody made a payment, or a till that it gave change."""
    return words.MADE.search(_whole(pieces)) is not None


def labels_one_made(said: tuple[Said, ...]) -> bool:
    """Return whether the label of the sum or of who was paid is a verb that is done: "Mandaste", "Enviaste a"."""
    labels = (one.label for one in said if one.field in ("amount", "payee_name", "payee_account") and one.value)
    return any(words.DID.match(fold(label)) for label in labels)


def is_received(pieces: tuple[Piece, ...]) -> bool:
    """Return whether the paper tells who reads it that he was paid."""
    return words.RECEIVED.search(" ".join(fold(piece.text) for piece in pieces)) is not None


def _is_about_limits(said: tuple[Said, ...]) -> bool:
    """Return whether the sums that a label tells of are none but what may be sent at most."""
    sums = [one for one in said if one.label and is_sum(one.value)]
    return bool(sums) and all(words.LIMIT.search(fold(one.label)) for one in sums)


def _is_refund(whole: str) -> bool:
    """Return whether a shop gives money back; a transfer that came back is a receipt of one."""
    return words.REFUND.search(whole) is not None and words.TRANSFER.search(whole) is None


def _is_bought(pieces: tuple[Piece, ...], whole: str, vendor: Vendor) -> bool:
    """Return whether the bank of a card tells what was bought with it, elsewhere than of us."""
    return words.BOUGHT.search(whole) is not None and not names_us_as_merchant(pieces, vendor)


def _is_invoice(pieces: tuple[Piece, ...], whole: str) -> bool:
    cues = set(words.INVOICE.findall(whole))
    has_uuid = any(words.UUID.search(piece.text.lower()) for piece in pieces)
    return words.CEP.search(whole) is None and len(cues) + has_uuid >= 2


def _is_statement(pieces: tuple[Piece, ...], whole: str, *, proven: bool) -> bool:
    """Return whether it is an account's list: its words, or three lines that each hold a date and money.

    A paper that has proven one payment, by its key and its state, may print the balances before and after it.
    """
    dated = [piece for piece in pieces if len(piece.text) < 30 and _heads_a_line(piece.text)]
    priced = [piece for piece in pieces if len(piece.text) < 30 and is_sum(piece.text)]
    lines = sum(any(abs(money.middle - day.middle) < 0.6 * day.height for money in priced) for day in dated)
    cues = len(set(words.STATEMENT.findall(whole)))
    return (
        lines >= 3
        or (cues >= 2 and not proven)
        or (cues >= 1 and (lines >= 2 or words.MY_ACCOUNTS.search(whole) is not None))
    )


def _heads_a_line(text: str) -> bool:
    """Return whether a text is the day of a list's line, "22/10/2026" or "22/10"; a key with a day inside is none."""
    return _DAY_OF_A_LINE.match(text) is not None or (
        date_of(text) is not None and len(digits(text)) <= DIGITS_OF_AN_INSTANT
    )


def _is_slip(whole: str, vendor: Vendor) -> bool:
    ours = glued(vendor.brand) in whole or glued(vendor.name)[:12] in whole
    ours = ours or any(account in whole for account in vendor.payee_accounts)
    return ours and len(set(words.SLIP.findall(whole))) >= 2


def _asks_whether_right(pieces: tuple[Piece, ...], whole: str) -> bool:
    return words.ASKING.search(whole) is not None or _has_button(pieces, words.BUTTON)


def _is_unsent(pieces: tuple[Piece, ...], said: tuple[Said, ...], whole: str, *, told: bool, keyed: bool) -> bool:
    """Return whether a screen, for all the keys and folios that it shows, is one of before the payment."""
    if not keyed and (words.SURELY_NOT_YET.search(whole) or _has_button(pieces, words.DRAFT)):
        return True
    if told:
        return False
    if not keyed and words.MADE_READY.search(whole):
        return True
    under_way = keyed and says_status(said)
    waits = any(one.field == "folio" and has_digit(one) for one in said) and status_of(said) == "pending"
    early = words.NOT_YET.search(whole) is not None or _has_button(pieces, words.CONFIRM)
    return early and not (under_way or waits)


def _has_button(pieces: tuple[Piece, ...], texts: re.Pattern[str]) -> bool:
    return any(texts.fullmatch(glued(piece.text)) and not _ends_sentence(piece.text) for piece in pieces)


def _ends_sentence(text: str) -> bool:
    """Whether a word is the last of a sentence over two lines: "... del mes / siguiente."."""
    return text[:1].islower() and text.rstrip().endswith(".")


def _whole(pieces: tuple[Piece, ...]) -> str:
    return glued(" ".join(piece.text for piece in pieces))
