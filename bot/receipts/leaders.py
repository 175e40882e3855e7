"""Words of a page -> the cells that a line of dots joins: "Importe ........ $1,305.00"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.model import Word

# few digits behind a few dots are the end of a masked account
_LEADER = re.compile(r"(?:[._·…]{5,}+(?!\s?\d{2,5}(?!\d))|[._·…]{19,}+|(?<=\w)\s\|\s(?=\w))\s*")
_REST = re.compile(r"^\.(?=[^.\s])|^\.{2,}(?=\$|\d{1,3}(?:,\d{3})*\.\d\d(?!\d))")
_DOT = 0.5  # widths of a letter


def cells(word: Word) -> tuple[Word, ...]:
    """Return the word without the dots that lead to it, or its parts before and behind them, each with its share."""
    whole = _REST.sub("", word.text)
    if _LEADER.search(whole) is None:
        return (word if whole == word.text else replace(word, text=whole),)
    left, top, right, bottom = word.box
    unit = (right - left) / _width(whole)
    parts: list[Word] = []
    place = 0
    for leader in (*_LEADER.finditer(whole), None):
        end = leader.start() if leader else len(whole)
        text = whole[place:end]
        if text.strip(" :"):
            at = left + unit * _width(whole[:place])
            parts.append(replace(word, text=text.rstrip(), box=(at, top, at + unit * _width(text), bottom)))
        place = leader.end() if leader else end
    return tuple(parts)


def _width(text: str) -> float:
    return sum(_DOT if letter in "._·… " else 1.0 for letter in text)
