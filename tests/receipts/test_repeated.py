"""A sum in unclear print counts when its line says the same digits each time that it is read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from bot.model import Word
from bot.receipts import ocr, repeated
from bot.receipts.agreed import CLEAR, DOUBT
from bot.receipts.upright import Upright

FONT = Path(repeated.__file__).parents[1] / "demo" / "fonts" / "Roboto-Regular.ttf"
BOX = (24.0, 14.0, 330.0, 58.0)


def page(printed: str, *, dark: bool = False, blur: float = 0.0) -> Upright:
    drawn = Image.new("RGB", (400, 80), "#102030" if dark else "#f4f4f0")
    ImageDraw.Draw(drawn).text(
        (30, 18), printed, font=ImageFont.truetype(FONT, 32), fill="white" if dark else "#222222"
    )
    picture: Any = np.asarray(drawn.filter(ImageFilter.GaussianBlur(blur)))[:, :, ::-1]
    return Upright(np.ascontiguousarray(picture), np.eye(2, 3), 400.0, 80.0)


def confidence(text: str, printed: str, first: float = 0.94, *, dark: bool = False) -> float:
    return repeated.repeated(page(printed, dark=dark), (Word(text, BOX, first),))[0].confidence


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("$ 9,165.00", "$ 9,166.00"),
        ("79,119.51", "*19,119.51"),
        ("$875.00", "$575.00"),
        ("93,305.00", "53,305.00"),
        ("27987.00", "$2,987.00"),
        ("MXN 1,305", "MXN 1,805"),
    ],
)
def test_a_sum_that_reads_otherwise_the_second_time_is_in_doubt(text: str, printed: str, dark: bool) -> None:  # noqa: FBT001
    assert confidence(text, printed, dark=dark) == DOUBT


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("printed", ["$ 9,166.00", "28,528.00 MXN", "Importe $575.00", "$30,972"])
def test_a_sum_that_reads_the_same_keeps_its_confidence(printed: str, dark: bool) -> None:  # noqa: FBT001
    assert confidence(printed, printed, dark=dark) == 0.94


@pytest.mark.parametrize(
    ("text", "first"), [("$1,999.00", CLEAR), ("$1,999.00", DOUBT), ("935448", 0.94), ("14/09/2026", 0.94)]
)
def test_what_is_clear_or_no_sum_is_not_read_again(text: str, first: float) -> None:
    assert confidence(text, "$ 5,221.00", first) == first


def test_a_dollar_sign_that_one_of_them_took_for_a_digit_is_left_to_its_height() -> None:
    assert confidence("52,871.00", "$2,871.00") == 0.94
    assert confidence("$2,871.00", "82,871.00") == 0.94


def test_a_sum_that_reads_poorly_each_time_is_in_doubt() -> None:
    """Of a blur the net may say the same wrong digits three times: it says them with little confidence."""
    blurred = page("$ 9,166.00", blur=5.0)
    again = ocr.read_again(blurred, BOX)
    assert again[0][0]
    assert min(sure for _, sure in again) < repeated.POOR

    assert repeated.repeated(blurred, (Word(again[0][0], BOX, 0.94),))[0].confidence == DOUBT


def test_a_line_on_which_nothing_is_seen_again_tells_nothing() -> None:
    assert confidence("$1,305.00", "") == 0.94


def test_of_a_page_full_of_unclear_sums_the_least_sure_are_read_again() -> None:
    words = tuple(Word("$1,999.00", BOX, 0.90 + place / 1000) for place in range(repeated.MOST + 3))

    read = repeated.repeated(page("$ 5,221.00"), words)

    assert [one.confidence == DOUBT for one in read] == [True] * repeated.MOST + [False] * 3


def two_lines(above: str, below: str) -> Upright:
    pictures = [page(above).picture, page(below).picture]
    return Upright(np.ascontiguousarray(np.vstack(pictures)), np.eye(2, 3), 400.0, 160.0)


@pytest.mark.parametrize(
    ("number", "sure", "then"),
    [("REF:1879676", 0.96, DOUBT), ("REF:1879676", 0.99, 0.99), ("REF:1479675", 0.96, 0.96), ("26/08", 0.96, 0.96)],
)
def test_a_number_with_a_digit_that_the_page_s_sums_waver_on_is_in_doubt(number: str, sure: float, then: float) -> None:
    """A dotted zero is an 8 to the net here and a 0 there; it says 8 in the reference each time."""
    words = (Word("$ 5,271.68", BOX, 0.94), Word(number, (BOX[0], BOX[1] + 80, BOX[2], BOX[3] + 80), sure))

    read = repeated.repeated(two_lines("$ 5,271.60", number), words)

    assert [one.confidence for one in read] == [DOUBT, then]


def test_a_line_too_long_for_the_recogniser_is_not_read_again() -> None:
    assert ocr.read_again(page("$ 9,166.00"), (0.0, 0.0, 4000.0, 30.0)) == ()
