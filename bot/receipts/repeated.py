"""Words of a picture -> the same words, in doubt those sums that say other digits when they are read again.

Of 2,900 receipts drawn in 86 fonts, worn and photographed small, about 600 sums were read with a confidence under
CLEAR. Of those wrong and believed, all but commas read otherwise as they stand or as their negative, or poorly; of the
others one in twenty did.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.receipts import ocr
from bot.receipts.agreed import CLEAR, DOUBT

if TYPE_CHECKING:
    from bot.model import Word
    from bot.receipts.upright import Upright

POOR = 0.88  # the confidence of a line that is read alone, under which it errs often enough: of 20 two were wrong
MOST = 12  # of a page that are read again, the least sure first: a page with more is no receipt
_SUM = re.compile(r"\$\s?\d|\d[.,]\s?\d\d(?!\d)|\d,\d{3}")
_NUMBER = re.compile(r"(?<!\d)\d{6,10}(?!\d)")
_SIGN = re.compile(r"(?<![\w.,$])(?<!\$ )[85396S](?=\s?\d)")  # what a dollar sign is taken for (first_glyph.py tells)
_ZERO = re.compile(r"(?<=\d)[Oo]|[Oo](?=[.,]?\d)")


def repeated(page: Upright, words: tuple[Word, ...]) -> tuple[Word, ...]:
    """Return the words; of each unclear sum the line is read twice more: other digits or poor print put it in DOUBT.

    Where the net wavers between two digits, as between 8 and a dotted 0, an unclear number with either is in DOUBT too.
    """
    unclear = sorted((one for one in words if _is_unclear(one)), key=lambda one: one.confidence)[:MOST]
    again = {one: ocr.read_again(page, one.box) for one in unclear}
    doubted = {one for one, texts in again.items() if _wavers(one, texts)}
    mistaken = frozenset("".join(_mistaken(one.text, text) for one, texts in again.items() for text, _ in texts))
    doubted |= {one for one in words if mistaken and _is_unclear(one, _NUMBER) and not mistaken.isdisjoint(one.text)}
    return tuple(replace(one, confidence=DOUBT) if one in doubted else one for one in words)


def _wavers(word: Word, again: tuple[tuple[str, float], ...]) -> bool:
    return any(differ(word.text, text) or (_digits(text) and sure < POOR) for text, sure in again)


def _mistaken(text: str, again: str) -> str:
    """Return the digits of two readings that stand in one place and are not the same; "" when places do not tell."""
    pairs = zip(_digits(text), _digits(again), strict=False)
    differing = [one + other for one, other in pairs if one != other]
    return differing[0] if len(differing) == 1 and len(_digits(text)) == len(_digits(again)) else ""


def _is_unclear(word: Word, shape: re.Pattern[str] = _SUM) -> bool:
    return DOUBT < word.confidence < CLEAR and shape.search(word.text) is not None


def differ(text: str, again: str) -> bool:
    """Return whether two readings of a line say other digits; a dollar sign taken for one by either is none.

    >>> differ("$ 9,165.00", "$ 9,166.00"), differ("52,871.00", "$2,871.00"), differ("2,871.00", "2.871,0O")
    (True, False, False)
    """
    said, seen = _digits(text), _digits(again)
    return bool(seen) and said not in (seen, _digits(_SIGN.sub("$", again))) and seen != _digits(_SIGN.sub("$", text))


def _digits(text: str) -> str:
    return "".join(letter for letter in _ZERO.sub("0", text) if letter.isdecimal())
