"""Page -> its visible words as lines of text, from the top."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.model import Document, Page, Word

MOST_WORDS = 2000  # of one page; a hostile one would cost time


def lines_of(document: Document) -> tuple[str, ...]:
    """Return the lines of all pages of a document."""
    return tuple(line for page in document.pages for line in _lines(page))


def _lines(page: Page) -> list[str]:
    """Return the lines of one page; words stand on one line when their middles are less than half a height apart."""
    rows: list[list[Word]] = []
    words = [word for word in page.words[:MOST_WORDS] if word.visible and word.text.strip()]
    for word in sorted(words, key=_middle):
        if rows and _middle(word) - _middle(rows[-1][-1]) < 0.5 * min(_height(word), _height(rows[-1][-1])):
            rows[-1].append(word)
        else:
            rows.append([word])
    return [" ".join(word.text for word in sorted(row, key=lambda word: word.box[0])) for row in rows]


def _middle(word: Word) -> float:
    return (word.box[1] + word.box[3]) / 2


def _height(word: Word) -> float:
    return word.box[3] - word.box[1]
