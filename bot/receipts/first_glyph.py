"""Words of a picture -> the same words, a dollar sign that was taken for a digit told by its height.

A sign is drawn a quarter higher than the digits behind it, above and below; the recogniser makes an 8, 5, 3, 9, 6 or
S of it, and is as sure of that as of anything. Over 107 amounts of 63 pictures the signs that stood apart measured 1.22
to 1.35 of their digits' height, and the digits 0.94 to 1.06.
"""

from __future__ import annotations

import re
from dataclasses import replace
from statistics import median
from typing import TYPE_CHECKING

from bot.receipts.agreed import CLEAR, DOUBT
from bot.receipts.inked import glyphs

if TYPE_CHECKING:
    from bot.model import Word
    from bot.receipts.inked import Glyph
    from bot.receipts.upright import Upright

PROVEN = 1.0  # the confidence of a word whose first digit was measured and is one; no recogniser's word has it
SUSPECT = re.compile(
    r"(?<![\w.,])[85396S](?=\d{1,3}(?:[.,]\d{3})*[.,]\d{2}(?!\d)|\d{0,3}(?:[.,]\d{3})+[.,]\d{2}(?!\d))"
)
_SIGNED = re.compile(r"\$\d[\d,]*\.\d{2}$")
_SIGNS = 4  # of a page that are measured
_SIGN, _DIGIT = (1.15, 1.45), (0.9, 1.08)  # height of the glyph over the digits behind it
_BEYOND = 0.04  # of a digit's height: so far a sign reaches above and below the digits
_EVEN = 0.12  # of a digit's height: more apart are no digits of one line
_SURE = 0.9  # a word less sure than this is not proven by its first digit
_APART = 0.9  # of the line's height: so far left of its digits a sign begins that the detector left out
_BEHIND = 4  # glyphs to compare with


def measured(page: Upright, words: tuple[Word, ...]) -> tuple[Word, ...]:
    """Return the words; where an amount may begin with its sign, the sign, or the digit as PROVEN, if either shows."""
    if all(_suspect(word) is None for word in words):
        return words
    signed = [word for word in words if _SIGNED.match(word.text)][:_SIGNS]
    low = any(what_it_is(glyphs(page, word.box), word.text, 0) == "digit" for word in signed)
    return tuple(_measured(page, word, low=low) for word in words)


def _measured(page: Upright, word: Word, *, low: bool) -> Word:
    """Return the word with what its first glyph is; where signs are `low` as a typewriter's, height proves no digit."""
    at = _suspect(word)
    if at is None:
        return word
    match what_it_is(glyphs(page, word.box), word.text, at):
        case "sign":
            return replace(word, text=f"{word.text[:at]}${word.text[at + 1 :]}")
        case "digit" if word.confidence >= _SURE and not low:
            return replace(word, confidence=PROVEN)
        case None if at == 0 and _has_sign_before(page, word):
            return replace(word, text=f"${word.text}")
    return word


def _has_sign_before(page: Upright, word: Word) -> bool:
    """Whether a sign stands left of the word's box, apart from the digits: then the first of them is none."""
    left, top, right, bottom = word.box
    line = glyphs(page, (left - _APART * (bottom - top), top, right, bottom))
    return len(line) == 1 + _tall(word.text) and what_it_is(line, f"${word.text}", 0) == "sign"


def doubted(words: tuple[Word, ...]) -> tuple[Word, ...]:
    """Return the words, in doubt those whose first digit may be a dollar sign still, and whose print is unclear."""
    return tuple(
        replace(word, confidence=min(word.confidence, DOUBT))
        if word.confidence < CLEAR and _suspect(word) is not None
        else word
        for word in words
    )


def _suspect(word: Word) -> int | None:
    """Return where in its text the digit stands that may be a sign; None when there is none."""
    found = None if "$" in word.text or word.confidence == PROVEN else SUSPECT.search(word.text)
    return found.start() if found else None


def what_it_is(line: tuple[Glyph, ...], text: str, at: int) -> str | None:
    """Return sign or digit for the letter at this place of the text of these glyphs; None when they do not tell."""
    before, all_of = _tall(text[:at]), _tall(text)
    whole = len(line) == all_of
    if (before and not whole) or len(line) < before + 3:
        return None
    first, behind = line[before], line[before + 1 : before + 1 + _BEHIND]
    heights = [bottom - top for _, top, _, bottom in behind]
    usual = median(heights)
    if max(heights) - min(heights) > _EVEN * usual:
        return None
    ratio = (first[3] - first[1]) / usual
    above = median(top for _, top, _, _ in behind) - first[1]
    below = first[3] - median(bottom for *_, bottom in behind)
    if _SIGN[0] <= ratio <= _SIGN[1] and min(above, below) > _BEYOND * usual:
        return "sign"
    return "digit" if whole and _DIGIT[0] <= ratio <= _DIGIT[1] else None


def _tall(text: str) -> int:
    """Return how many glyphs of a text stand on their own and high: not its blanks, points and commas."""
    return sum(letter.isalnum() or letter == "$" for letter in text)
