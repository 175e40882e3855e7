"""One leaf of each kind as a Document."""

from __future__ import annotations

import hashlib
import io
from typing import TYPE_CHECKING

import numpy as np
import pytest
import zxingcpp
from PIL import Image, ImageDraw

from bot.receipts.document import document
from bot.receipts.unpack import Leaf, leaves

if TYPE_CHECKING:
    from collections.abc import Callable

    from paper_samples import MakePdf, Sample

    from bot.model import Document


def opened(sample: Sample, number: str, attempt: int = 1) -> Document:
    """Return the one document of a labelled file."""
    (leaf,) = leaves(*sample(number))
    return document(leaf, attempt)


def shown(one: Document) -> str:
    """Return all that can be seen on a document."""
    return " ".join(word.text for page in one.pages for word in page.words if word.visible)


@pytest.mark.parametrize(
    ("number", "kind", "source", "amount"),
    [
        ("001", "pdf", "text_layer", "$ 2,610.00"),
        ("002", "pdf", "text_layer", "$ 30,972.00"),
        ("013", "pdf", "ocr", "$ 870.00"),
        ("020", "image", "ocr", ""),
        ("030", "image", "ocr", ""),
        ("037", "html", "html", "$4,060.00"),
        ("043", "xml", "xml", "1305.00"),
    ],
)
def test_every_kind_has_its_reader(sample: Sample, number: str, kind: str, source: str, amount: str) -> None:
    one = opened(sample, number)

    assert (one.kind, one.pages[0].source, one.flags) == (kind, source, ())
    assert amount in shown(one)
    assert one.sha256 == hashlib.sha256(sample(number)[1]).hexdigest()


def test_a_word_page_gives_its_text_and_its_pictures(sample: Sample) -> None:
    """B89."""
    one = opened(sample, "042")

    assert [(page.number, page.source) for page in one.pages] == [(1, "text"), (2, "ocr")]
    assert "$1,566.00" in shown(one)


@pytest.mark.parametrize(("number", "flag"), [("061", "blank"), ("062", "corrupt"), ("063", "corrupt")])
def test_an_unreadable_file_is_a_flag(sample: Sample, number: str, flag: str) -> None:
    assert opened(sample, number).flags == (flag,)


def test_a_painted_over_amount_is_the_one_that_is_seen(sample: Sample) -> None:
    one = opened(sample, "054")

    assert one.flags == ("covered_text",)
    assert "$ 2,580.00" in shown(one)
    assert "$ 580.00" not in shown(one)
    assert any("$ 580.00" in word.text and not word.visible for word in one.pages[0].words)


def test_white_words_are_kept_but_not_seen(sample: Sample) -> None:
    one = opened(sample, "055")

    assert one.flags == ("hidden_text",)
    assert "87,000" not in shown(one)


@pytest.mark.parametrize("attempt", [2, 3])
def test_later_attempts_read_the_same_amount_another_way(sample: Sample, attempt: int) -> None:
    """B83."""
    one = opened(sample, "001", attempt)

    assert "2,610.00" in shown(one)
    assert one.pages[0].source == ("ocr" if attempt == 3 else "text_layer")


@pytest.mark.parametrize("attempt", [1, 2])
def test_more_than_five_pages_are_flagged(make_pdf: MakePdf, attempt: int) -> None:
    """B81."""
    content = make_pdf(b"BT /F 10 Tf 50 700 Td (Estado de cuenta del mes de septiembre 2026) Tj ET", pages=6)

    one = document(Leaf("estado.pdf", "pdf", content), attempt)

    assert one.flags == ("many_pages",)
    assert len(one.pages) == 5


def test_a_reply_ends_where_our_own_letter_is_quoted() -> None:
    text = "Ya pagué\n\nEl lun, 2 nov 2026 a las 9:12, CxC <cxc@perseo.mx> escribió:\nReferencia 935447".encode()
    html = b"<p>Ya pagu&eacute;</p><div>El lun, 2 nov 2026 a las 9:12, CxC &lt;cxc@perseo.mx&gt; escribi&oacute;:</div><p>935447"

    assert shown(document(Leaf("cuerpo.txt", "text", text))) == "Ya pagué"
    assert shown(document(Leaf("cuerpo.html", "html", html))) == "Ya pagué"


def test_a_code_on_a_page_of_text_is_read(make_pdf: MakePdf) -> None:
    squares = zxingcpp.create_barcode("935447", zxingcpp.BarcodeFormat.QRCode).to_image(scale=1)
    dots = np.argwhere(np.array(squares) < 128)
    drawing = b"".join(b"%d %d 3 3 re " % (100 + 3 * across, 500 - 3 * down) for down, across in dots)
    content = b"BT /F 10 Tf 50 700 Td (Constancia de pago de Sistemas Perseo) Tj ET " + drawing + b"f"

    (page,) = document(Leaf("constancia.pdf", "pdf", make_pdf(content))).pages

    assert (page.source, page.codes) == ("text_layer", ("935447",))
    assert [word.text for word in page.words] == ["Constancia de pago de Sistemas Perseo"]


def _bars() -> list[tuple[int, int]]:
    """Return place and width of each bar of a Code128 of six digits, one step a module."""
    row = np.array(zxingcpp.create_barcode("935447", zxingcpp.BarcodeFormat.Code128).to_image(scale=1))[0] < 128
    edges = np.flatnonzero(np.diff(np.concatenate(([0], row, [0]))))
    return [(int(left), int(right - left)) for left, right in zip(edges[::2], edges[1::2], strict=True)]


@pytest.mark.parametrize(
    "how",
    [
        pytest.param(lambda left, width: b"%d 500 %d 40 re f " % (100 + 2 * left, 2 * width), id="boxes"),
        pytest.param(lambda left, width: b"%d 500 %d 40 re " % (100 + 2 * left, 2 * width), id="one path"),
        pytest.param(
            lambda left, width: (
                b"%d w %d 500 m %d 540 l S " % (2 * width, 100 + 2 * left + width, 100 + 2 * left + width)
            ),
            id="lines",
        ),
        pytest.param(lambda left, width: b"50 %d 40 %d re f " % (300 + 2 * left, 2 * width), id="lying"),
    ],
)
def test_a_barcode_is_seen_however_it_is_drawn(make_pdf: MakePdf, how: Callable[[int, int], bytes]) -> None:
    """A page on which too little is drawn for a code is not looked at; the shortest code is still enough."""
    drawing = b"".join(how(left, width) for left, width in _bars())
    content = b"BT /F 10 Tf 50 700 Td (Constancia de pago de Sistemas Perseo) Tj ET " + drawing + b"f"

    (page,) = document(Leaf("constancia.pdf", "pdf", make_pdf(content))).pages

    assert (page.source, page.codes) == ("text_layer", ("935447",))


def test_a_scan_with_its_own_invisible_reading_is_read_by_its_picture(make_pdf: MakePdf) -> None:
    out = io.BytesIO()
    image = Image.new("L", (1200, 800), 255)
    ImageDraw.Draw(image).text((100, 300), "Referencia 935447", fill=0, font_size=60)
    image.save(out, "JPEG")
    picture = (
        b"<</Type/XObject/Subtype/Image/Width 1200/Height 800/BitsPerComponent 8/ColorSpace/DeviceGray/Filter/DCTDecode"
    )
    picture += b"/Length %d>>stream\n%s\nendstream" % (len(out.getvalue()), out.getvalue())
    content = b"q 600 0 0 400 0 300 cm /I Do Q BT 3 Tr /F 30 Tf 50 530 Td (Referencia 111111) Tj ET "
    content += b"BT 0 Tr /F 10 Tf 50 100 Td (Escaneado con la aplicacion de siempre) Tj ET"

    one = document(Leaf("escaneo.pdf", "pdf", make_pdf(content, picture, resources="/XObject<</I 6 0 R>>")))

    assert "935447" in shown(one)
    assert "111111" not in shown(one)
    assert "Escaneado" in shown(one)


@pytest.mark.parametrize(
    ("veiled", "flags"),
    [
        ("<div style='display:none'>Referencia 935447</div>", ("hidden_text",)),
        ("<p style='color:#fff;background:#fff'>$99.00</p>", ("hidden_text",)),
        ("<span style='font-size:0'>1,305.00</span>", ("hidden_text",)),
        ("<div style='display:none'>Su transferencia fue exitosa</div>", ()),  # what a mailer shows before it is opened
        ("<script>var total = 99.00</script><title>Aviso 935447</title>", ()),
        ("<blockquote><p>El lun, 14 sep 2026, Perseo escribió:</p><i style='display:none'>935447</i></blockquote>", ()),
    ],
)
def test_a_number_that_a_notice_hides_is_told(veiled: str, flags: tuple[str, ...]) -> None:
    """F12: what nobody sees is never a value, and nobody hides a sum for a good reason."""
    one = document(Leaf("aviso.html", "html", f"<p>Pago</p>{veiled}<p>Fin</p>".encode()))

    assert one.flags == flags
    assert "99.00" not in shown(one)
