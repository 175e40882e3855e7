"""Files made to bring a reader down: each is a flag within its time, and the files beside it are read."""

from __future__ import annotations

import io
import time
import zlib
from typing import TYPE_CHECKING

import pytest
from paper_samples import mailed
from PIL import Image

if TYPE_CHECKING:
    from paper_samples import MakePdf

    from bot.receipts.reader import Reader

LEVELS = 1000
TOO_DEEP = {"too_deep", "corrupt"}  # not followed, or where the library's own parser gives up
TEXT = b"BT /F 12 Tf 72 700 Td (Referencia 935447 de la constancia de pago) Tj ET"


def huge_picture() -> bytes:
    """Return a PNG of 900 megapixels in a few kB."""
    out = io.BytesIO()
    Image.new("1", (30_000, 30_000)).save(out, "PNG")
    return out.getvalue()


def huge_picture_in_a_pdf(make_pdf: MakePdf) -> bytes:
    packed = zlib.compress(b"\0" * (30_000 * 30_000 // 8), 9)
    picture = b"<</Type/XObject/Subtype/Image/Width 30000/Height 30000/BitsPerComponent 1/ColorSpace/DeviceGray"
    stream = picture + b"/Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (len(packed), packed)
    return make_pdf(b"q 612 0 0 792 0 0 cm /X Do Q", stream, resources="/XObject<</X 6 0 R>>")


def drawing_itself(make_pdf: MakePdf) -> bytes:
    """Return a PDF of 581 bytes or so whose only drawing draws itself."""
    form = b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 6 0 R>>>>/Length 5>>stream\n/X Do\nendstream"
    return make_pdf(b"/X Do", form, resources="/XObject<</X 6 0 R>>")


def locked(make_pdf: MakePdf) -> bytes:
    """Return a PDF whose key the empty password does not give."""
    lock = b"<</Filter/Standard/V 1/R 2/O<%s>/U<%s>/P -4>>" % (b"41" * 32, b"42" * 32)
    return make_pdf(TEXT, lock).replace(b"trailer<<", b"trailer<</Encrypt 6 0 R/ID[<00><00>]")


def deep_mail() -> bytes:
    return b"From: a@b.mx\nSubject: pago\n" + b"Content-Type: message/rfc822\n\n" * LEVELS + b"Subject: fin\n\nhola"


def deep_multipart() -> bytes:
    heads = b"".join(b'Content-Type: multipart/mixed; boundary="%d"\n\n--%d\n' % (n, n) for n in range(LEVELS))
    return b"From: a@b.mx\nSubject: pago\n" + heads + b"Content-Type: text/plain\n\nhola"


def wide_mail() -> bytes:
    part = b"--a\nContent-Type: text/plain\nContent-Disposition: attachment\n\nReferencia 935447\n"
    return b"From: a@b.mx\nSubject: pago\nContent-Type: multipart/mixed; boundary=a\n\n" + part * 10_000 + b"--a--\n"


@pytest.mark.parametrize(
    ("name", "either", "seconds"),
    [
        ("huge.png", {"too_large"}, 3),
        ("huge.pdf", {"blank"}, 15),
        ("pages.pdf", {"many_pages"}, 5),
        ("self.pdf", {"blank", "corrupt"}, 15),
        ("locked.pdf", {"needs_password"}, 3),
        ("deep.eml", TOO_DEEP, 5),
        ("levels.eml", TOO_DEEP, 5),
    ],
)
def test_a_hostile_file_is_a_flag_and_its_neighbours_are_read(
    reader: Reader, make_pdf: MakePdf, name: str, either: set[str], seconds: float
) -> None:
    """B17, B81, B92."""
    made = {
        "huge.png": huge_picture,
        "huge.pdf": lambda: huge_picture_in_a_pdf(make_pdf),
        "pages.pdf": lambda: make_pdf(TEXT, pages=LEVELS),
        "self.pdf": lambda: drawing_itself(make_pdf),
        "locked.pdf": lambda: locked(make_pdf),
        "deep.eml": deep_mail,
        "levels.eml": deep_multipart,
    }
    mail = mailed(("antes.txt", b"Importe 1,305.00"), (name, made[name]()), ("despues.txt", b"Referencia 935447"))
    begun = time.monotonic()

    documents = reader.read(mail).documents

    assert time.monotonic() - begun < seconds
    flags = {document.name: document.flags for document in documents}
    assert flags["antes.txt"] == flags["despues.txt"] == ()
    assert either & {flag for document in documents for flag in document.flags}


def test_a_mail_of_ten_thousand_parts_is_read_in_part_and_says_so(reader: Reader) -> None:
    """B81, B92."""
    begun = time.monotonic()

    reading = reader.read(wide_mail())

    assert time.monotonic() - begun < 5
    assert "too_many_parts" in reading.mail.defects
    assert [document.flags for document in reading.documents] == [()] * 60 + [("not_read",)]


def test_the_same_mail_saved_as_a_file_says_so_too(reader: Reader) -> None:
    """B81: `comprobot read` shows flags, not defects."""
    documents = reader.read_file("correo.eml", wide_mail())

    assert documents[-1].flags == ("not_read",)


def test_a_thousand_levels_are_not_followed(reader: Reader) -> None:
    """B92."""
    for made in (deep_mail, deep_multipart):
        begun = time.monotonic()

        reading = reader.read(made())

        assert time.monotonic() - begun < 5
        assert reading.mail.subject == "pago"
        assert {"too_deep", "unparsable"} & {defect.partition(":")[0] for defect in reading.mail.defects}
