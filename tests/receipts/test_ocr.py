"""Pictures as people take them: turned, tilted, odd formats, and some that are no pictures."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from PIL import Image, ImageDraw

from bot.errors import UnreadableFile
from bot.receipts import ocr

if TYPE_CHECKING:
    from paper_samples import Sample

    from bot.model import Word

LINES = (
    "Transferencia exitosa",
    "Monto $1,305.00 MXN",
    "Referencia 935447",
    "Cuenta destino 0101644637",
    "Folio 254090759",
)


def drawn(size: tuple[int, int] = (800, 600)) -> Image.Image:
    """Return a small receipt."""
    image = Image.new("RGB", size, "white")
    pen = ImageDraw.Draw(image)
    for number, line in enumerate(LINES):
        pen.text((60, 60 + 90 * number), line, fill="black", font_size=36)
    return image


def saved(image: Image.Image, how: str = "PNG", **options: object) -> bytes:
    """Return the image as a file."""
    out = io.BytesIO()
    image.save(out, how, **options)
    return out.getvalue()


def read(content: bytes) -> tuple[Word, ...]:
    """Return the words of the first frame."""
    return ocr.read(ocr.pictures(content)[0])[1]


@pytest.mark.parametrize("turn", [0, 90, 180, 270, 12, -20])
def test_a_page_reads_upright_however_it_was_taken(turn: int) -> None:
    words = read(saved(drawn().rotate(turn, expand=True, fillcolor="white")))

    texts = [word.text for word in sorted(words, key=lambda word: word.box[1])]
    assert [text.replace(" ", "") for text in texts] == [line.replace(" ", "") for line in LINES]
    assert (
        max(word.box[0] for word in words) - min(word.box[0] for word in words) < 15
    )  # one margin, so it stands straight


def test_the_orientation_of_a_camera_is_obeyed() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turn right to see it upright

    words = read(saved(drawn().rotate(90, expand=True), "JPEG", exif=exif))

    assert "935447" in " ".join(word.text for word in words)


@pytest.mark.parametrize("number", ["013", "014", "029", "030", "035"])
def test_a_box_can_be_read_again_on_the_upright_picture(sample: Sample, number: str) -> None:
    name, content = sample(number)
    if name.endswith(".pdf"):
        from bot.receipts import pdf

        with pdf.opened(content) as document:
            picture = pdf.picture(document, 1)[0]
    else:
        picture = ocr.pictures(content)[0]
    words = [word for word in ocr.read(picture)[1] if sum(letter.isdigit() for letter in word.text) > 5]

    upright = ocr.stand_upright(picture)

    assert words
    for word in words:
        again = ocr.read_crop(upright, word.box)
        assert _digits(again) == _digits(word.text)


def _digits(text: str) -> str:
    """Return the digits, an O for a 0 in a word left aside."""
    return "".join(letter for letter in text.rsplit(":", maxsplit=1)[-1] if letter.isdigit())


@pytest.mark.parametrize("box", [(0, 0, 0, 0), (-50, -50, -10, -10), (9000, 9000, 9100, 9020), (5, 5, 6, 6)])
def test_a_box_beside_the_picture_holds_nothing(box: tuple[float, float, float, float]) -> None:
    assert ocr.read_crop(ocr.pictures(saved(drawn()))[0], box) == ""


@pytest.mark.parametrize(
    ("how", "mode"), [("PNG", "RGBA"), ("PNG", "P"), ("PNG", "L"), ("PNG", "1"), ("PNG", "I;16"), ("WEBP", "RGB")]
)
def test_every_colour_mode_gives_black_on_white(how: str, mode: str) -> None:
    image = drawn()
    if mode == "RGBA":
        image.putalpha(image.convert("L").point(lambda value: 255 - value))  # black on nothing
    elif mode == "I;16":
        image = image.convert("L").convert("I").point(lambda value: value * 256).convert("I;16")
    else:
        image = image.convert(mode)

    (picture,) = ocr.pictures(saved(image, how))

    assert picture.shape == (600, 800, 3)
    assert picture.max() > 250
    assert picture.min() < 60


def test_a_tiff_gives_its_first_ten_pages_and_a_gif_one() -> None:
    """B84."""
    pages = [Image.new("1", (40, 40), 1) for _ in range(12)]
    assert len(ocr.pictures(saved(pages[0], "TIFF", save_all=True, append_images=pages[1:]))) == 10
    frames = [Image.new("P", (40, 40), colour) for colour in range(3)]
    assert len(ocr.pictures(saved(frames[0], "GIF", save_all=True, append_images=frames[1:]))) == 1


def test_a_fax_with_flat_dots_is_stretched() -> None:
    (picture,) = ocr.pictures(saved(Image.new("1", (200, 100), 1), "TIFF", dpi=(204, 98)))

    assert picture.shape[:2] == (208, 200)


def test_a_picture_beyond_forty_million_pixels_is_not_opened() -> None:
    """B81."""
    with pytest.raises(UnreadableFile, match="too_large"):
        ocr.pictures(saved(Image.new("1", (30_000, 30_000))))


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xd8\xff\xe0", b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", b"8BPS\x00\x01"]
)
def test_what_is_no_picture_is_corrupt(content: bytes) -> None:
    """B84: no EPS, no PSD."""
    with pytest.raises(UnreadableFile, match="corrupt"):
        ocr.pictures(content)


def test_a_picture_without_text_has_no_words() -> None:
    assert read(saved(Image.new("RGB", (300, 300), "white"))) == ()


def test_a_long_screenshot_is_read_screen_by_screen() -> None:
    lines = [f"Movimiento {number} por $1,{number:03}.00" for number in range(100, 160)]
    image = Image.new("RGB", (700, 6200), "white")
    pen = ImageDraw.Draw(image)
    for number, line in enumerate(lines):
        pen.text((40, 30 + 102 * number), line, fill="black", font_size=34)

    words = read(saved(image))

    assert [word.text.replace(" ", "") for word in words] == [line.replace(" ", "") for line in lines]
    assert all(abs((word.box[1] + word.box[3]) / 2 - (50 + 102 * number)) < 20 for number, word in enumerate(words))


def test_a_long_picture_without_text_has_no_words() -> None:
    assert read(saved(Image.new("RGB", (100, 900), "white"))) == ()
