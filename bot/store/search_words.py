"""Names and addresses -> the folded words by which they are found, and the range in which a word's beginning lies."""

from __future__ import annotations

import re
import unicodedata

_LONGEST = 40  # characters of a word that are kept
_MOST = 24  # words of one customer


def search_words(*texts: str) -> tuple[str, ...]:
    """Return the words, each once, without accents and capitals.

    >>> search_words("Óptica Peña, S.A.", "lupita@pena.example")
    ('optica', 'pena', 's', 'a', 'lupita', 'example')
    """
    plain = unicodedata.normalize("NFKD", " ".join(texts).casefold())
    bare = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return tuple(dict.fromkeys(word[:_LONGEST] for word in re.findall(r"[a-z0-9]+", bare)))[:_MOST]


def beginning_with(word: str) -> tuple[str, str]:
    """Return the first word with this beginning and one behind the last, as every collation orders a-z and 0-9.

    >>> beginning_with("esp"), beginning_with("935"), beginning_with("fiz")
    (('esp', 'esq'), ('935', '936'), ('fiz', 'fizzzzzzzzzz'))
    """
    last = word[-1]
    if last == "z":
        return word, word + "z" * 9
    return word, word[:-1] + ("a" if last == "9" else chr(ord(last) + 1))
