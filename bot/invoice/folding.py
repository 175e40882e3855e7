"""Text -> the same in lower case without accents, letter for letter, so that a place in one is a place in the other."""

from __future__ import annotations

import unicodedata


def folded(text: str) -> str:
    """Return `text` in lower case without accents, as long as it was.

    >>> folded("Régimen FISCAL, Ñandú")
    'regimen fiscal, nandu'
    """
    return "".join((unicodedata.normalize("NFD", letter)[:1].lower() or letter)[:1] for letter in text)
