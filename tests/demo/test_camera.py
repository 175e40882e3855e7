from datetime import UTC, datetime
from io import BytesIO

import pypdfium2
from PIL import Image

from bot.demo import camera, papers

PAID = papers.Payment("Ana", 63800, datetime(2026, 11, 21, 9, 48, tzinfo=UTC), "KEY1234567", "1", "938570", "PAGO")


def test_a_scan_is_a_page_without_any_text() -> None:
    page = pypdfium2.PdfDocument(camera.scanned(papers.norteno(PAID, "png")))[0]

    assert page.get_textpage().count_chars() == 0
    assert [item.type for item in page.get_objects()] == [pypdfium2.raw.FPDF_PAGEOBJ_IMAGE]


def test_a_photo_shows_the_table_around_the_paper() -> None:
    photo = Image.open(BytesIO(camera.photographed(papers.teller(PAID))))

    corner = photo.getpixel((3, photo.height // 2))

    assert photo.format == "JPEG"
    assert isinstance(corner, tuple)
    assert corner[0] > corner[1] > corner[2], "the table is brown"


def test_the_same_paper_gives_the_same_picture() -> None:
    drawn = papers.teller(PAID)

    assert camera.photographed(drawn) == camera.photographed(drawn)
    assert camera.photographed(drawn) != camera.photographed(drawn, seed=8)
    assert camera.scanned(drawn) == camera.scanned(drawn)
