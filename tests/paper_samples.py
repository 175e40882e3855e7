"""Fixtures of the reading room: the labelled samples, and PDFs and archives written by hand."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

import pytest

FILES = Path(__file__).parent / "receipts" / "files"

Sample = Callable[[str], tuple[str, bytes]]
MakePdf = Callable[..., bytes]


@pytest.fixture(scope="session")
def sample() -> Sample:
    """Give name and bytes of the labelled file whose name begins with a number."""

    def named(number: str) -> tuple[str, bytes]:
        path = next(FILES.glob(f"{number}*"))
        return path.name, path.read_bytes()

    return named


@pytest.fixture(scope="session")
def make_pdf() -> MakePdf:
    """Give a writer of one-page PDFs: a content stream, resources, and further objects from number 6 on."""
    return _pdf


def _pdf(
    content: bytes, *more: bytes, resources: str = "", page: str = "/MediaBox[0 0 612 792]", pages: int = 1
) -> bytes:
    further = range(6 + len(more), 5 + len(more) + pages)
    kids = " ".join(f"{number} 0 R" for number in (3, *further))
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"
    sheet = f"<</Type/Page/Parent 2 0 R{page}/Contents 4 0 R/Resources<</Font<</F 5 0 R>>{resources}>>>>".encode()
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {pages}>>".encode(),
        sheet,
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        font,
        *more,
        *(sheet for _ in further),
    ]
    out, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    count = len(objects) + 1
    trailer = b"trailer<</Root 1 0 R/Size %d>>\nstartxref\n%d\n%%%%EOF\n" % (count, len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n%s%s" % (count, table, trailer)


def deflated(make_pdf: MakePdf, content: bytes) -> bytes:
    """Return a PDF whose one page draws this content, compressed: a small file that says much."""
    packed = zlib.compress(content, 9)
    stream = b"<</Length %d/Filter/FlateDecode>>stream\n%s\n" % (len(packed), packed)
    return make_pdf(b"@").replace(b"<</Length 1>>stream\n@\n", stream)


def zipped(*files: tuple[str, bytes]) -> bytes:
    """Return a ZIP of these files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            archive.writestr(name, content)
    return out.getvalue()


def mailed(*files: tuple[str, bytes]) -> bytes:
    """Return a mail without words that carries these files."""
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "ana@x.mx", "pago"
    for name, content in files:
        mail.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return mail.as_bytes()
