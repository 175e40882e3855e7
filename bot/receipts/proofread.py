"""Words as the recogniser said them -> as their print bears them out: sums read again, commas and signs measured."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.receipts.commas import grouped
from bot.receipts.first_glyph import measured
from bot.receipts.repeated import repeated

if TYPE_CHECKING:
    from bot.model import Word
    from bot.receipts.upright import Upright


def proofread(page: Upright, words: tuple[Word, ...]) -> tuple[Word, ...]:
    """Return the words of the page, each sum with its comma and its sign where they show, in doubt if it wavers.

    Doubt comes first: a first digit that was measured makes a word sure.
    """
    return measured(page, grouped(page, repeated(page, words)))
