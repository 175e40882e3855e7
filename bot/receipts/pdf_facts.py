"""PDF -> what it says of itself: who made it, when, how often it was changed, and what it would do when opened."""

from __future__ import annotations

import re
import zlib
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.errors import UnreadableFile

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST = 120  # characters of a fact
LARGEST_STREAM = 2_000_000  # bytes of one unpacked object stream
MOST_STREAMS = 50
SOON = timedelta(minutes=2)  # writers stamp the two dates one after the other
# What a PDF would do to a program that obeys it (B88); here nothing is obeyed.
_ACTIONS = (
    ("javascript", rb"/(?:JavaScript|JS)\b"),
    ("open_action", rb"/(?:OpenAction|AA)\b"),
    ("embedded_files", rb"/EmbeddedFiles?\b"),
    ("launch", rb"/Launch\b"),
)
_OBJECT_STREAM = re.compile(rb"/ObjStm\b[^>]{0,300}>>\s*stream\r?\n")
_DATE = re.compile(r"D:(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?(?:(Z)|([+-])(\d\d)'?(\d\d)?)?")


def facts(content: bytes, *, survives_pdfium: bool = True) -> tuple[tuple[str, str], ...]:
    """Return the facts that there are, name and text: producer, creator, created, modified, updates, edited, ...

    They prove nothing: an honest file may have been printed, joined or signed. `updates` counts the changes appended
    after the first saving; `edited` says that it was changed after it was made. Without `survives_pdfium` the file is
    not opened, only looked through.
    """
    told = _told(content) if survives_pdfium else {}
    created, modified = instant(told.get("CreationDate", "")), instant(told.get("ModDate", ""))
    updates = content.count(b"%%EOF") - 1 - (b"/Linearized" in content[:2048])
    found = [
        ("producer", told.get("Producer", "")),
        ("creator", told.get("Creator", "")),
        ("created", created.isoformat() if created else ""),
        ("modified", modified.isoformat() if modified else ""),
        ("updates", str(updates) if updates > 0 else ""),
        ("edited", "yes" if updates > 0 or _is_later(created, modified) else ""),
        *((name, "yes") for name in _actions(content)),
    ]
    return tuple((name, text) for name, text in found if text)


def instant(printed: str) -> datetime | None:
    """Return the instant of a PDF date (ISO 32000-1, 7.9.4), naive when it has no zone; None when it is none.

    >>> instant("D:20260914123100-06'00'").isoformat(), instant("D:2026"), instant("ayer")
    ('2026-09-14T12:31:00-06:00', datetime.datetime(2026, 1, 1, 0, 0), None)
    """
    found = _DATE.match(printed)
    if found is None:
        return None
    year, month, day, hour, minute, second, utc, sign, hours, minutes = found.groups()
    zone = "+00:00" if utc else f"{sign}{hours}:{minutes or '00'}" if sign else ""
    clock = f"{hour or '00'}:{minute or '00'}:{second or '00'}"
    try:
        return datetime.fromisoformat(f"{year}-{month or '01'}-{day or '01'}T{clock}{zone}")
    except ValueError:
        return None


def _told(content: bytes) -> dict[str, str]:
    from bot.receipts import pdf

    try:
        with pdf.opened(content) as document:
            told = document.get_metadata_dict(skip_empty=True)
    except UnreadableFile:
        return {}
    return {name: "".join(letter for letter in text if letter.isprintable())[:LONGEST] for name, text in told.items()}


def _is_later(created: datetime | None, modified: datetime | None) -> bool:
    if created is None or modified is None or (created.tzinfo is None) != (modified.tzinfo is None):
        return False
    return modified - created > SOON


def _actions(content: bytes) -> Iterator[str]:
    looked_through = b"\n".join((_unescaped(content), *map(_unescaped, _object_streams(content))))
    for name, shape in _ACTIONS:
        if re.search(shape, looked_through):
            yield name


def _object_streams(content: bytes) -> Iterator[bytes]:
    """Give the objects that are packed away, as far as they are packed in the usual way."""
    for number, found in enumerate(_OBJECT_STREAM.finditer(content)):
        if number >= MOST_STREAMS:
            return
        try:
            yield zlib.decompressobj().decompress(content[found.end() :], LARGEST_STREAM)
        except zlib.error:
            continue


def _unescaped(content: bytes) -> bytes:
    """Return the bytes with letters of names that were written as #4A put back."""
    return re.sub(rb"#([46][1-9A-Fa-f]|[57][0-9Aa])", lambda found: bytes([int(found[1], 16)]), content)
