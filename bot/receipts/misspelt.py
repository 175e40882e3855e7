"""Folded text of a picture -> the long wording that it is when a letter in six was misread."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from bot.receipts.wordings import WORDINGS, listed

LEAST, MOST = 8, 34  # letters: a shorter wording with a wrong letter is another word
ONE_IN = 6  # letters that may be wrong
_WHOLE = re.compile(r"pago(?:de)?servicios?")  # a word away from a label, and none: "PAGO SERVICIO", "cargo servicio"
_SMALL = frozenset(("de", "del", "la", "el", "los", "al", "a", "en", "su", "tu", "y", "por", "o"))


@lru_cache(maxsize=2000)
def nearest(head: str) -> tuple[str, int] | None:
    """Return field and rank of the wording nearest to `head`; None when none or two of different fields are near.

    >>> nearest("concmpto de pago"), nearest("refurencia eumerica"), nearest("preferencias")
    (('concept', 0), ('reference', 0), None)
    """
    letters = _letters(head)
    if _WHOLE.fullmatch(letters):
        return None
    if not LEAST <= len(letters) <= MOST or sum(letter.isdigit() for letter in head) > len(head) // ONE_IN:
        return None
    near: dict[int, set[tuple[str, int]]] = {}
    for wording, field, rank, parts in _wordings():
        most = len(wording) // ONE_IN
        if abs(len(wording) - len(letters)) <= most and any(part in letters for part in parts):
            wrong = _difference(letters, wording)
            if wrong <= most and wording not in letters and letters not in wording:
                near.setdefault(wrong, set()).add((field, rank))
    best = near[min(near)] if near else set()
    return min(best, key=lambda found: found[1]) if len({field for field, _ in best}) == 1 else None


@cache
def _wordings() -> tuple[tuple[str, str, int, tuple[str, ...]], ...]:
    """Return letters, field, rank and parts of every long wording; one part stands in what is near enough."""
    every = [
        (_letters(wording), field, rank)
        for field, ranks in WORDINGS.items()
        for rank, wordings in enumerate(ranks)
        for wording in listed(wordings)
    ]
    return tuple((word, field, rank, _parts(word)) for word, field, rank in every if len(word) >= LEAST)


def _parts(word: str) -> tuple[str, ...]:
    """Return the word cut in one part more than letters may be wrong."""
    count = len(word) // ONE_IN + 1
    return tuple(word[len(word) * part // count : len(word) * (part + 1) // count] for part in range(count))


def _letters(text: str) -> str:
    """Return letters and digits without the small words, which the OCR loses or glues."""
    return "".join(word for word in re.findall(r"[a-z0-9]+", text) if word not in _SMALL)


def _difference(one: str, other: str) -> int:
    """Return how many letters must be put, left out or changed to make one the other."""
    row = list(range(len(other) + 1))
    for place, letter in enumerate(one, 1):
        before, row[0] = row[0], place
        for column, wanted in enumerate(other, 1):
            before, row[column] = row[column], min(row[column] + 1, row[column - 1] + 1, before + (letter != wanted))
    return row[-1]
