"""What is drawn in a page is what a telephone and a scanner read."""

from __future__ import annotations

import re

import numpy as np
import pytest
import zxingcpp

from bot.web import qr


def seen(width: int, height: int, path: str) -> list[tuple[str, str]]:
    """Return form and text of the codes in a drawing: its path is made of rectangles only."""
    picture = np.full((height, width), 255, np.uint8)
    for x, y, across, down in re.findall(r"M(\d+) (\d+)h(\d+)v(\d+)h-\d+Z", path):
        picture[int(y) : int(y) + int(down), int(x) : int(x) + int(across)] = 0
    found = zxingcpp.read_barcodes(np.kron(picture, np.ones((4, 4), np.uint8)))
    return [(str(code.format), code.text) for code in found]


@pytest.mark.parametrize("text", ["935447", "1", "otpauth://totp/Comprobot:ana?secret=JBSWY3DPEHPK3PXP"])
def test_a_square_is_a_qr_code_and_never_a_micro_one(text: str) -> None:
    drawn = qr.square(text)

    assert seen(drawn.side, drawn.side, drawn.path) == [("QR Code", text)]


@pytest.mark.parametrize("text", ["935447", "9354471"])
def test_bars_are_code_128(text: str) -> None:
    assert seen(*qr.bars(text)) == [("Code 128", text)]
