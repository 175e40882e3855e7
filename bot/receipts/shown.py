"""A leaf -> what staff see of it: a page drawn anew as PNG or JPEG, or its own bytes in parts (B95)."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from typing import TYPE_CHECKING, Any

from bot.receipts.look import picture_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bot.receipts.unpack import Leaf

LONGEST = 2200  # pixels: as long as the page was read
LARGEST_PNG = 1_500_000  # bytes: what is larger is a photograph, which JPEG keeps better
PART = 6_000_000  # bytes of a file that travel together


def leaf_of(leaves: Iterable[Leaf], sha256: str) -> Leaf | None:
    """Return the leaf whose content has this SHA-256; those after it are not opened."""
    return next((leaf for leaf in leaves if hashlib.sha256(leaf.content).hexdigest() == sha256), None)


def picture(leaf: Leaf | None, page: int) -> dict[str, Any] | None:
    """Return page `page` (from 1) as it was read, and its size in page units; None when nothing can be drawn.

    A picture of a stranger is never handed on: its pixels are encoded anew, so what hid in the file stays there.
    """
    drawn = picture_of(leaf, page) if leaf is not None and not leaf.flags else None
    if drawn is None:
        return None
    pixels, scale = drawn
    height, width = pixels.shape[:2]
    content = _encoded(_small(pixels))
    return {"content": b64encode(content).decode(), "width": width / scale, "height": height / scale}


def parts(leaf: Leaf | None) -> Iterator[str]:
    """Give the bytes of a leaf in base64, part by part; nothing when there is no such leaf."""
    content = leaf.content if leaf is not None else b""
    for start in range(0, len(content), PART):
        yield b64encode(content[start : start + PART]).decode()


def _small(pixels: Any) -> Any:
    import cv2

    longest = max(pixels.shape[:2])
    if longest <= LONGEST:
        return pixels
    factor = LONGEST / longest
    return cv2.resize(pixels, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)


def _encoded(pixels: Any) -> bytes:
    import cv2

    content = bytes(cv2.imencode(".png", pixels)[1])
    if len(content) <= LARGEST_PNG:
        return content
    return bytes(cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, 88])[1])
