"""Words of a picture -> the same words, a comma that was taken for a digit told by its height: "$147209.00".

Typewriters' and machine-read fonts print a comma half as high as a digit; the recogniser makes a 7, 1 or 0 of it, and
may be as sure of that as of anything, each time that it reads the line.
"""

from __future__ import annotations

import re
from dataclasses import replace
from statistics import median
from typing import TYPE_CHECKING

from bot.receipts.agreed import DOUBT
from bot.receipts.inked import glyphs

if TYPE_CHECKING:
    from bot.model import Word
    from bot.receipts.inked import Glyph
    from bot.receipts.upright import Upright

_UNGROUPED = re.compile(r"(?<![\d.,])\d{1,3}(?P<at>\d)\d{3}[.,]\d{2}(?!\d)")  # the digit where a comma may stand
_LEAST = 0.05  # of the line's height: points and commas count too
_LOW = 0.68  # of a digit's height; an old-style 1 or 0 measures 0.7
_SUNK = 0.25  # of a digit's height: so far below the digits' top a comma begins


def grouped(page: Upright, words: tuple[Word, ...]) -> tuple[Word, ...]:
    """Return the words; of a sum without commas the digit that is as low as one is its comma, and the sum is in DOUBT.

    Where the net left the comma out and two glyphs touch, its place in the text is another's: no sum is made sure here.
    """
    return tuple(_grouped(page, word) for word in words)


def _grouped(page: Upright, word: Word) -> Word:
    found = _UNGROUPED.search(word.text)
    if found is None:
        return word
    at = found.start("at")
    if not is_comma(glyphs(page, word.box, _LEAST), word.text, at):
        return word
    return replace(word, text=f"{word.text[:at]},{word.text[at + 1 :]}", confidence=min(word.confidence, DOUBT))


def is_comma(line: tuple[Glyph, ...], text: str, at: int) -> bool:
    """Return whether the glyph at this place of the text is too low for a digit; False when they do not tell."""
    if len(line) != _printed(text):
        return False
    place = _printed(text[:at])
    digits = line[place + 1 : place + 4]
    high = median(bottom - top for _, top, _, bottom in digits)
    top = median(top for _, top, _, _ in digits)
    glyph = line[place]
    return glyph[3] - glyph[1] < _LOW * high and glyph[1] - top > _SUNK * high


def _printed(text: str) -> int:
    """Return how many glyphs of a text stand on their own."""
    return sum(not letter.isspace() for letter in text)
