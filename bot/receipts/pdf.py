"""PDF -> sheets of words with place and visibility, and pictures of its pages, by PDFium."""

from __future__ import annotations

import ctypes
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from bot.errors import UnreadableFile
from bot.receipts.glyphs import Glyph, words_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.model import Box, Word

MOST_PAGES = 5
WIDEST = 2200  # pixels of a rendered page: 14400 points at 200 dpi would take 6 GB
FINE = 200 / 72  # pixels a point: the reader of pictures needs no more than 200 dpi
SMALLEST = 2.5  # points: no one reads smaller print
FAINTEST = 24  # of 255 steps between ink and paper
FEWEST = 25  # characters: less is a watermark, not a text layer
FEWEST_BARS = 15  # a Code128 of six digits has 19, a QR some hundred squares
WIDEST_BAR, LONGEST_BAR = 12, 150  # points; what is wider and longer is a frame or a ruled line
SIMPLEST = 12  # pieces of a path: a line, a box, a frame of two boxes
MOST_GLYPHS = 20_000  # characters of a page
_PRECISE = 32  # steps a point for PDFium's whole-number coordinates
_FAR = 1024  # points between the places PDFium is asked for

Matrix = tuple[float, float, float, float, float, float]
"""x = m[0] + m[1] * across + m[2] * up; y = m[3] + m[4] * across + m[5] * up."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page as its text layer says, and whether its picture must be read too."""

    number: int  # from 1
    width: float  # points
    height: float
    words: tuple[Word, ...]
    needs_ocr: bool = False  # the page is a picture, has a large one, or something covers its text
    covered: bool = False  # something was drawn over text that still stands in the file
    sideways: bool = False  # its lines do not run from left to right
    may_hold_code: bool = True  # enough is drawn on it for a QR or a barcode: a look at its picture pays

    @property
    def is_picture(self) -> bool:
        """Whether only the picture of the page counts: its text layer is missing, unseen, covered or turned."""
        return self.covered or self.sideways or (self.needs_ocr and readable(self.words) < FEWEST)


@dataclass(frozen=True, slots=True)
class _Drawn:
    """What is drawn on a page, in order."""

    order: dict[int, int]  # address of a text object -> its turn
    covers: tuple[tuple[int, Box], ...]  # turn and place of what hides whatever was drawn before it
    pictured: float  # square points under images
    marks: int  # how many things are drawn at all
    bars: int  # what may be bars or squares of a code; a picture or a pattern counts as many


@dataclass(frozen=True, slots=True)
class _Ink:
    """How the letters of one text object are drawn."""

    is_there: bool
    covers: tuple[Box, ...]  # what was drawn after them and hides what lies under it


@contextmanager
def opened(content: bytes) -> Iterator[Any]:
    """Give the PDFium document, closed afterwards; UnreadableFile when locked or damaged.

    An empty user password opens by itself. PDFium is not thread-safe: one document at a time in a process.
    """
    import pypdfium2

    document = None
    try:
        document = pypdfium2.PdfDocument(content)
        if document.get_formtype() in (1, 2):  # AcroForm, perhaps with XFA on top: its values become page text
            document.init_forms()
        yield document
    except pypdfium2.PdfiumError as error:
        raise UnreadableFile("needs_password" if "password" in str(error) else "corrupt", str(error)) from error
    except (MemoryError, ValueError) as error:
        raise UnreadableFile("corrupt", type(error).__name__) from error
    finally:
        if document is not None:
            document.close()


def sheets(document: Any) -> tuple[Sheet, ...]:
    """Return the first five pages with their words; UnreadableFile when there is none."""
    if len(document) == 0:
        raise UnreadableFile("corrupt", "no pages")
    return tuple(sheet(document, number) for number in range(1, min(len(document), MOST_PAGES) + 1))


def picture(document: Any, number: int, finest: float = FINE) -> tuple[Any, float]:
    """Return page `number` as numpy BGR with its scale, pixels a point; at most 2200 pixels long."""
    page = _page(document, number)
    scale = min(finest, WIDEST / max(page.get_size()))
    return page.render(scale=scale).to_numpy().copy(), scale


def readable(words: tuple[Word, ...]) -> int:
    """Return how many characters of the words can be seen."""
    return sum(len(word.text) for word in words if word.visible)


def _page(document: Any, number: int) -> Any:
    """Return the page with its annotations and form values made part of it: they are visible, so they count."""
    from pypdfium2 import raw

    page = document[number - 1]
    if raw.FPDFPage_GetAnnotCount(page) > 0:
        raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY)
        page.close()
        page = document[number - 1]
    return page


def sheet(document: Any, number: int) -> Sheet:
    """Return page `number`, from 1, as its text layer says."""
    page = _page(document, number)
    width, height = page.get_size()
    textpage = page.get_textpage()
    upright = _upright(page)
    drawn = _drawn(page, upright)
    glyphs = tuple(_glyphs(textpage, drawn, upright))
    grey = page.render(scale=_grey_scale(width, height), grayscale=True).to_numpy().squeeze()
    words = tuple(
        replace(word, visible=word.visible and _has_ink(grey, grey.shape[1] / width, word.box))
        for word in words_of(glyphs)
    )
    letters = readable(words)
    covered = any(not word.visible and _is_covered(word.box, drawn) for word in words)
    share = drawn.pictured / (width * height)
    wants_picture = (letters < FEWEST and drawn.marks > 0) or (share > 0.12 and letters < 400) or share > 0.4
    sideways = _is_sideways(glyphs)
    needs_ocr = wants_picture or covered or sideways or _is_garbled(words)
    return Sheet(number, width, height, words, needs_ocr, covered, sideways, drawn.bars >= FEWEST_BARS)


def _is_sideways(glyphs: tuple[Glyph, ...]) -> bool:
    """Whether most letters do not stand right of the one before: the page is shown turned, as its picture is read."""
    pairs = upright = 0
    for (text, one, _), (next_text, other, _) in pairwise(glyphs):
        if not (text.isspace() or next_text.isspace()):
            pairs += 1
            upright += other[0] > one[0] and other[1] < one[3] and other[3] > one[1]
    return pairs >= FEWEST and upright * 2 < pairs


def _drawn(page: Any, upright: Matrix) -> _Drawn:
    from pypdfium2 import raw

    order: dict[int, int] = {}
    covers: list[tuple[int, Box]] = []
    pictured, turn, bars = 0.0, 0, 0
    for thing in page.get_objects(max_depth=8):
        turn += thing.level == 0
        bars += _bars(thing)
        if thing.type == raw.FPDF_PAGEOBJ_TEXT:
            order[ctypes.addressof(thing.raw.contents)] = turn
        elif thing.level == 0 and thing.type in (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_PATH):
            left, bottom, right, top = thing.get_bounds()
            if thing.type == raw.FPDF_PAGEOBJ_IMAGE:
                pictured += max(right - left, 0) * max(top - bottom, 0)
            if _is_opaque(thing):
                covers.append((turn, _on_page(upright, (left, bottom, right, top))))
        elif thing.type == raw.FPDF_PAGEOBJ_IMAGE:  # inside a form its place is not the page's: count it as large
            pictured += 0.2 * page.get_width() * page.get_height()
    return _Drawn(order, tuple(covers), pictured, turn, bars)


def _bars(thing: Any) -> int:
    """Return how many bars of a code the thing may be; none when it is letters, a frame or a ruled line."""
    from pypdfium2 import raw

    if thing.type in (raw.FPDF_PAGEOBJ_TEXT, raw.FPDF_PAGEOBJ_FORM):  # what a form holds comes by itself
        return 0
    if thing.type != raw.FPDF_PAGEOBJ_PATH:
        return FEWEST_BARS
    pieces = raw.FPDFPath_CountSegments(thing)
    if pieces > SIMPLEST:
        return int(pieces) // 2
    left, bottom, right, top = thing.get_bounds()
    width, height = right - left, top - bottom
    return int(thing.level > 0 or (min(width, height) <= WIDEST_BAR and max(width, height) <= LONGEST_BAR))


def _is_opaque(thing: Any) -> bool:
    from pypdfium2 import raw

    if raw.FPDFPageObj_HasTransparency(thing):
        return False
    if thing.type == raw.FPDF_PAGEOBJ_IMAGE:
        return True
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    raw.FPDFPath_GetDrawMode(thing, fill, stroke)
    raw.FPDFPageObj_GetFillColor(thing, red, green, blue, alpha)
    return bool(fill.value) and alpha.value > 200


def _glyphs(textpage: Any, drawn: _Drawn, upright: Matrix) -> Iterator[Glyph]:
    from pypdfium2 import raw

    rectangle, found, characters = raw.FS_RECTF(), textpage.raw, textpage.count_chars()
    unicode, char_box, object_of = raw.FPDFText_GetUnicode, raw.FPDFText_GetLooseCharBox, raw.FPDFText_GetTextObject
    known: dict[int, _Ink] = {}
    for index in range(min(characters, MOST_GLYPHS)):
        text = chr(unicode(found, index) or 0xFFFD)
        if text.isspace() or text < " ":
            yield Glyph(text, (0, 0, 0, 0))
            continue
        if not char_box(found, index, rectangle):
            continue
        box = _on_page(upright, (rectangle.left, rectangle.bottom, rectangle.right, rectangle.top))
        thing = object_of(found, index)
        address = ctypes.addressof(thing.contents) if thing else 0
        if address not in known:  # PDFium is asked once for all letters of a text object
            known[address] = _ink(thing, drawn.order.get(address, 0), drawn)
        ink = known[address]
        seen = ink.is_there and box[3] - box[1] >= SMALLEST
        yield Glyph(text, box, seen and not (ink.covers and any(_inside(box, cover) for cover in ink.covers)))


def _ink(thing: Any, turn: int, drawn: _Drawn) -> _Ink:
    """Return how a text object is drawn that has this turn on its page."""
    from pypdfium2 import raw

    covers = tuple(cover for after, cover in drawn.covers if after > turn)
    return _Ink(not thing or raw.FPDFTextObj_GetTextRenderMode(thing) not in (3, 7), covers)


def _upright(page: Any) -> Matrix:
    """Return the way from PDF space to the upright page, points from its top left: rotation and crop box applied.

    It is the same for the whole page, so PDFium is asked where three points far apart lie, and not for every letter.
    """
    from pypdfium2 import raw

    wide, high = (round(side * _PRECISE) for side in page.get_size())
    x, y = ctypes.c_int(), ctypes.c_int()

    def seen(across: float, up: float) -> tuple[float, float]:
        raw.FPDF_PageToDevice(page, 0, 0, wide, high, 0, across, up, x, y)
        return x.value / _PRECISE, y.value / _PRECISE

    origin, right, above = seen(0, 0), seen(_FAR, 0), seen(0, _FAR)
    return (
        origin[0], (right[0] - origin[0]) / _FAR, (above[0] - origin[0]) / _FAR,
        origin[1], (right[1] - origin[1]) / _FAR, (above[1] - origin[1]) / _FAR,
    )  # fmt: skip


def _on_page(upright: Matrix, bounds: tuple[float, float, float, float]) -> Box:
    """Return left, bottom, right, top of PDF space as a box on the upright page."""
    left, bottom, right, top = bounds
    x0, xx, xy, y0, yx, yy = upright
    x1, x2 = x0 + xx * left + xy * bottom, x0 + xx * right + xy * top
    y1, y2 = y0 + yx * left + yy * bottom, y0 + yx * right + yy * top
    if x1 > x2:  # compared by hand: four calls a letter take longer than the letter's other sums
        x1, x2 = x2, x1
    return (x1, y1, x2, y2) if y1 <= y2 else (x1, y2, x2, y1)


def _inside(box: Box, cover: Box) -> bool:
    across, down = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return cover[0] <= across <= cover[2] and cover[1] <= down <= cover[3]


def _is_covered(box: Box, drawn: _Drawn) -> bool:
    return any(_inside(box, cover) for _, cover in drawn.covers)


def _grey_scale(width: float, height: float) -> float:
    return min(1.5, WIDEST / max(width, height))


def _has_ink(grey: Any, scale: float, box: Box) -> bool:
    """Whether anything stands out in the box of the rendered page: white on white and what lies off it does not."""
    left, top, right, bottom = (max(int(side * scale), 0) for side in box)
    patch = grey[top : bottom + 1, left : right + 1] if box[2] > 0 and box[3] > 0 else grey[:0]
    return bool(patch.size) and int(patch.max()) - int(patch.min()) >= FAINTEST


def _is_garbled(words: tuple[Word, ...]) -> bool:
    """Whether the fonts have no way back to letters: more than a tenth unknown, or a page of print without a digit."""
    text = "".join(word.text for word in words)
    unknown = sum(letter == "\ufffd" or "\ue000" <= letter <= "\uf8ff" for letter in text)
    return unknown * 10 > len(text) or (len(text) > 200 and not any(letter.isdigit() for letter in text))
