"""Files of a mail, what was read in them and what was set aside -> pages with the boxes to draw on them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from bot.desk import comparison

if TYPE_CHECKING:
    from bot.desk.comparison import Row
    from bot.model import Box, Document, Evidence, Page, Receipt, SeenMail

Tone = Literal["match", "differs", "discarded"]
_PADDING, _LETTERS = 0.008, 0.026  # of the page's width: air around a box, height of a tag's letters
_ADVANCE = 0.6  # of a letter's height: how wide it is on the average
_PICTURED = ("text_layer", "ocr")
FLAGS = {
    "corrupt": "El archivo está dañado.",
    "needs_password": "El archivo tiene contraseña.",
    "too_large": "El archivo es demasiado grande para leerse.",
    "mail_too_large": "El correo es demasiado grande: sólo se recibió su encabezado.",
    "not_allowed": "Este tipo de archivo no se abre aquí.",
    "not_read": "No se alcanzó a leer.",
    "blank": "No se lee nada en él.",
    "unreadable": "No se pudo leer.",
    "hidden_text": "Lleva texto que no se ve.",
    "covered_text": "Algo tapa texto del archivo.",
    "many_pages": "Sólo se leyeron las primeras cinco páginas.",
}


@dataclass(frozen=True, slots=True)
class Mark:
    """One box on a page, page units, with the words of its tag."""

    field: str
    tone: Tone
    x: float
    y: float
    width: float
    height: float
    tag: str = ""
    tag_x: float = 0  # left end of the tag
    tag_y: float = 0  # its top
    tag_width: float = 0


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page with its boxes."""

    number: int
    width: float
    height: float
    letters: float  # height of a tag's letters, page units
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """One file as the viewer offers it."""

    name: str
    sha256: str
    size: int
    kind: str
    sheets: tuple[Sheet, ...]  # those that have a picture
    notes: tuple[str, ...]  # what is wrong with it
    facts: tuple[tuple[str, str], ...]

    @property
    def is_body(self) -> bool:
        """Whether it is the mail's own text."""
        return self.name.startswith(("cuerpo.", "mensaje."))


@dataclass(frozen=True, slots=True)
class Crop:
    """The part of a page that a row is about, page units."""

    sha256: str
    page: int
    x: float
    y: float
    width: float
    height: float
    page_width: float
    page_height: float


def papers(seen: SeenMail, receipt: Receipt | None, rows: tuple[Row, ...]) -> tuple[Paper, ...]:
    """Return the files of a mail, the one that the receipt stands in first."""
    ordered = sorted(seen.documents, key=lambda document: receipt is None or document.sha256 != receipt.document)
    return tuple(_paper(document, seen.discarded, receipt, rows) for document in ordered)


def _paper(
    document: Document, discarded: tuple[Evidence, ...], receipt: Receipt | None, rows: tuple[Row, ...]
) -> Paper:
    pictured = (page for page in document.pages if page.source in _PICTURED and page.width > 0 and page.height > 0)
    sheets = tuple(_sheet(document.sha256, page, discarded, receipt, rows) for page in pictured)
    notes = tuple(FLAGS[flag] for flag in document.flags if flag in FLAGS)
    return Paper(document.name, document.sha256, document.size, document.kind, sheets, notes, document.facts)


def _sheet(
    sha256: str, page: Page, discarded: tuple[Evidence, ...], receipt: Receipt | None, rows: tuple[Row, ...]
) -> Sheet:
    marks = []
    for row in rows:
        for proof in row.proofs:
            if (proof.document, proof.page) == (sha256, page.number):
                tag = row.result if row.differs else ""
                marks.append(_mark(row.field, "differs" if row.differs else "match", proof.box, page, tag))
    for proof in discarded:
        if receipt is not None and (proof.document, proof.page) == (sha256, page.number):
            why = comparison.why_discarded(proof.text, receipt)
            marks.append(_mark("candidates", "discarded", proof.box, page, f"{why}: descartada"))
    return Sheet(page.number, page.width, page.height, page.width * _LETTERS, tuple(marks))


def _mark(field: str, tone: Tone, box: Box, page: Page, tag: str) -> Mark:
    """Return a box with some air around it; its tag stands at its right, or above it where the page ends."""
    air, letters = page.width * _PADDING, page.width * _LETTERS
    left, top = max(box[0] - air, 0), max(box[1] - air, 0)
    width, height = min(box[2] + air, page.width) - left, min(box[3] + air, page.height) - top
    high, wide = letters * 1.5, (len(tag) + 1.5) * letters * _ADVANCE
    tag_x, tag_y = left + width + air, top + (height - high) / 2
    if tag_x + wide > page.width:
        tag_x, tag_y = max(min(left, page.width - wide), 0), top - high if top >= high else top + height
    return Mark(field, tone, left, top, max(width, 1), max(height, 1), tag, tag_x, tag_y, wide)


def crop(row: Row, found: tuple[Paper, ...]) -> Crop | None:
    """Return the part of a page that shows a row's value; None when it was not read from a picture."""
    sheets = {(paper.sha256, sheet.number): sheet for paper in found for sheet in paper.sheets}
    for proof in row.proofs:
        sheet = sheets.get((proof.document, proof.page))
        if sheet is not None:
            return _cut(proof, sheet)
    return None


def _cut(proof: Evidence, sheet: Sheet) -> Crop:
    left, top, right, bottom = proof.box
    air = max((bottom - top) * 0.3, sheet.width * _PADDING)
    x, y = max(left - 2 * air, 0), max(top - air, 0)
    width, height = min(right + 2 * air, sheet.width) - x, min(bottom + air, sheet.height) - y
    return Crop(proof.document, sheet.number, x, y, max(width, 1), max(height, 1), sheet.width, sheet.height)
