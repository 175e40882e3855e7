"""Picture -> words with places: the whole page, a part of it from nearby, or one line once more."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from bot.model import Box, Word
from bot.receipts import recogniser
from bot.receipts.upright import Upright, box_of, part_of, standing, straightened, whole

if TYPE_CHECKING:
    from bot.receipts.recogniser import Lines, Text

SCROLL = 3  # times as high as wide: no telephone is
_LONGEST = 60  # heights of a line: the recogniser refuses much longer ones
_ASIDE, _LESS = 0.15, 0.05  # of a line's height: more of it is read beside than its box has, and less above and below


def read(picture: Any) -> tuple[Upright, tuple[Word, ...]]:
    """Return the page in the picture (numpy BGR), straightened, and its words."""
    if _is_scroll(picture):
        return straightened(picture), _scrolled(picture)
    picture, seen = standing(picture)
    found, texts = recogniser.printed(seen)
    page = straightened(picture, found.quads)
    return page, _words(found, texts, page.matrix)


def read_part(page: Upright, box: Box, scale: float) -> tuple[Word, ...]:
    """Return the words in `box` (pixels of the page) when it is made `scale` times as large and read at that size."""
    import numpy as np

    part = part_of(page, box, scale)
    back = np.array([[1 / scale, 0, box[0]], [0, 1 / scale, box[1]]])
    return _words(*recogniser.printed(recogniser.lines(part, max(part.shape[:2]))), back)


def stand_upright(picture: Any) -> Any:
    """Return the picture as the page that `read` measured its boxes on (the lines are found, hardly any is read)."""
    if _is_scroll(picture):
        return picture
    picture, seen = standing(picture)
    return whole(straightened(picture, seen.quads))


def read_crop(picture: Any, box: Box) -> str:
    """Return what stands in `box` (pixels of an upright picture) when it alone is enlarged and read again."""
    import cv2

    height = box[3] - box[1]
    # the detector leaves air around a line; a little less of it above and below reads better than more
    left, right = max(int(box[0] - _ASIDE * height), 0), math.ceil(box[2] + _ASIDE * height)
    top, bottom = max(int(box[1] + _LESS * height), 0), math.ceil(box[3] - _LESS * height)
    crop = picture[top : max(bottom, 0), left : max(right, 0)]
    if crop.size == 0 or min(crop.shape[:2]) < 3:
        return ""
    scale = min(max(64 / crop.shape[0], 0.2), 4.0)  # the recogniser looks at lines 48 pixels high
    crop = cv2.resize(crop, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC if scale > 1 else cv2.INTER_AREA)
    found = recogniser.text_alone(crop)
    return found.text if found else ""


def read_again(page: Upright, box: Box) -> tuple[tuple[str, float], ...]:
    """Return what stands in `box` (pixels of the page), read as it is and as its negative: two eyes of one net.

    Each text comes with the recogniser's confidence, 0..1; () of a line that is too long for a sum.
    """
    height = max(box[3] - box[1], 1.0)
    if box[2] - box[0] > _LONGEST * height:
        return ()
    aside, less = _ASIDE * height, _LESS * height
    scale = min(max(recogniser.LINE / height, 0.3), 6.0)
    line = part_of(page, (box[0] - aside, box[1] + less, box[2] + aside, box[3] - less), scale)
    looks = (recogniser.text_alone(one) for one in (line, 255 - line))
    return tuple((one.text, one.confidence) if one else ("", 0.0) for one in looks)


def _words(found: Lines, texts: tuple[Text, ...], matrix: Any) -> tuple[Word, ...]:
    """Return the texts with their places where `matrix` (numpy (2, 3)) puts the lines."""
    lines = zip(texts, found.quads, strict=True)
    return tuple(Word(one.text, box_of(quad, matrix), one.confidence) for one, quad in lines)


def _is_scroll(picture: Any) -> bool:
    """Whether this is a screenshot of a whole conversation or page: upright, and too long to be seen at one glance."""
    return int(picture.shape[0]) > SCROLL * int(picture.shape[1])


def _scrolled(picture: Any) -> tuple[Word, ...]:
    """Return the words of a long picture, seen screen by screen; a line cut by an edge is whole on the next screen."""
    import numpy as np

    height, width = picture.shape[:2]
    words: list[Word] = []
    for top in range(0, height - width // 4, 2 * width - width // 4):
        bottom = min(top + 2 * width, height)
        # the middle of the strip that two screens share parts their lines
        first, last = top + (top > 0) * width // 8, bottom - (bottom < height) * width // 8
        lowered = np.array([[1.0, 0, 0], [0, 1.0, top]])
        screen = _words(*recogniser.printed(recogniser.lines(picture[top:bottom])), lowered)
        words.extend(word for word in screen if first <= (word.box[1] + word.box[3]) / 2 < last)
    return tuple(words)
