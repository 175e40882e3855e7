"""Boxes of documents already read -> what stands in each when it alone is enlarged and read from the picture again."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from bot.errors import UnreadableFile
from bot.receipts import docx, frames, ocr, pdf

if TYPE_CHECKING:
    from bot.model import Box
    from bot.receipts.unpack import Leaf

FINER = 300 / 72  # pixels a point: another scale than the first reading's


def look(leaves: tuple[Leaf, ...], looks: tuple[tuple[str, int, Box], ...]) -> tuple[str, ...]:
    """Return a text a look (document, page, box in its units); "" where there is no such box or no picture."""
    by_sha256 = {hashlib.sha256(leaf.content).hexdigest(): leaf for leaf in leaves}
    pictures: dict[tuple[str, int], tuple[Any, float] | None] = {}
    texts = []
    for sha256, page, box in looks:
        if (sha256, page) not in pictures:
            leaf = by_sha256.get(sha256)
            pictures[sha256, page] = picture_of(leaf, page) if leaf and not leaf.flags else None
        seen = pictures[sha256, page]
        texts.append(ocr.read_crop(seen[0], _scaled(box, seen[1])) if seen else "")
    return tuple(texts)


def picture_of(leaf: Leaf, page: int) -> tuple[Any, float] | None:
    """Return one page as the picture its boxes were measured on, and its pixels a page unit."""
    try:
        if leaf.kind == "pdf":
            return _pdf_page(leaf.content, page)
        if leaf.kind == "image":
            return ocr.stand_upright(frames.pictures(leaf.content)[page - 1]), 1.0
        if leaf.kind == "docx":
            rows, pictures = docx.opened(leaf.content)
            return ocr.stand_upright(frames.pictures(pictures[page - 1 - bool(rows)])[0]), 1.0
    except (UnreadableFile, IndexError):
        return None
    return None


def _pdf_page(content: bytes, page: int) -> tuple[Any, float]:
    with pdf.opened(content) as document:
        if not pdf.sheet(document, page).is_picture:
            return pdf.picture(document, page, FINER)
        picture, scale = pdf.picture(document, page)
        return ocr.stand_upright(picture), scale


def _scaled(box: Box, factor: float) -> Box:
    return box[0] * factor, box[1] * factor, box[2] * factor, box[3] * factor
