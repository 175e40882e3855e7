"""Words -> lines of a plain text: paragraphs of 72 columns, aligned tables, days as people say them."""

from __future__ import annotations

import re
import textwrap
from typing import TYPE_CHECKING

from bot.letters.window import day_in_words

if TYPE_CHECKING:
    from datetime import date

COLUMNS = 72
_LISTED = re.compile(r"(?:\d+\.|·) ")


def paragraphs(text: str) -> list[list[str]]:
    """Return the paragraphs of a text, each as its lines; only listed lines ("1. ", "· ") keep their own."""
    kind = type(text)  # Markup stays Markup
    found = []
    for paragraph in re.split(r"\n\s*\n", text.strip()):
        lines = [line.strip() for line in paragraph.strip().split("\n")]
        listed = all(_LISTED.match(line) for line in lines)
        found.append([kind(line) for line in (lines if listed else [" ".join(lines)])])
    return [lines for lines in found if any(lines)]


def wrapped(text: str) -> str:
    """Return a text in lines of at most 72 columns, paragraph by paragraph."""
    return "\n\n".join("\n".join(_folded(line) for line in lines) for lines in paragraphs(text))


def _folded(line: str) -> str:
    mark = _LISTED.match(line)
    hanging = " " * (mark.end() if mark else 0)
    return textwrap.fill(line, COLUMNS, subsequent_indent=hanging, break_long_words=False, break_on_hyphens=False)


def columns(rows: list[tuple[str, str]], right: bool = False) -> str:  # noqa: FBT001, FBT002
    """Return rows as two aligned columns, four spaces from the margin; amounts stand to the right."""
    labels = max(len(label) for label, _ in rows)
    values = max(len(value) for _, value in rows)
    gap = " " * (5 if right else 3)
    return "\n".join(f"    {a:<{labels}}{gap}{b:>{values if right else 0}}" for a, b in rows)


def lowered(text: str) -> str:
    """Return a sentence ready to follow a colon."""
    return text[:1].lower() + text[1:]


def short_day(day: date) -> str:
    """Return a day as tables show it: "26 de sep"."""
    number, _, month = day_in_words(day).partition(" de ")
    return f"{number} de {month[:3]}"


def beside(left: str, right: str) -> str:
    """Return two texts at the two ends of a line, or on two lines."""
    gap = COLUMNS - len(left) - len(right)
    return f"{left}{' ' * gap}{right}" if gap > 1 else f"{left}\n{right}"


def full_day(day: date) -> str:
    """Return a day with its year: "31 de diciembre de 2027"."""
    return f"{day_in_words(day)} de {day.year}"
