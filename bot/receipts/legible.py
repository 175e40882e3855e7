"""Page of a text layer -> the page with numbers printed too small for anybody to read as hidden."""

from __future__ import annotations

import re
from dataclasses import replace
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.model import Page, Word

LEAST_HEIGHT = 5.0  # points; of 152 text layers none prints a word of a receipt smaller, but one that hides it
LEAST_SHARE = 0.5  # of the page's usual height: what a page prints small throughout was only made smaller
_NUMBER = re.compile(r"\d{5}|\d[.,]\d\d(?!\d)")


def legible(page: Page) -> Page:
    """Return the page with its tiny numbers as not visible: no value, and a flag of the receipt."""
    shown = [_height(word) for word in page.words if word.visible]
    if page.source != "text_layer" or not shown:
        return page
    least = min(LEAST_HEIGHT, LEAST_SHARE * median(shown))
    words = tuple(replace(word, visible=False) if _is_tiny(word, least) else word for word in page.words)
    return page if words == page.words else replace(page, words=words)


def _is_tiny(word: Word, least: float) -> bool:
    return word.visible and _height(word) < least and _NUMBER.search(word.text) is not None


def _height(word: Word) -> float:
    return word.box[3] - word.box[1]
