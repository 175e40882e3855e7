"""Wordings that a person can read -> the expression for any of them, and the text that it is searched in.

Wordings stand behind one another with a comma and a space. "(la|el)" is a choice and "(la )?" may stand or not: a
bracket takes nothing out. The three ways differ in what the space between two words means.
"""

from __future__ import annotations

import re
from functools import lru_cache

from bot.receipts.fields import fold, lettered

_NEITHER = re.compile(r"[^a-z0-9]")


def any_of(*texts: str) -> str:
    """Return the expression for any of the wordings; a space is a space.

    >>> any_of("por pagar, no pagad(o|a)", "vencid")
    '(?:por pagar|no pagad(?:o|a)|vencid)'
    """
    return _expression(texts, " ")


def any_loose(*texts: str) -> str:
    r"""Return the expression for any of the wordings; a space may be missing, as the OCR glues words.

    >>> any_loose("no (se )?pud")
    '(?:no\\s?(?:se\\s?)?pud)'
    """
    return _expression(texts, r"\s?")


def any_glued(*texts: str) -> str:
    """Return the expression for any of the wordings in a text that is `glued`.

    >>> any_glued("depositar a (la)? cuenta")
    '(?:depositara(?:la)?cuenta)'
    """
    return _expression(texts, "")


@lru_cache(maxsize=2000)  # the same piece is held against many wordings
def glued(text: str) -> str:
    """Return the letters and digits of a text, folded, without the spaces that no page can be trusted with.

    >>> glued("Núm. de Operación: 12")
    'numdeoperacion12'
    """
    return lettered(_NEITHER.sub("", fold(text)))


def _expression(texts: tuple[str, ...], space: str) -> str:
    wordings = (space.join(wording.split()) for text in texts for wording in re.split(r",\s+", text))
    return "(?:" + re.sub(r"(?<!\\)\((?!\?)", "(?:", "|".join(filter(None, wordings))) + ")"
