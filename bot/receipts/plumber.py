"""PDF -> sheets, by pdfplumber: the second engine, for what PDFium cannot survive (B83)."""

from __future__ import annotations

import io
from typing import Any

from bot.errors import UnreadableFile
from bot.receipts.glyphs import Glyph, words_of
from bot.receipts.pdf import FEWEST, MOST_GLYPHS, MOST_PAGES, SMALLEST, Sheet, readable


def sheets(content: bytes) -> tuple[tuple[Sheet, ...], int]:
    """Return the first five pages and the count of all; UnreadableFile when locked or damaged."""
    import pdfplumber
    from pdfminer.pdfdocument import PDFPasswordIncorrect
    from pdfminer.psexceptions import PSException
    from pdfplumber.utils.exceptions import PdfminerException

    try:
        with pdfplumber.open(io.BytesIO(content)) as document:
            pages = document.pages
            if not pages:
                raise UnreadableFile("corrupt", "no pages")
            return tuple(_sheet(page) for page in pages[:MOST_PAGES]), len(pages)
    except (PdfminerException, PSException) as error:
        locked = isinstance(error.args[0] if error.args else error, PDFPasswordIncorrect)
        raise UnreadableFile("needs_password" if locked else "corrupt", type(error).__name__) from error
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, AssertionError, RecursionError) as error:
        raise UnreadableFile("corrupt", type(error).__name__) from error


def _sheet(page: Any) -> Sheet:
    lines = sorted(page.chars[:MOST_GLYPHS], key=lambda char: (round(char["top"]), char["x0"]))
    words = words_of(_glyph(page, char) for char in lines)
    return Sheet(
        page.page_number, float(page.width), float(page.height), words, readable(words) < FEWEST and bool(page.images)
    )


def _glyph(page: Any, char: dict[str, Any]) -> Glyph:
    box = (float(char["x0"]), float(char["top"]), float(char["x1"]), float(char["bottom"]))
    on_page = 0 <= box[0] < page.width and 0 <= box[1] < page.height
    white = char.get("non_stroking_color") in ((1,), (1, 1, 1), (0, 0, 0, 0))
    return Glyph(str(char["text"]), box, on_page and box[3] - box[1] >= SMALLEST and not white)
