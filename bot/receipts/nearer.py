"""Page whose deciding words are missing or unsure -> the words that a second, nearer reading of its print adds."""

from __future__ import annotations

import math
from statistics import median
from typing import TYPE_CHECKING

from bot.receipts import ocr
from bot.receipts.agreed import agreed
from bot.receipts.first_glyph import doubted
from bot.receipts.lacking import FEW
from bot.receipts.proofread import proofread

if TYPE_CHECKING:
    from bot.model import Box, Word
    from bot.receipts.upright import Upright

LINE = 36  # pixels high, as the detector frames a line of print that it reads well
LONGEST = 1600  # pixels of the second picture a side
MOST = 1_200_000  # pixels of it in all: the detector's memory and time grow with them
LARGEST = 3.0  # times: more adds no detail
BESIDE, ABOVE = 0.8, 0.35  # of the size of the words' own place: labels may be unseen left of all values, and above


def nearer(page: Upright, words: tuple[Word, ...]) -> tuple[Word, ...]:
    """Return the words with those of a second reading of the place they stand in, enlarged.

    A few words do not tell where the print ends: then the whole page is read before it.
    """
    if len(words) < FEW:
        words = _read_again(page, words, (0.0, 0.0, page.width, page.height))
    return _read_again(page, words, _place(page, words)) if len(words) >= FEW else words


def _read_again(page: Upright, words: tuple[Word, ...], place: Box) -> tuple[Word, ...]:
    line = median(word.box[3] - word.box[1] for word in words)
    wide, high = place[2] - place[0], place[3] - place[1]
    scale = min(LONGEST / max(wide, high), math.sqrt(MOST / (wide * high)), LINE / max(line, 1.0), LARGEST)
    return doubted(agreed(words, proofread(page, ocr.read_part(page, place, scale))))


def _place(page: Upright, words: tuple[Word, ...]) -> Box:
    """Return the box around the words with some air."""
    left, top = min(word.box[0] for word in words), min(word.box[1] for word in words)
    right, bottom = max(word.box[2] for word in words), max(word.box[3] for word in words)
    across, down = BESIDE * (right - left), ABOVE * (bottom - top)
    return (
        max(left - across, 0.0),
        max(top - down, 0.0),
        min(right + across, page.width),
        min(bottom + down, page.height),
    )
