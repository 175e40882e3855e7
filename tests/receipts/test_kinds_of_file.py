"""Every kind of file that people send, made here and read by a child: its words come out, or a flag says why not."""

from __future__ import annotations

import io
from email.message import EmailMessage
from typing import TYPE_CHECKING

import pillow_heif
import pytest
from paper_samples import mailed, zipped
from PIL import Image, ImageDraw

if TYPE_CHECKING:
    from paper_samples import MakePdf

    from bot.model import Document
    from bot.receipts.reader import Reader

LINE = "Referencia 935447"
CEP = b'<?xml version="1.0"?><SPEI_Tercero FechaOperacion="2026-09-14"><Beneficiario Concepto="935447"/></SPEI_Tercero>'
DOCUMENT = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body/></w:document>'


def drawn() -> Image.Image:
    """Return a picture that says the line."""
    image = Image.new("RGB", (700, 300), "white")
    ImageDraw.Draw(image).text((60, 120), LINE, fill="black", font_size=44)
    return image


def picture(how: str, **options: object) -> bytes:
    out = io.BytesIO()
    drawn().save(out, how, **options)
    return out.getvalue()


def heic() -> bytes:
    out = io.BytesIO()
    pillow_heif.from_pillow(drawn()).save(out, quality=90)
    return out.getvalue()


def word_page() -> bytes:
    return zipped(("word/document.xml", DOCUMENT.encode()), ("word/media/image1.png", picture("PNG")))


def saved_mail() -> bytes:
    """Return a mail that carries a mail that carries the picture."""
    inner = EmailMessage()
    inner.set_content("va el pago")
    inner.add_attachment(picture("PNG"), maintype="image", subtype="png", filename="pago.png")
    outer = EmailMessage()
    outer.add_attachment(inner)
    return b"From: ana@x.mx\n" + outer.as_bytes()


def said(documents: tuple[Document, ...]) -> str:
    return " ".join(word.text for one in documents for page in one.pages for word in page.words)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.jpg", picture("JPEG")),
        ("a.png", picture("PNG")),
        ("a.webp", picture("WEBP")),
        ("a.gif", picture("GIF")),
        ("a.bmp", picture("BMP")),
        ("a.tif", picture("TIFF")),
        ("a.heic", heic()),
        ("a.docx", word_page()),
        ("a.zip", zipped(("pagos/a.png", picture("PNG")))),
        ("a.eml", mailed(("a.png", picture("PNG")))),
        ("b.eml", saved_mail()),
        ("a.html", f"<p>Referencia</p><p>{LINE}</p>".encode()),
        ("cep.xml", CEP),
        ("sin nombre", picture("WEBP")),
        ("recibo.pdf", picture("PNG")),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_every_kind_of_file_is_read_by_its_content(reader: Reader, name: str, content: bytes) -> None:
    """B84, B85, B86, B89."""
    documents = reader.read_file(name, content)

    assert "935447" in said(documents)
    assert {flag for one in documents for flag in one.flags} == set()


def test_every_page_of_a_tiff_is_read(reader: Reader) -> None:
    """B84."""
    (document,) = reader.read_file("fax.tif", picture("TIFF", save_all=True, append_images=[drawn(), drawn()]))

    assert [page.number for page in document.pages] == [1, 2, 3]
    assert said((document,)).count("935447") == 3


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_that_is_shown_turned_is_read_as_one_would_hold_it(reader: Reader, make_pdf: MakePdf, turn: int) -> None:
    lines = (b"Importe 1,305.00", b"Referencia 935447", b"Cuenta destino 0101644637", b"Folio 254090759")
    drawing = b" ".join(b"BT /F 12 Tf 72 %d Td (%s) Tj ET" % (700 - 30 * n, line) for n, line in enumerate(lines))

    (document,) = reader.read_file("girado.pdf", make_pdf(drawing, page=f"/MediaBox[0 0 612 792]/Rotate {turn}"))

    assert [word.text.replace(" ", "") for word in document.pages[0].words] == [
        line.decode().replace(" ", "") for line in lines
    ]
