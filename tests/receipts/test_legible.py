"""Numbers that nobody can read are nobody's values."""

from __future__ import annotations

from bot.model import Page, Source, Word
from bot.receipts.legible import legible

PRINT = tuple(Word(f"Importe {number}", (20, 20.0 * number, 120, 20.0 * number + 12)) for number in range(1, 5))
TINY = Word("Referencia 951903", (20, 300, 60, 303.5))
NOTE = Word("Fundada en el norte", (20, 310, 60, 313.5))


def hidden(*words: Word, source: Source = "text_layer") -> list[Word]:
    """Return the words that are taken for hidden ones."""
    page = legible(Page(1, 600, 800, source, words))
    return [word for word, shown in zip(words, page.words, strict=True) if not shown.visible]


def test_a_number_far_smaller_than_the_print_is_hidden() -> None:
    """F12."""
    assert hidden(*PRINT, TINY, NOTE) == [TINY]


def test_a_page_that_is_small_throughout_hides_nothing() -> None:
    assert hidden(TINY, NOTE) == []


def test_a_picture_is_measured_in_pixels() -> None:
    assert hidden(*PRINT, TINY, source="ocr") == []
