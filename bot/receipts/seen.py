"""A reading and its receipts -> what staff are shown of a mail without opening its files again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.model import Evidence, SeenMail

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.model import Document, Page, Reading, Receipt, Word

LONGEST = 20_000  # characters of a mail's text: the rest stands in the mail itself
MOST = 8  # numbers that were set aside, a receipt


def seen(reading: Reading, receipts: tuple[Receipt, ...]) -> SeenMail:
    """Return what of a mail is kept for staff."""
    bare = tuple(
        replace(document, pages=tuple(replace(page, words=()) for page in document.pages))
        for document in reading.documents
    )
    told = tuple(proof for receipt in receipts for proof in _discarded(receipt, reading.documents))
    return SeenMail(reading.mail.from_name, reading.mail.text[:LONGEST], bare, told)


def _discarded(receipt: Receipt, documents: tuple[Document, ...]) -> Iterator[Evidence]:
    """Give where each of the receipt's candidates stands in its own document, once each."""
    pages = [page for document in documents if document.sha256 == receipt.document for page in document.pages]
    for number in receipt.candidates[:MOST]:
        found = next(((page, word) for page in pages for word in page.words if _says(word, number)), None)
        if found is not None:
            yield _proof(number, receipt.document, *found)


def _says(word: Word, number: str) -> bool:
    return word.visible and number in "".join(letter for letter in word.text if letter.isdecimal())


def _proof(number: str, document: str, page: Page, word: Word) -> Evidence:
    return Evidence("candidates", document, page.number, word.box, number, page.source)
