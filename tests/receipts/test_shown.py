"""Pages drawn anew for staff, and files as they came."""

from __future__ import annotations

import hashlib
import io
from email.message import EmailMessage
from typing import TYPE_CHECKING

import pytest
from PIL import Image, PngImagePlugin

from bot.errors import UnreadableMail
from bot.receipts import answer

if TYPE_CHECKING:
    from paper_samples import Sample

    from bot.receipts.reader import Reader


def carrying(name: str, content: bytes, kind: str = "application/octet-stream") -> tuple[bytes, str]:
    """Return a mail with this file, and the file's SHA-256."""
    message = EmailMessage()
    message["From"] = "ana@x.mx"
    message.set_content("Va mi pago")
    message.add_attachment(content, *kind.split("/"), filename=name)
    return message.as_bytes(), hashlib.sha256(content).hexdigest()


@pytest.mark.parametrize("number", ["001", "013", "025", "049"])
def test_a_page_is_drawn_in_the_units_of_its_boxes(reader: Reader, sample: Sample, number: str) -> None:
    raw, sha256 = carrying(*sample(number))
    page = reader.read(raw).documents[0].pages[0]

    image = reader.page_image(raw, sha256, 1)

    assert image is not None
    assert (image.width, image.height) == pytest.approx((page.width, page.height), abs=1.5)
    with Image.open(io.BytesIO(image.content)) as drawn:
        assert drawn.format in ("PNG", "JPEG")
        assert drawn.width / drawn.height == pytest.approx(page.width / page.height, rel=0.01)


def test_what_hides_in_a_picture_is_not_handed_on(reader: Reader) -> None:
    """B95: a picture is encoded anew, without its comments and what follows its end."""
    said = PngImagePlugin.PngInfo()
    said.add_text("Comment", "<script>alert(1)</script>")
    shot = io.BytesIO()
    Image.new("RGB", (300, 200), "white").save(shot, "PNG", pnginfo=said)
    raw, sha256 = carrying("a.png", shot.getvalue() + b"<html><script>alert(2)</script>", "image/png")

    image = reader.page_image(raw, sha256, 1)

    assert image is not None
    assert image.content_type == "image/png"
    assert b"script" not in image.content


def test_what_has_no_picture_gives_none(reader: Reader, sample: Sample) -> None:
    """B95: neither a page that is not there, nor HTML that calls itself a PDF, nor a drawing that can act."""
    raw, sha256 = carrying(*sample("001"))
    html, html_sha256 = carrying("pago.pdf", b"<html><script>alert(1)</script></html>", "application/pdf")
    drawing, drawing_sha256 = carrying("a.svg", b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>')

    assert reader.page_image(raw, sha256, 9) is None
    assert reader.page_image(raw, "0" * 64, 1) is None
    assert reader.page_image(html, html_sha256, 1) is None
    assert reader.page_image(drawing, drawing_sha256, 1) is None


def test_a_file_comes_back_as_it_was_sent(reader: Reader, sample: Sample) -> None:
    large = bytes(range(256)) * 60_000  # travels in three parts
    raw, sha256 = carrying("grande.bin", large)
    packed, _ = carrying(*sample("041"))
    inside = reader.read(packed).documents[0]

    assert reader.original(raw, sha256) == large
    assert reader.original(raw, "0" * 64) is None
    assert hashlib.sha256(reader.original(packed, inside.sha256) or b"").hexdigest() == inside.sha256


@pytest.mark.parametrize(
    "said",
    [
        b'{"picture": 1}',
        b'{"picture": {"content": "PHNjcmlwdD4=", "width": 1.0, "height": 1.0}}',  # <script>
        b'{"picture": {"content": "iVBORw0KGgo=", "width": 0.0, "height": 1.0}}',
        b'{"picture": {"content": "iVBORw0KGgo=", "width": NaN, "height": 1.0}}',
        b'{"picture": {"content": "***", "width": 1.0, "height": 1.0}}',
        b"{}",
    ],
)
def test_an_answer_that_is_no_picture_is_refused(said: bytes) -> None:
    """B92: the child is not trusted."""
    with pytest.raises(UnreadableMail):
        answer.picture(said)


def test_another_file_than_the_one_asked_for_is_refused() -> None:
    with pytest.raises(UnreadableMail, match="another file"):
        answer.original([b'{"part": "b3Rybw=="}'], "0" * 64)
