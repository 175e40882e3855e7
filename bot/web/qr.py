"""A text -> its QR code, as the path of an inline SVG (a style or data: address would not pass our policy)."""

from __future__ import annotations

import re
from typing import NamedTuple


class Square(NamedTuple):
    """A QR code in a square of `side` units, one unit a module, its quiet zone included."""

    side: int
    path: str  # for <path d="...">


def square(text: str) -> Square:
    """Return the QR code of a text; never a Micro QR, which telephones do not read."""
    import zxingcpp

    drawn = zxingcpp.write_barcode_to_svg(zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode))
    side, path = re.search(r'width="(\d+)"', drawn), re.search(r'<path d="([^"]+)"', drawn)
    if side is None or path is None:
        raise ValueError("the drawing of a QR code has no path")
    return Square(int(side[1]), path[1])
