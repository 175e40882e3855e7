"""What files are, whatever they are called, and what archives may hold."""

from __future__ import annotations

import struct
import zlib
from typing import TYPE_CHECKING

import pytest
from paper_samples import zipped

from bot.receipts.unpack import kind_of, leaves

if TYPE_CHECKING:
    from paper_samples import Sample

PDF, JPEG = b"%PDF-1.4 ...", b"\xff\xd8\xff\xe0..."


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (PDF, "foto.jpg", "pdf"),
        (b"\r\n\x00junk" + PDF, "x", "pdf"),
        (b"<!DOCTYPE html><html>", "recibo.pdf", "html"),
        (zipped(("a.pdf", PDF)), "foto.jpg", "zip"),
        (b"\x00\x00\x00\x18ftypheic", "IMG.HEIC", "image"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "x", "image"),
        (b"RIFF\x00\x00\x00\x00WAVEfmt ", "x", "unknown"),
        (b"From: a@b.mx\nSubject: x\n\n<html>", "x", "eml"),
        (b"Received: from a\n\nhola", "sin nombre", "eml"),
        (b'Content-Type: multipart/mixed; boundary="a"\nFrom: a@b.mx\n\n--a\n\n<html>', "x", "eml"),
        (b"Cc: Ana\r\n<html><body>hola", "a.html", "html"),
        (b"X-Received: by 10.0.0.1\nFrom: a@b.mx\n\n<html>", "x", "eml"),
        (b'<?xml version="1.0"?><SPEI_Tercero/>', "x.xml", "xml"),
        (b"\xef\xbb\xbfReferencia: 935447", "x.txt", "text"),
        (b"\xff\xfeR\x00e\x00f\x00", "x.txt", "text"),
        (b"<svg onload=...>", "x.svg", "not_allowed"),
        (b"MZ\x90\x00", "recibo.pdf", "not_allowed"),
        (b"%!PS-Adobe", "x.eps", "not_allowed"),
        (b"\x00" * 50, "x.pdf", "empty"),
        (bytes(range(256)), "x.bin", "unknown"),
    ],
)
def test_the_bytes_say_what_a_file_is(content: bytes, name: str, kind: str) -> None:
    """B84."""
    assert kind_of(content, name) == kind


def test_a_zip_gives_its_files_without_litter_and_without_paths() -> None:
    """B86, B90."""
    archive = zipped(
        ("../../pagos/uno.pdf", PDF), ("__MACOSX/._uno.pdf", b"x"), ("c:\\dos.jpg", JPEG), ("Thumbs.db", b"x")
    )

    found = leaves("pagos.zip", archive)

    assert [(leaf.name, leaf.kind) for leaf in found] == [("uno.pdf", "pdf"), ("dos.jpg", "image")]


def test_a_zip_inside_a_zip_is_not_opened() -> None:
    """B86."""
    (leaf,) = leaves("a.zip", zipped(("b.zip", zipped(("c.pdf", PDF)))))

    assert (leaf.name, leaf.flags) == ("b.zip", ("not_allowed",))


@pytest.mark.parametrize(
    "archive",
    [
        pytest.param(zipped(("a.txt", b"0" * 20_000_000)), id="a thousand times its size"),
        pytest.param(zipped(*((f"{n}.pdf", PDF) for n in range(11))), id="eleven files"),
        pytest.param(zipped(("a.txt", zlib.compress(b"1") * 5_000_000)), id="60 MB"),
    ],
)
def test_a_zip_beyond_the_limits_is_not_unpacked(archive: bytes) -> None:
    """B86."""
    assert [leaf.flags for leaf in leaves("a.zip", archive)] == [("too_large",)]


def test_a_damaged_zip_is_corrupt_and_a_locked_one_needs_its_password() -> None:
    """B86."""
    archive = zipped(("a.pdf", PDF * 50))
    locked = bytearray(archive)
    for mark, flag in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):  # the encryption bit, in both of an entry's headers
        locked[archive.index(mark) + flag] |= 1

    assert [leaf.flags for leaf in leaves("a.zip", archive[:-30])] == [("corrupt",)]
    assert [leaf.flags for leaf in leaves("a.zip", bytes(locked))] == [("needs_password",)]


@pytest.mark.parametrize(
    ("name", "content", "flag"),
    [
        ("recibo.exe", b"MZ...", "not_allowed"),
        ("recibo.doc", b"\xd0\xcf\x11\xe0...", "not_allowed"),
        ("recibo.rar", b"Rar!\x1a\x07", "not_allowed"),
        ("recibo.pdf", bytes(range(256)), "corrupt"),
        ("recibo.pdf", b"", "corrupt"),
        ("recibo.pdf", PDF + b"0" * 25_000_000, "too_large"),
    ],
)
def test_what_is_not_opened_says_why(name: str, content: bytes, flag: str) -> None:
    """B81, B89."""
    (leaf,) = leaves(name, content)

    assert leaf.flags == (flag,)


def test_a_winmail_gives_its_files() -> None:
    """B85."""

    def attribute(kind: int, data: bytes) -> bytes:
        return b"\x02" + struct.pack("<II", kind, len(data)) + data + struct.pack("<H", sum(data) & 0xFFFF)

    files = attribute(0x00069002, bytes(14)) + attribute(0x00018010, b"recibo.pdf\0") + attribute(0x0006800F, PDF)

    (leaf,) = leaves("winmail.dat", b"\x78\x9f\x3e\x22\x01\x00" + files)

    assert (leaf.name, leaf.kind, leaf.content) == ("recibo.pdf", "pdf", PDF)


def test_a_winmail_with_nothing_in_it_is_kept_as_corrupt() -> None:
    """B85: a mail must not lose its only file without a word."""
    (leaf,) = leaves("winmail.dat", b"\x78\x9f\x3e\x22" + b"\x01" * 40)

    assert leaf.flags == ("corrupt",)


def test_the_sample_archives_hold_what_they_say(sample: Sample) -> None:
    assert [(leaf.name, leaf.kind) for leaf in leaves(*sample("041"))] == [("comprobante bbva.pdf", "pdf")]
    assert [leaf.kind for leaf in leaves(*sample("042"))] == ["docx"]
