"""Page -> the picture of a printed strip, drawn by Pillow."""

from __future__ import annotations

import shutil
import subprocess
from functools import cache
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw, ImageFont

from benchmarks.further.page import Field, Grid, Hero, Hidden, Note, Page, Pair, Section

if TYPE_CHECKING:
    from benchmarks.further.page import Block

COLUMNS = 38
_SIZE = 28  # pixels: the height of a line is 1.35 times that
_MARGIN = 44


def picture(page: Page) -> Image.Image:
    """Return the strip, black on nearly white, about 740 pixels wide."""
    font = _font(page.font)
    lines = [page.brand.center(COLUMNS), "=" * COLUMNS, *(line for block in page.blocks for line in _lines(block))]
    width, height = round(font.getlength("M") * COLUMNS) + 2 * _MARGIN, round(_SIZE * 1.35)
    strip = Image.new("RGB", (width, height * len(lines) + 3 * _MARGIN), (250, 249, 245))
    pen = ImageDraw.Draw(strip)
    for number, line in enumerate(lines):
        pen.text((_MARGIN, _MARGIN + number * height), line, font=font, fill=(38, 36, 42))
    return strip


def _lines(block: Block) -> list[str]:
    match block:
        case Field(label, value) if len(label) + len(value) < COLUMNS:
            lines = [f"{label}{value.rjust(COLUMNS - len(label))}"]
        case Field(label, value):
            lines = [label, *_wrapped(value, right=True)]
        case Pair(left, right):
            lines = [*_lines(left), *_lines(right)]
        case Hero(value, caption):
            lines = ["", caption.center(COLUMNS), value.center(COLUMNS), ""]
        case Section(title):
            lines = ["", title.center(COLUMNS), "-" * COLUMNS]
        case Note(text):
            lines = [line.center(COLUMNS) for line in _wrapped(text)]
        case Hidden():
            lines = []
        case Grid(_, rows):
            lines = [" ".join(row) for row in rows]
    return lines


def _wrapped(text: str, *, right: bool = False) -> list[str]:
    lines, line = [], ""
    for word in text.split():
        if line and len(line) + len(word) >= COLUMNS:
            lines.append(line)
            line = ""
        line = f"{line} {word}".strip()
    return [one.rjust(COLUMNS) if right else one for one in (*lines, line)]


@cache
def _font(name: str) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    """Return the font, or Pillow's own on a machine without it: then the set is another one."""
    if shutil.which("fc-list") is None:
        return ImageFont.load_default(_SIZE)
    command = ["fc-list", ":", "file"]
    listed = subprocess.run(command, check=True, capture_output=True, text=True).stdout  # noqa: S603 - our own words
    paths = [line.rstrip(": ") for line in listed.splitlines()]
    found = [path for path in paths if path.rpartition("/")[2].startswith(f"{name}.")]
    return ImageFont.truetype(min(found), _SIZE) if found else ImageFont.load_default(_SIZE)
