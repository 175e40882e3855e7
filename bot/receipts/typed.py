"""Typed text (plain, HTML rows, CEP XML) -> Page, one line a row of 20 units, one word a cell."""

from __future__ import annotations

import re
import textwrap
from typing import TYPE_CHECKING
from xml.parsers import expat

from bot.errors import UnreadableFile
from bot.model import Page, Source, Word

if TYPE_CHECKING:
    from collections.abc import Iterable

ROW = 20.0  # units between two lines
LETTER = 6.0  # units a letter
LONGEST = 250  # letters of a line; a paragraph of a letter has more
GAP = 40.0  # units between two cells
MOST_ROWS = 3000
_CELLS = re.compile(r"\t+| {3,}|\s*\|\s*")
_LABEL = re.compile(r"^([^\d:]{3,40}):\s+(\S.*)$")


def page(rows: Iterable[tuple[str, ...]], source: Source) -> Page:
    """Return one page with `rows` from top to bottom and their cells from left to right."""
    lines = tuple(line for row in rows for line in _broken(row))[:MOST_ROWS]
    lefts = _columns(lines)
    words = tuple(
        Word(cell, (left, number * ROW, left + _width(cell), number * ROW + 14))
        for number, row in enumerate(lines)
        for left, cell in zip(lefts, row, strict=False)
    )
    return Page(1, max((word.box[2] for word in words), default=0.0), len(lines) * ROW, source, words)


def _broken(row: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """Return the row, or the lines of a paragraph that is longer than any rule reads in one."""
    if len(row) != 1 or len(row[0]) <= LONGEST:
        return (row,)
    return tuple((line,) for line in textwrap.wrap(row[0], LONGEST))


def _columns(lines: tuple[tuple[str, ...], ...]) -> list[float]:
    """Return where each column begins: beyond the widest cell before it, so that a table stays a table."""
    lefts = [0.0]
    for column in range(max((len(row) for row in lines), default=0)):
        widest = max((_width(row[column]) for row in lines if len(row) > column + 1), default=0.0)
        lefts.append(lefts[-1] + widest + GAP)
    return lefts


def _width(cell: str) -> float:
    return max(len(cell), 1) * LETTER


def text_rows(text: str) -> tuple[tuple[str, ...], ...]:
    """Return the lines of plain text, split where a tab, a bar, wide spaces or "Etiqueta: " ends a cell."""
    return tuple(_cells(line) for line in text.splitlines()[:MOST_ROWS])


def xml_rows(content: bytes) -> tuple[tuple[str, ...], ...]:
    """Return a row (name, value) for each attribute and text of the XML; UnreadableFile when it is not well formed.

    A CEP of Banxico keeps its facts in attributes (SPEI_Tercero, Beneficiario, Ordenante): an element's name
    stands on a row of its own before them. Documents that declare entities are refused (expansion bombs).
    """
    rows: list[tuple[str, ...]] = []
    parser = expat.ParserCreate()
    texts: list[str] = []

    def started(name: str, attributes: dict[str, str]) -> None:
        texts.clear()
        rows.append((name,))
        rows.extend((label, value) for label, value in attributes.items() if value.strip())

    def ended(name: str) -> None:
        value = " ".join("".join(texts).split())
        texts.clear()
        if value:
            rows.append((name, value))

    def refused(*_: object) -> None:
        raise UnreadableFile("not_allowed", "XML with entities")

    parser.StartElementHandler, parser.EndElementHandler = started, ended
    parser.CharacterDataHandler, parser.EntityDeclHandler = texts.append, refused
    try:
        parser.Parse(content, True)  # noqa: FBT003 - expat names it isfinal and takes it by place only
    except expat.ExpatError as error:
        raise UnreadableFile("corrupt", "XML") from error
    return tuple(rows)


def decoded(content: bytes) -> str:
    """Return bytes of unknown charset as text: BOM, then UTF-8, then what an HTML or XML head declares, then cp1252."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    declared = re.search(rb"charset\s*=\s*[\"']?([\w.-]{2,30})", content[:4000], re.IGNORECASE)
    try:
        return content.decode(declared[1].decode() if declared else "cp1252", "replace")
    except LookupError:
        return content.decode("cp1252", "replace")


def _cells(line: str) -> tuple[str, ...]:
    cells = [cell.strip() for cell in _CELLS.split(line) if cell.strip()]
    parted: list[str] = []
    for cell in cells:
        label = _LABEL.match(cell)
        parted.extend((f"{label[1].strip()}:", label[2]) if label else (cell,))
    return tuple(parted)
