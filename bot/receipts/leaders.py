"""Text of one line -> the cells in it that a line of dots joins: "Importe ........ $1,305.00"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.model import Word

# few digits behind the dots are the end of a masked account, and what a number is stands before them: "Trx....935447"
_LEADER = re.compile(r"[._·…]{5,}+(?!\s?\d{2,5}(?![\d.,:/])|\s?\d[\d -]{1,10}\s*$)\s*")
_REST = re.compile(r"^\.(?=[^.\s])|^\.{2,}(?=\$|\d{1,3}(?:,\d{3})*\.\d\d(?!\d))")
_MARKS = ("....", "____", "····", "…")
_DOT = 0.5  # widths of a letter


def spans(text: str) -> tuple[tuple[int, int], ...]:
    """Return where in a text each of its cells begins and ends; the whole text where nothing joins two."""
    if not any(mark in text for mark in _MARKS):
        return ((0, len(text)),)
    starts, ends = [0], []
    for leader in _LEADER.finditer(text):
        ends.append(leader.start())
        starts.append(leader.end())
    cells = zip(starts, (*ends, len(text)), strict=True)
    return tuple((start, end) for start, end in cells if text[start:end].strip(" :"))


def cells(word: Word) -> tuple[Word, ...]:
    """Return the cells of a word whose letters have no boxes of their own, each with its share of the word's."""
    text = _REST.sub("", word.text)
    whole = word if text == word.text else replace(word, text=text)
    places = spans(text)
    if places == ((0, len(text)),):
        return (whole,)
    left, top, right, bottom = word.box
    unit = (right - left) / _width(text)
    at = [(left + unit * _width(text[:start]), left + unit * _width(text[:end])) for start, end in places]
    return tuple(
        replace(whole, text=text[start:end].rstrip(), box=(begin, top, stop, bottom))
        for (start, end), (begin, stop) in zip(places, at, strict=True)
    )


def _width(text: str) -> float:
    return sum(_DOT if letter in "._·… " else 1.0 for letter in text)
