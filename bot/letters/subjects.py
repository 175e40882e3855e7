"""Subject of a mail -> subject of its answer: one "Re: ", whatever stood before."""

from __future__ import annotations

import re
import unicodedata

from bot.letters.envelope import SUBJECT_LIMIT, cleaned

# B68: what mail programs of the world put before the subject of an answer
_PREFIXES = re.compile(
    r"(?:\[ext(?:ern(?:al|o))?\]|(?:re|rv|fwd?|enc|res|r|aw|wg|respuesta|reenviado)(?:\[\d+\])?\s*:|\s)+", re.IGNORECASE
)


def bare_subject(subject: str) -> str:
    """Return a subject without the prefixes of answers and forwards (B68).

    >>> bare_subject("RV: Re[2]: [EXT] Pago 935447")
    'Pago 935447'
    """
    text = unicodedata.normalize("NFKC", cleaned(subject, SUBJECT_LIMIT))
    found = _PREFIXES.match(text)
    return text[found.end() :].strip() if found else text.strip()


def answer(theirs: str, own: str) -> str:
    """Return "Re: " and their subject, or the letter's own where theirs says nothing; at most 150 characters (B67)."""
    bare = bare_subject(theirs)
    return cleaned(f"Re: {bare}" if bare else own, SUBJECT_LIMIT)
