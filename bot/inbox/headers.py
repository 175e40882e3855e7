"""Raw header lines -> decoded names and values, addresses, Message-IDs and instants; nothing is trusted."""

from __future__ import annotations

import binascii
import codecs
import re
from base64 import b64decode
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from quopri import decodestring
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

LONGEST = 64_000  # characters of one header
BLOCK = 256_000  # characters of all headers
MOST_ADDRESSES = 200
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]+")
_ENCODED = re.compile(r"=\?([\w.:+-]{1,40})(?:\*[\w-]+)?\?([bq])\?([^?\s]*)\?=", re.IGNORECASE)
_BETWEEN = re.compile(r"(\?=)\s+(?==\?)")
_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_ADDRESS = re.compile(rf"{_ATOM}(?:\.{_ATOM})*@{_LABEL}(?:\.{_LABEL})+")
_NAMED = re.compile(r'\s*(?:"((?:[^"\\]|\\.)*)"|([^"<>(),:;@\[\]\\]*))\s*<([^<>\s]*)>\s*')
_LOOSE = re.compile(rf"{_ATOM}(?:\.{_ATOM})*@{_LABEL}(?:\.{_LABEL})+")
_MESSAGE_ID = re.compile(r"<[^<>\s]{1,500}>")


def clean(text: str) -> str:
    r"""Return the text on one line, without control and direction characters.

    >>> clean("pago\x00 \u202efdp.exe")
    'pago fdp.exe'
    """
    return " ".join(_CONTROL.sub(" ", text).split())


def decoded(value: str) -> str:
    """Return a raw header value (surrogates for bytes above ASCII) as text, encoded words read (RFC 2047)."""
    text = as_text(value.encode("utf-8", "surrogateescape")[:LONGEST])
    if "=?" in text:
        text = _ENCODED.sub(_mark, _BETWEEN.sub(r"\1", text))
        text = _MARKED.sub(_unmark, text)
    return clean(text)


def strict_address(values: Iterable[str]) -> tuple[str | None, str]:
    """Return address (lower case) and display name when exactly one header holds exactly one strict address (B77).

    >>> strict_address(["Ana López <Ana@Correo.mx>"]), strict_address(["a@b.mx <c@d.mx>"])
    (('ana@correo.mx', 'Ana López'), (None, ''))
    """
    headers = tuple(values)
    if len(headers) != 1:
        return None, ""
    raw = " ".join(as_text(headers[0].encode("utf-8", "surrogateescape"))[:2000].split())  # long runs of spaces cost
    named = _NAMED.fullmatch(raw)
    address = named[3] if named else raw.strip()
    name = decoded(named[1] or named[2] or "") if named else ""
    if len(address) > 254 or not _ADDRESS.fullmatch(address):
        return None, name
    return address.lower(), name


def addresses(values: Iterable[str]) -> tuple[str, ...]:
    """Return every address that can be seen in the headers, lower case, each once, at most two hundred."""
    found = (match.lower() for value in values for match in _LOOSE.findall(value[:LONGEST]))
    return tuple(dict.fromkeys(found))[:MOST_ADDRESSES]


def message_ids(values: Iterable[str]) -> tuple[str, ...]:
    """Return the Message-IDs in the headers with their angle brackets, in order, each once, at most a hundred."""
    found = (one for value in values for one in _MESSAGE_ID.findall(value[:LONGEST]) if one.isascii())
    return tuple(dict.fromkeys(found))[:100]


def instant(value: str) -> datetime | None:
    """Return an RFC 5322 date as aware UTC; None when it is not one.

    >>> instant("Wed, 02 Sep 2026 16:09:48 -0600")
    datetime.datetime(2026, 9, 2, 22, 9, 48, tzinfo=datetime.timezone.utc)
    """
    try:
        said = parsedate_to_datetime(value[:200])
        return (said if said.tzinfo else said.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError, AttributeError):
        return None


def as_text(raw: bytes) -> str:
    """Return bytes of an unknown charset as text: UTF-8, else cp1252."""
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


# An encoded word becomes \ue000charset,hex\ue001 first: neighbours of one charset may share a letter's bytes.
_MARKED = re.compile(r"(?:\ue000[^\ue000\ue001]*\ue001)+")
_MARK = re.compile(r"\ue000([^,]*),([0-9a-f]*)\ue001")


def _mark(word: re.Match[str]) -> str:
    charset, way, data = word[1].lower(), word[2].lower(), word[3].encode("ascii", "replace")
    try:
        raw = b64decode(data + b"=" * (-len(data) % 4)) if way == "b" else decodestring(data.replace(b"_", b" "))
    except (binascii.Error, ValueError):
        return word[0]
    return f"\ue000{charset},{raw.hex()}\ue001"


def _unmark(words: re.Match[str]) -> str:
    parts: list[tuple[str, bytes]] = []
    for charset, data in _MARK.findall(words[0]):
        joined = parts.pop()[1] if parts and parts[-1][0] == charset else b""
        parts.append((charset, joined + bytes.fromhex(data)))
    return "".join(in_charset(raw, charset) for charset, raw in parts)


def in_charset(raw: bytes, charset: str) -> str:
    """Return bytes as text of a declared charset; of UTF-8 or cp1252 when there is no such charset."""
    try:
        if codecs.lookup(charset)._is_text_encoding:  # noqa: SLF001 - the only way to tell base64 from a charset
            return raw.decode(charset, "replace")
    except (LookupError, ValueError, UnicodeError):
        pass
    return as_text(raw)
