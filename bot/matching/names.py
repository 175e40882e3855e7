"""Two names of people or companies, as banks cut and write them -> how alike they are."""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher

EQUAL, ALIKE = 1.0, 0.85
_LEAST_SHOWN = 10  # letters of a name that a bank cut off: fewer fit too many

# Código Civil, Ley General de Sociedades Mercantiles: what follows the name and says only what kind of company it is.
_KIND_OF_COMPANY = re.compile(
    r"\b(?:S ?A ?S|S ?A ?P ?I|S ?A ?B|S ?A|S DE R ?L(?: M ?I)?|S ?P ?R(?: DE R ?L)?|S EN C(?: POR A)?|S ?C|A ?C|A ?R)"
    r"(?: DE C ?V)?$"
)
_SMALL_WORDS = frozenset({"DE", "DEL", "LA", "LAS", "LOS", "EL", "Y", "E"})


def fold(name: str) -> str:
    """Return a name as it is compared: capitals without accents, points or the kind of company.

    >>> fold("Comercializadora Hermanos Trejo, S.A. de C.V."), fold("José Peña y Cía. S de R.L.")
    ('COMERCIALIZADORA HERMANOS TREJO', 'JOSE PENA Y CIA')
    """
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.upper()) if not unicodedata.combining(c))
    words = re.sub(r"[^A-Z0-9&]+", " ", re.sub(r"(?<=\w)\.(?=\w)|['’]", "", plain)).strip()
    return _KIND_OF_COMPANY.sub("", words).strip() or words


def likeness(one: str | None, other: str | None) -> float:
    """Return how alike two names are, 0..1: EQUAL in any order of words, at least ALIKE when one is cut or misread.

    >>> likeness("TREJO LOPEZ ANA", "Ana Trejo López"), likeness("MERCERIA LA ESQ", "Mercería La Esquina")
    (1.0, 0.85)
    """
    first, second = fold(one or ""), fold(other or "")
    if not first or not second:
        return 0.0
    if _words(first) == _words(second):
        return EQUAL
    shorter, longer = sorted((first, second), key=len)
    if len(shorter) >= _LEAST_SHOWN and longer.startswith(shorter):
        return ALIKE
    return min(SequenceMatcher(None, " ".join(_words(first)), " ".join(_words(second))).ratio(), 0.99)


def _words(folded: str) -> list[str]:
    return sorted(word for word in folded.split() if word not in _SMALL_WORDS)
