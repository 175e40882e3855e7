"""A dollar sign that was taken for a digit, told by its height."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from bot.model import Word
from bot.receipts import first_glyph
from bot.receipts.agreed import DOUBT
from bot.receipts.first_glyph import PROVEN, doubted, measured
from bot.receipts.upright import Upright

FONTS = Path(first_glyph.__file__).parents[1] / "demo" / "fonts"
BOX = (20.0, 14.0, 520.0, 66.0)


def page(printed: str, *, size: int = 40, blur: float = 0.0, dark: bool = False, bold: bool = False) -> Upright:
    font = ImageFont.truetype(FONTS / ("Roboto-Bold.ttf" if bold else "Roboto-Regular.ttf"), size)
    drawn = Image.new("RGB", (560, 90), "#102030" if dark else "#f4f4f0")
    ImageDraw.Draw(drawn).text((30, 18), printed, font=font, fill="white" if dark else "#222222")
    picture: Any = np.asarray(drawn.filter(ImageFilter.GaussianBlur(blur)))[:, :, ::-1]
    return Upright(np.ascontiguousarray(picture), np.eye(2, 3), 560.0, 90.0)


def read_as(text: str, printed: str, confidence: float = 0.97, **drawn: Any) -> Word:
    return measured(page(printed, **drawn), (Word(text, BOX, confidence),))[0]


@pytest.mark.parametrize("drawn", [{}, {"dark": True}, {"bold": True}, {"size": 32}])
@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("52,871.00", "$2,871.00"),
        ("8986.00", "$986.00"),
        ("Importe 53,480.00 MXN", "Importe $3,480.00 MXN"),
    ],
)
def test_a_sign_that_was_taken_for_a_digit_is_a_sign(text: str, printed: str, drawn: dict[str, Any]) -> None:
    assert read_as(text, printed, **drawn).text == printed


@pytest.mark.parametrize("drawn", [{}, {"dark": True}, {"bold": True}, {"size": 32}])
@pytest.mark.parametrize("printed", ["986.00 MXN", "52,871.00", "8,120.50", "3,480.00"])
def test_a_digit_as_high_as_its_neighbours_is_proven(printed: str, drawn: dict[str, Any]) -> None:
    assert read_as(printed, printed, **drawn) == Word(printed, BOX, PROVEN)


def test_height_proves_no_digit_where_the_signs_of_the_page_are_no_higher() -> None:
    """A typewriter's sign: here a digit is printed where the other sum has its sign."""
    font = ImageFont.truetype(FONTS / "Roboto-Regular.ttf", 40)
    drawn = Image.new("RGB", (560, 190), "#f4f4f0")
    for top, text in ((18, "83,172.60"), (118, "83,132.00")):
        ImageDraw.Draw(drawn).text((30, top), text, font=font, fill="#222222")
    two = Upright(np.ascontiguousarray(np.asarray(drawn)[:, :, ::-1]), np.eye(2, 3), 560.0, 190.0)
    other = (BOX[0], BOX[1] + 100, BOX[2], BOX[3] + 100)
    suspect = Word("83,172.60", BOX, 0.97)

    assert measured(two, (suspect, Word("$3,132.00", other, 0.97)))[0] == suspect
    assert measured(two, (suspect, Word("SISTEMAS", other, 0.97)))[0].confidence == PROVEN


def test_a_digit_proves_no_word_that_was_read_poorly() -> None:
    assert read_as("986.00", "986.00", confidence=0.7).confidence == 0.7


def test_what_runs_together_tells_nothing() -> None:
    assert read_as("52,871.00", "52,871.00", blur=7.0) == Word("52,871.00", BOX, 0.97)


@pytest.mark.parametrize("text", ["$5,871.00", "1,305.00", "935447", "5", "REF 5.1", "$ 986.00"])
def test_what_cannot_begin_with_a_misread_sign_is_not_looked_at(text: str) -> None:
    assert read_as(text, "$9,999.00") == Word(text, BOX, 0.97)


def test_a_line_through_the_first_digit_makes_no_sign_of_it() -> None:
    struck = page("52,871.00")
    struck.picture[2:88, 38:42] = 30

    assert measured(struck, (Word("52,871.00", BOX, 0.97),))[0].text == "52,871.00"


def beside(printed: str, left_out: str, **drawn: Any) -> Word:
    """Return what is read of a line whose box begins where `left_out` ends, with the last of its ink."""
    font = ImageFont.truetype(FONTS / "Roboto-Regular.ttf", 40)
    box = (30 + font.getlength(left_out) - 7, *BOX[1:])
    return measured(page(printed, **drawn), (Word(printed.removeprefix(left_out).strip(), box, 0.99),))[0]


@pytest.mark.parametrize("drawn", [{}, {"dark": True}])
def test_a_sign_that_stands_apart_before_the_box_tells_that_the_first_digit_is_one(drawn: dict[str, Any]) -> None:
    assert beside("$ 870.00", "$", **drawn).text == "$870.00"


@pytest.mark.parametrize("left_out", ["I", "8", "S", "A:", "="])
def test_what_else_stands_before_it_is_no_sign(left_out: str) -> None:
    assert beside(f"{left_out} 870.00", left_out).text == "870.00"


def test_unclear_print_that_was_not_measured_stays_in_doubt() -> None:
    unclear = (Word("81,102.00 MN", BOX, 0.92), Word("$ 1,102.00", BOX, 0.92), Word("81,102.00", BOX, PROVEN))

    assert [one.confidence for one in doubted(unclear)] == [DOUBT, 0.92, PROVEN]
    assert doubted((Word("81,102.00 MN", BOX, 0.99),))[0].confidence == 0.99
