"""A text -> its QR code or bars, as the path of an inline SVG (a style or data: address would not pass our policy)."""

from __future__ import annotations

import re
from typing import NamedTuple


class Square(NamedTuple):
    """A QR code in a square of `side` units, one unit a module, its quiet zone included."""

    side: int
    path: str  # for <path d="...">


class Bars(NamedTuple):
    """A Code 128 of `width` and `height` units, its quiet zone included."""

    width: int
    height: int
    path: str  # for <path d="...">


def square(text: str) -> Square:
    """Return the QR code of a text; never a Micro QR, which telephones do not read."""
    width, _, path = _drawn(text, "QRCode")
    return Square(width, path)


def bars(text: str) -> Bars:
    """Return the Code 128 of a text."""
    return Bars(*_drawn(text, "Code128"))


def _drawn(text: str, form: str) -> tuple[int, int, str]:
    import zxingcpp

    drawn = zxingcpp.write_barcode_to_svg(zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat[form]))
    size, path = re.search(r'width="(\d+)" height="(\d+)"', drawn), re.search(r'<path d="([^"]+)"', drawn)
    if size is None or path is None:
        raise ValueError("the drawing of a code has no path")
    return int(size[1]), int(size[2]), path[1]
