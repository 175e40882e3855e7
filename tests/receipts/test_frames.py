"""Image files of every kind, and some that are none."""

from __future__ import annotations

import pytest
from drawn_receipt import drawn, saved
from PIL import Image

from bot.errors import UnreadableFile
from bot.receipts import frames


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

    (picture,) = frames.pictures(saved(image, how))

    assert picture.shape == (600, 800, 3)
    assert picture.max() > 250
    assert picture.min() < 60


def test_a_tiff_gives_its_first_ten_pages_and_a_gif_one() -> None:
    """B84."""
    pages = [Image.new("1", (40, 40), 1) for _ in range(12)]
    assert len(frames.pictures(saved(pages[0], "TIFF", save_all=True, append_images=pages[1:]))) == 10
    moments = [Image.new("P", (40, 40), colour) for colour in range(3)]
    assert len(frames.pictures(saved(moments[0], "GIF", save_all=True, append_images=moments[1:]))) == 1


def test_a_fax_with_flat_dots_is_stretched() -> None:
    (picture,) = frames.pictures(saved(Image.new("1", (200, 100), 1), "TIFF", dpi=(204, 98)))

    assert picture.shape[:2] == (208, 200)


def test_a_picture_beyond_forty_million_pixels_is_not_opened() -> None:
    """B81."""
    with pytest.raises(UnreadableFile, match="too_large"):
        frames.pictures(saved(Image.new("1", (30_000, 30_000))))


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xd8\xff\xe0", b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", b"8BPS\x00\x01"]
)
def test_what_is_no_picture_is_corrupt(content: bytes) -> None:
    """B84: no EPS, no PSD."""
    with pytest.raises(UnreadableFile, match="corrupt"):
        frames.pictures(content)
