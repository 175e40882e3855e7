"""One leaf -> one Document, by whichever reader its kind asks for."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from bot.errors import UnreadableFile
from bot.inbox import flatten
from bot.inbox.quotes import begins_reply
from bot.model import Box, Document, Page, Word
from bot.receipts import docx, frames, ocr, pdf, plumber, typed
from bot.receipts.codes import codes
from bot.receipts.lacking import wants_second_reading
from bot.receipts.nearer import nearer
from bot.receipts.order import in_reading_order
from bot.receipts.proofread import proofread

if TYPE_CHECKING:
    from bot.model import Word
    from bot.receipts.unpack import Leaf

_SURPRISES = (RuntimeError, ValueError, TypeError, LookupError, AttributeError, ArithmeticError, OSError)
MOST_TWICE = 3  # pages of a file that may be read a second time: a fax of ten has its time too
_NUMBER = re.compile(r"\d{5}|\$\s?\d|\d[.,]\d\d(?!\d)")  # a reference's or a sum's
Read = tuple[tuple[Page, ...], tuple[str, ...]]
"""Pages and flags."""


def document(leaf: Leaf, attempt: int = 1) -> Document:
    """Return the leaf as a Document; what is wrong with the file is a flag on it, never an error."""
    pages: tuple[Page, ...] = ()
    flags = leaf.flags
    if not flags:
        try:
            pages, flags = _pages(leaf, attempt)
        except UnreadableFile as problem:
            flags = (problem.flag,)
        except MemoryError:
            flags = ("too_large",)
        except _SURPRISES:  # how libraries stumble over files nobody has seen yet; the mail's other files go on
            flags = ("corrupt",)
        else:
            if not any(page.words or page.codes for page in pages):
                flags = (*flags, "blank")
    sha256 = hashlib.sha256(leaf.content).hexdigest()
    return Document(leaf.name, leaf.kind, sha256, len(leaf.content), pages, flags)


def _pages(leaf: Leaf, attempt: int) -> Read:
    if leaf.kind == "pdf":
        return _pdf(leaf.content, attempt)
    if leaf.kind == "image":
        return tuple(_seen(picture, number) for number, picture in enumerate(frames.pictures(leaf.content), 1)), ()
    if leaf.kind == "docx":
        rows, pictures = docx.opened(leaf.content)
        first = (typed.page(rows, "text"),) if rows else ()
        return (
            *first,
            *(page for number, one in enumerate(pictures, len(first) + 1) for page in _frames(one, number)),
        ), ()
    if leaf.kind == "html":
        return _html(leaf.content)
    if leaf.kind == "xml":
        return (typed.page(typed.xml_rows(leaf.content), "xml"),), ()
    return (typed.page(_own(typed.text_rows(typed.decoded(leaf.content))), "text"),), ()


def _html(content: bytes) -> Read:
    """Return what is seen; a number that a style hides is told by a flag, what mailers hide to be previewed is not."""
    rows, veiled = flatten.flattened(typed.decoded(content))
    own = _own(rows)
    hidden = any(_NUMBER.search(text) for place, text in veiled if place <= len(own))
    return (typed.page(own, "html"),), ("hidden_text",) if hidden else ()


def _own(rows: flatten.Rows) -> flatten.Rows:
    """Return the rows before the first one that quotes what was answered: our own letters are no receipts."""
    for number, row in enumerate(rows):
        if begins_reply(" ".join(row)):
            return rows[:number]
    return rows


def _frames(content: bytes, number: int) -> tuple[Page, ...]:
    try:
        return tuple(_seen(picture, number) for picture in frames.pictures(content)[:1])
    except UnreadableFile:  # one picture of a Word page; the others and the text go on
        return ()


def _seen(picture: Any, number: int) -> Page:
    upright, words = ocr.read(picture)
    words = proofread(upright, words)
    page = Page(number, upright.width, upright.height, "ocr", in_reading_order(words), codes(picture))
    if number > MOST_TWICE or not wants_second_reading(page):
        return page
    return replace(page, words=in_reading_order(nearer(upright, page.words)))


def _pdf(content: bytes, attempt: int) -> Read:
    if attempt == 2:
        sheets, count = plumber.sheets(content)
        if not any(sheet.needs_ocr for sheet in sheets):  # then PDFium, which the first attempt died of, stays away
            return _finished(sheets, {}, count)
        with pdf.opened(content) as opened:
            return _finished(sheets, _seen_pages(opened, sheets), count)
    with pdf.opened(content) as opened:
        sheets = pdf.sheets(opened) if attempt < 3 else _bare(opened)
        return _finished(sheets, _seen_pages(opened, sheets), len(opened))


def _bare(opened: Any) -> tuple[pdf.Sheet, ...]:
    numbers = range(1, min(len(opened), pdf.MOST_PAGES) + 1)
    sizes = ((number, opened.get_page_size(number - 1)) for number in numbers)
    return tuple(pdf.Sheet(number, width, height, (), needs_ocr=True) for number, (width, height) in sizes)


def _seen_pages(opened: Any, sheets: tuple[pdf.Sheet, ...]) -> dict[int, Page]:
    """Return what the pictures of the pages show, in points; of pages whose text layer is enough only the codes."""
    pages = {}
    for sheet in (sheet for sheet in sheets if sheet.needs_ocr or sheet.may_hold_code):
        picture, scale = pdf.picture(opened, sheet.number)
        if sheet.needs_ocr:
            page = _seen(picture, sheet.number)
            words = tuple(replace(word, box=_scaled(word.box, 1 / scale)) for word in page.words)
            pages[sheet.number] = replace(page, width=page.width / scale, height=page.height / scale, words=words)
        elif found := codes(picture):
            pages[sheet.number] = Page(sheet.number, sheet.width, sheet.height, "ocr", (), found)
    return pages


def _finished(sheets: tuple[pdf.Sheet, ...], seen: dict[int, Page], count: int) -> Read:
    pages = tuple(_merged(sheet, seen.get(sheet.number)) for sheet in sheets)
    flags = ["many_pages"] if count > pdf.MOST_PAGES else []
    if any(sheet.covered for sheet in sheets):
        flags.append("covered_text")
    # invisible words on a page that is all picture are a scanner's own reading, not a trick
    layers = (page for page in pages if page.source == "text_layer")
    if any(_hides(word) for page in layers for word in page.words):
        flags.append("hidden_text")
    return pages, tuple(flags)


def _hides(word: Word) -> bool:
    """Whether a word says something that nobody sees; printers' marks of a letter or two say nothing."""
    return not word.visible and sum(letter.isalnum() for letter in word.text) > 3


def _merged(sheet: pdf.Sheet, seen: Page | None) -> Page:
    """Return the page: its text layer, with what only its picture shows; the picture alone where text was covered."""
    layer = tuple(word for word in sheet.words if word.text)
    if seen is None:
        return Page(sheet.number, sheet.width, sheet.height, "text_layer", in_reading_order(layer))
    if sheet.is_picture:
        unseen = tuple(word for word in layer if not word.visible) if sheet.covered else ()
        return replace(seen, words=in_reading_order((*seen.words, *unseen)))
    visible = tuple(word for word in layer if word.visible)
    added = tuple(word for word in seen.words if not any(_meet(word.box, other.box) for other in visible))
    return Page(sheet.number, sheet.width, sheet.height, "text_layer", in_reading_order((*layer, *added)), seen.codes)


def _meet(one: Box, other: Box) -> bool:
    return min(one[2], other[2]) > max(one[0], other[0]) and min(one[3], other[3]) > max(one[1], other[1])


def _scaled(box: Box, factor: float) -> Box:
    return tuple(round(side * factor, 2) for side in box)  # type: ignore[return-value]
