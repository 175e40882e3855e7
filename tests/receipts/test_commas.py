"""A comma that was taken for a digit, told by its height."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from bot.model import Word
from bot.receipts import commas
from bot.receipts.agreed import DOUBT
from bot.receipts.commas import grouped
from bot.receipts.upright import Upright

FONT = Path(commas.__file__).parents[1] / "demo" / "fonts" / "Roboto-Regular.ttf"
BOX = (20.0, 14.0, 520.0, 66.0)


def page(before: str, comma: str, behind: str, *, high: float = 0.5, dark: bool = False, blur: float = 0.0) -> Any:
    """Return a line in which `comma` is printed as high as a share of a digit, standing where the digits stand."""
    drawn = Image.new("RGB", (560, 90), "#102030" if dark else "#f4f4f0")
    pen, ink, at = ImageDraw.Draw(drawn), "white" if dark else "#222222", 30.0
    for text, size in ((before, 40.0), (comma, 40 * high), (behind, 40.0)):
        font = ImageFont.truetype(FONT, size)
        pen.text((at, 56), text, font=font, fill=ink, anchor="ls")
        at += pen.textlength(text, font=font) + 3
    picture: Any = np.asarray(drawn.filter(ImageFilter.GaussianBlur(blur)))[:, :, ::-1]
    return Upright(np.ascontiguousarray(picture), np.eye(2, 3), 560.0, 90.0)


def read_as(text: str, *printed: str, **drawn: Any) -> str:
    return grouped(page(*printed, **drawn), (Word(text, BOX, 0.94),))[0].text


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize(
    ("text", "printed", "meant"),
    [
        ("$147209.00", ("$14", "7", "209.00"), "$14,209.00"),
        ("27987.00", ("2", "7", "987.00"), "2,987.00"),
        ("MXN 350395.05", ("MXN 35", "0", "395.05"), "MXN 35,395.05"),
        ("Total 871043.88", ("Total 87", "1", "043.88"), "Total 87,043.88"),
    ],
)
def test_a_digit_half_as_high_as_the_others_is_the_comma(
    text: str,
    printed: tuple[str, ...],
    meant: str,
    dark: bool,  # noqa: FBT001
) -> None:
    (read,) = grouped(page(*printed, dark=dark), (Word(text, BOX, 0.94),))

    assert (read.text, read.confidence) == (meant, DOUBT)


@pytest.mark.parametrize("text", ["$147209.00", "27987.00", "21750.00", "101305.50"])
def test_a_digit_as_high_as_the_others_stays(text: str) -> None:
    assert read_as(text, text, "", "") == text


def test_a_digit_of_an_old_style_font_stays() -> None:
    assert read_as("21987.00", "2", "1", "987.00", high=0.72) == "21987.00"


def test_a_raised_digit_is_no_comma() -> None:
    picture = page("2", " ", "987.00")
    pen = Image.fromarray(picture.picture)
    ImageDraw.Draw(pen).text((54, 41), "7", font=ImageFont.truetype(FONT, 18), fill="#222222", anchor="ls")
    raised = Upright(np.ascontiguousarray(np.asarray(pen)), np.eye(2, 3), 560.0, 90.0)

    assert grouped(raised, (Word("27987.00", BOX, 0.94),))[0].text == "27987.00"


def test_what_runs_together_tells_nothing() -> None:
    assert read_as("$147209.00", "$14", "7", "209.00", blur=7.0) == "$147209.00"


@pytest.mark.parametrize("text", ["$14,209.00", "7209.00", "1472090.00.12", "9354471", "0101644637"])
def test_what_has_its_comma_or_is_no_sum_is_left(text: str) -> None:
    assert read_as(text, "$14", "7", "209.00") == text
