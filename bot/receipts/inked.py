"""Line of a picture -> the glyphs that stand in it, by their ink."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.receipts.upright import part_of

if TYPE_CHECKING:
    from bot.model import Box
    from bot.receipts.upright import Upright

_HEIGHT = 96  # pixels of a line that is measured
_TALL = 0.25  # of the line's height: lower are points and commas

Glyph = tuple[float, float, float, float]
"""left, top, right, bottom in pixels of the enlarged line."""


def glyphs(page: Upright, box: Box, least: float = _TALL) -> tuple[Glyph, ...]:
    """Return the glyphs in `box` (pixels of the page) from left to right, what touches as one.

    What is lower than `least` of the line's height is left out.
    """
    import cv2

    line = _enlarged(page, box)
    grey = cv2.cvtColor(line, cv2.COLOR_BGR2GRAY)
    _, ink = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    if ink.mean() > 127:  # dark on light
        ink = 255 - ink
    count, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    height = line.shape[0]
    spots = sorted(
        (x, y, x + w, y + h) for x, y, w, h, _ in stats[1:count].tolist() if h >= height * least and w <= 2 * h
    )
    return _joined(spots)


def _enlarged(page: Upright, box: Box) -> Any:
    height = max(box[3] - box[1], 1.0)
    scale = min(max(_HEIGHT / height, 1.0), 6.0)
    air = 0.1 * height
    return part_of(page, (box[0] - air, box[1] - air, box[2] + air, box[3] + air), scale)


def _joined(spots: list[tuple[int, int, int, int]]) -> tuple[Glyph, ...]:
    """Return the spots, those one above the other as one: a broken glyph, the dot of an i."""
    found: list[Glyph] = []
    for left, top, right, bottom in spots:
        if found and left < found[-1][0] + 0.6 * (found[-1][2] - found[-1][0]):
            last = found.pop()
            found.append((last[0], min(last[1], top), max(last[2], right), max(last[3], bottom)))
        else:
            found.append((left, top, right, bottom))
    return tuple(found)
