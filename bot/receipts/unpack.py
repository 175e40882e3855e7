"""Bytes -> leaves by their magic: what a file is, and what lies in a ZIP, a Word page or a winmail.dat."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Literal

from bot.errors import UnreadableFile

Kind = Literal["pdf", "image", "html", "text", "xml", "docx", "eml", "zip", "tnef", "not_allowed", "unknown", "empty"]

LARGEST_FILE = 25_000_000  # bytes
MOST_ENTRIES = 10
LARGEST_RATIO = 100
LARGEST_TOTAL = 50_000_000  # bytes out of one archive
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF8", b"II*\x00", b"MM\x00*", b"BM")
_MAGIC: tuple[tuple[bytes, Kind], ...] = (
    (b"\x78\x9f\x3e\x22", "tnef"),
    (b"MZ", "not_allowed"),
    (b"\x7fELF", "not_allowed"),
    (b"\xd0\xcf\x11\xe0", "not_allowed"),  # .doc, .xls, .msg
    (b"Rar!", "not_allowed"),
    (b"7z\xbc\xaf", "not_allowed"),
    (b"\x1f\x8b", "not_allowed"),
    (b"%!PS", "not_allowed"),
)
_HEIF = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif")
_HEADER = re.compile(
    rb"(?:received|from|to|subject|date|message-id|return-path|mime-version|delivered-to):"
    # what may stand first in a page or a list too counts when another header follows
    rb"|(?:cc|sender|reply-to|content-type|thread-topic|user-agent|dkim-signature|arc-seal|authentication-results"
    rb"|x-[a-z-]+):[^\n]*\n(?:[ \t][^\n]*\n)*[a-z][a-z-]+:",
    re.IGNORECASE,
)
_TAGS = re.compile(rb"<(?:!doctype html|html|head|body|table|div|meta|p|span|center|font|style)\b", re.IGNORECASE)
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    OSError,
    EOFError,
    ValueError,
    struct.error,
    NotImplementedError,
    KeyError,
)
"""What zipfile raises for a ZIP that is damaged, cut, locked or packed in a way it does not know."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """One file that nothing more can be taken out of, or that says by its flags why not."""

    name: str
    kind: Kind
    content: bytes
    flags: tuple[str, ...] = ()


def leaves(name: str, content: bytes, *, inside: bool = False) -> tuple[Leaf, ...]:
    """Return the file itself, or what a ZIP or winmail.dat holds; `inside` an archive no further archive is opened."""
    kind = kind_of(content, name)
    flag = _refusal(kind, name, len(content), inside=inside)
    if flag:
        return (Leaf(name, kind if flag == "too_large" else "unknown", content, (flag,)),)
    if kind not in ("zip", "tnef"):
        return (Leaf(name, kind, content),)
    try:
        entries = zip_entries(content) if kind == "zip" else _tnef_entries(content)
    except UnreadableFile as problem:
        return (Leaf(name, "unknown", content, (problem.flag,)),)
    return tuple(leaf for entry, data in entries for leaf in leaves(entry, data, inside=True))


def _refusal(kind: Kind, name: str, size: int, *, inside: bool) -> str | None:
    """Return the flag of a file that is not opened."""
    if kind == "empty":
        return "corrupt"
    if kind in ("not_allowed", "unknown") or (inside and kind in ("zip", "tnef")):
        return "corrupt" if _claims_more(name) else "not_allowed"
    return "too_large" if size > LARGEST_FILE and kind not in ("zip", "eml") else None


def kind_of(content: bytes, name: str = "") -> Kind:
    r"""Return what the bytes are; `name` decides only between kinds of plain text.

    >>> kind_of(b"%PDF-1.4"), kind_of(b"PK\x03\x04broken", "factura.pdf"), kind_of(b"<html>", "a.pdf")
    ('pdf', 'zip', 'html')
    """
    if not content.strip(b"\0\r\n\t "):
        return "empty"
    if content[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
        return "docx" if b"word/document.xml" in content else "zip"
    if _is_picture(content):
        return "image"
    for magic, kind in _MAGIC:
        if content.startswith(magic):
            return kind
    # junk before a PDF's header is common and allowed
    return "pdf" if b"%PDF-" in content[:1024] else _kind_of_text(content, name.lower())


def _is_picture(content: bytes) -> bool:
    boxed = content[:4] == b"RIFF" and content[8:12] == b"WEBP"
    return boxed or content.startswith(_PICTURES) or (content[4:8] == b"ftyp" and content[8:12] in _HEIF)


def _kind_of_text(content: bytes, name: str) -> Kind:
    head = content[:4096].lstrip(b"\xef\xbb\xbf\r\n\t ")
    if name.endswith((".js", ".vbs", ".bat", ".cmd", ".ps1", ".svg", ".hta", ".lnk")) or b"<svg" in head[:600]:
        return "not_allowed"
    if head.startswith(b"<?xml") and not _TAGS.search(head):
        return "xml"
    if _TAGS.search(head):
        return "eml" if _HEADER.match(head) else "html"
    if _HEADER.match(head) or (name.endswith(".eml") and re.match(rb"[!-9;-~]+:", head)):
        return "eml"
    if head.startswith(b"<") and re.match(rb"<[A-Za-z][\w:]*[\s>]", head):
        return "xml"
    return "unknown" if _is_binary(content[:4096]) else "text"


def _is_binary(head: bytes) -> bool:
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return False
    return b"\0" in head or sum(byte < 9 or 13 < byte < 32 for byte in head) * 20 > len(head)


def _claims_more(name: str) -> bool:
    """Whether the name promises a file we would have read: then it is damaged rather than forbidden."""
    readable = (".pdf", ".jpg", ".jpeg", ".png", ".webp", ".heic", ".heif", ".gif", ".tif", ".tiff", ".bmp", ".docx")
    return name.lower().endswith(readable)


def zip_entries(content: bytes) -> tuple[tuple[str, bytes], ...]:
    """Return name and bytes of each file of a ZIP; UnreadableFile when damaged, locked or beyond the limits (B86)."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            files = [entry for entry in archive.infolist() if not entry.is_dir() and not _is_litter(entry.filename)]
            if not files:
                raise UnreadableFile("corrupt", "an empty archive")
            if len(files) > MOST_ENTRIES:
                raise UnreadableFile("too_large", f"{len(files)} files")
            return _measured(archive, files)
    except BROKEN as error:
        raise UnreadableFile("corrupt", type(error).__name__) from error
    except RuntimeError as error:  # how zipfile says that a password is needed
        raise UnreadableFile("needs_password") from error


def zip_member(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, most: int) -> bytes:
    """Return the bytes of one entry, counted while they stream; UnreadableFile beyond `most` bytes or the ratio."""
    most = min(most, max(entry.compress_size, 1_000) * LARGEST_RATIO)
    with archive.open(entry) as stream:
        data = stream.read(most + 1)
    if len(data) > most:
        raise UnreadableFile("too_large", "archive")
    return data


def _measured(archive: zipfile.ZipFile, files: list[zipfile.ZipInfo]) -> tuple[tuple[str, bytes], ...]:
    left = LARGEST_TOTAL
    entries: list[tuple[str, bytes]] = []
    for entry in files:
        data = zip_member(archive, entry, left)
        left -= len(data)
        entries.append((PurePosixPath(entry.filename.replace("\\", "/")).name[:120], data))
    return tuple(entries)


def _is_litter(name: str) -> bool:
    """Whether a ZIP program wrote this beside the files: macOS' resource forks, Windows' thumbnails."""
    return name.startswith("__MACOSX/") or PurePosixPath(name).name in (".DS_Store", "Thumbs.db", "desktop.ini")


def _tnef_entries(content: bytes) -> tuple[tuple[str, bytes], ...]:
    from tnefparse import TNEF

    try:
        parsed = TNEF(content, do_checksum=False)
        entries = [
            (str(part.long_filename() or part.name or "adjunto"), bytes(part.data)) for part in parsed.attachments
        ]
    except (*BROKEN, AttributeError, TypeError, IndexError, AssertionError, RecursionError) as error:
        raise UnreadableFile("corrupt", "winmail.dat") from error
    if not entries:
        raise UnreadableFile("corrupt", "winmail.dat without files")
    return tuple((name[:120], data) for name, data in entries[:MOST_ENTRIES])
