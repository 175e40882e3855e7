"""The order of reading."""

from __future__ import annotations

from bot.model import Word
from bot.receipts.order import in_reading_order


def test_rows_go_down_and_words_go_right() -> None:
    words = [
        Word("d", (200, 32, 250, 42)),
        Word("b", (200, 9, 250, 22)),
        Word("c", (0, 30, 50, 40)),
        Word("a", (0, 10, 50, 20)),
    ]

    assert "".join(word.text for word in in_reading_order(words)) == "abcd"


def test_a_tall_title_does_not_swallow_the_line_below() -> None:
    words = [Word("linea", (0, 45, 50, 55)), Word("TITULO", (60, 0, 200, 40))]

    assert [word.text for word in in_reading_order(words)] == ["TITULO", "linea"]
