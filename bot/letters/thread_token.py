"""Case -> the signed word that every letter about it carries, and back, wherever a mail brings it (B54, B62)."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

LENGTH = 12  # letters of base32: 60 bits that nobody can make without the secret
MOST = 50  # words of one mail that are tried
_WORD = re.compile(rf"(?<![A-Za-z0-9])C-(\d{{1,18}})-([a-z2-7]{{{LENGTH}}})(?![a-z0-9])", re.IGNORECASE)


def token(secret: bytes, case: int) -> str:
    """Return the word of a case, the same in every letter.

    >>> token(b"secreto", 12)
    'C-12-xfw7worfbvbi'
    """
    signed = hmac.new(secret, f"caso {case}".encode(), hashlib.sha256).digest()
    return f"C-{case}-{base64.b32encode(signed).decode().lower()[:LENGTH]}"


def marked(message_id: str, word: str) -> str:
    """Return the Message-ID with the word before its "@": it comes back in In-Reply-To and References.

    >>> marked("<a1@perseo.mx>", "C-12-xfw7worfbvbi")
    '<a1.C-12-xfw7worfbvbi@perseo.mx>'
    """
    local, _, domain = message_id.partition("@")
    return f"{local}.{word}@{domain}"


def thread_id(message_id: str, word: str) -> str:
    """Return the id that stands for the whole case in References: it stays when a relay gives the letter another id."""
    return f"<{word}@{message_id.partition('@')[2]}"


def cases_in(secret: bytes, texts: Iterable[str]) -> tuple[int, ...]:
    """Return the cases whose words stand in the texts and are signed by us, the last first; forged ones are none."""
    found = [match for text in texts for match in _WORD.finditer(text)][-MOST:]
    real = [int(one[1]) for one in reversed(found) if hmac.compare_digest(token(secret, int(one[1])), _plain(one))]
    return tuple(dict.fromkeys(real))


def _plain(word: re.Match[str]) -> str:
    return f"C-{int(word[1])}-{word[2].lower()}"
