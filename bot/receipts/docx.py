"""Word page -> its text rows and its pictures; only as a ZIP, macros and links are never looked at."""

from __future__ import annotations

import io
import zipfile
from xml.parsers import expat

from bot.errors import UnreadableFile
from bot.receipts.unpack import BROKEN, LARGEST_TOTAL, zip_member

MOST_PICTURES = 10
_PICTURES = (".jpg", ".jpeg", ".png", ".gif", ".bmp", ".tif", ".tiff", ".webp", ".heic")


def opened(content: bytes) -> tuple[tuple[tuple[str, ...], ...], tuple[bytes, ...]]:
    """Return text rows and pictures of a .docx; UnreadableFile when damaged, locked or beyond the limits."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            rows = text_rows(zip_member(archive, archive.getinfo("word/document.xml"), LARGEST_TOTAL))
            named = [entry for entry in archive.infolist() if _is_picture(entry.filename)]
            return rows, tuple(zip_member(archive, entry, LARGEST_TOTAL) for entry in named[:MOST_PICTURES])
    except BROKEN as error:
        raise UnreadableFile("corrupt", type(error).__name__) from error
    except RuntimeError as error:
        raise UnreadableFile("needs_password") from error


def text_rows(document: bytes) -> tuple[tuple[str, ...], ...]:
    """Return a row a paragraph or table row of word/document.xml, its cells and tab stops apart."""
    rows: list[tuple[str, ...]] = []
    cells: list[str] = [""]
    within: list[str] = []

    def started(name: str, _: dict[str, str]) -> None:
        within.append(name)
        if name in ("w:tab", "w:tc"):
            cells.append("")

    def ended(name: str) -> None:
        within.pop()
        if name == "w:tr" or (name in ("w:p", "w:br") and "w:tc" not in within):
            rows.append(tuple(" ".join(cell.split()) for cell in cells if cell.strip()))
            cells[:] = [""]
        elif name == "w:p":
            cells[-1] += " "

    def text(data: str) -> None:
        if within and within[-1] == "w:t":
            cells[-1] += data

    def refused(*_: object) -> None:
        raise UnreadableFile("not_allowed", "XML with entities")

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = started, ended
    parser.CharacterDataHandler, parser.EntityDeclHandler = text, refused
    try:
        parser.Parse(document, True)  # noqa: FBT003 - expat takes isfinal by place only
    except expat.ExpatError as error:
        raise UnreadableFile("corrupt", "document.xml") from error
    return tuple(row for row in rows if row)


def _is_picture(name: str) -> bool:
    return name.startswith("word/media/") and name.lower().endswith(_PICTURES)
