"""Glyphs in writing order -> words: runs that stand close together on one line."""

from __future__ import annotations

from itertools import accumulate, pairwise
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from bot.model import Box, Word
from bot.receipts.leaders import spans

if TYPE_CHECKING:
    from collections.abc import Iterable

GAP = 0.75  # of the line's height: wider is another cell; two blanks of most fonts stay together
LEAST_STEPS = 3  # from letter to letter, to know a typewriter's by
SMALL = 0.8  # of the height before it: two raised digits this small are cents


class Glyph(NamedTuple):
    """One printed character; a page has thousands, so it is the lightest kind of record."""

    text: str
    box: Box  # points, origin top left; as high as its font's lines
    seen: bool = True  # False: drawn without ink, or covered by what was drawn later


def words_of(glyphs: Iterable[Glyph]) -> tuple[Word, ...]:
    """Return the words; blanks inside a run stay in it, a wide gap or another line begins a new word."""
    words: list[Word] = []
    run: list[Glyph] = []
    blank = False
    for glyph in glyphs:
        if glyph.text.isspace() or glyph.text < " ":
            blank = bool(run)
            continue
        if run and not _goes_on(run, glyph):
            words += _words(run)
            run = []
        elif run and glyph.text.isdigit() and _is_cent(run, glyph):
            run.append(Glyph(".", run[-1].box, run[-1].seen))
        elif run and blank:
            run.append(Glyph(" ", run[-1].box, run[-1].seen))
        blank = False
        run.append(glyph)
    return (*words, *_words(run)) if run else tuple(words)


def _goes_on(run: list[Glyph], glyph: Glyph) -> bool:
    last = run[-1]
    left, top, right, bottom = last.box
    height = max(bottom - top, 1.0)
    begins, over, _, under = glyph.box
    if last.seen != glyph.seen or begins <= left - 0.2 * height:  # the letters of a ligature share its place
        return False
    overlap = min(bottom, under) - max(top, over)
    level = overlap > 0.5 * min(height, max(under - over, 0.1))
    return level and (begins < right + GAP * height or begins < _next_cell(run))


def _next_cell(run: list[Glyph]) -> float:
    """Return until where a typewriter's next letter but one may begin; 0 when the letters are not equally wide."""
    lefts = [glyph.box[0] for glyph in run if glyph.text != " "]
    steps = [later - one for one, later in pairwise(lefts) if later > one]
    if len(steps) < LEAST_STEPS:
        return 0.0
    step = median(steps)
    level = all(min(abs(one - step), abs(one - 2 * step)) < 0.35 * step for one in steps)
    return lefts[-1] + 2.4 * step if level else 0.0


def _is_cent(run: list[Glyph], glyph: Glyph) -> bool:
    """Whether a digit stands small and raised behind a full-size one: banks print $1,305 with 00 above the line."""
    before, box = run[-1].box, glyph.box
    height = before[3] - before[1]
    small = box[3] - box[1] < SMALL * height and box[3] < before[3] - 0.15 * height
    return small and run[-1].text[-1:].isdigit() and run[0].text in ("$", *"0123456789MU")


def _words(run: list[Glyph]) -> list[Word]:
    """Return the words of a run: one, or the cells that a line of dots joins, each as wide as it is printed."""
    text = "".join(glyph.text for glyph in run)
    places = spans(text)
    if places == ((0, len(text)),):
        return [_word(run)]
    starts = [0, *accumulate(len(glyph.text) for glyph in run)]
    return [
        _word([glyph for glyph, at in zip(run, starts, strict=False) if start <= at < end]) for start, end in places
    ]


def _word(run: list[Glyph]) -> Word:
    lefts, tops, rights, bottoms = zip(*(glyph.box for glyph in run), strict=True)
    text = " ".join("".join(glyph.text for glyph in run).split())
    box = (round(min(lefts), 2), round(min(tops), 2), round(max(rights), 2), round(max(bottoms), 2))
    return Word(text, box, visible=run[0].seen)
