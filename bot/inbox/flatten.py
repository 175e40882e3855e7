"""HTML -> rows of cells, as a reader would see them; nothing is loaded, run or shown that is hidden."""

from __future__ import annotations

import re
from html import unescape
from typing import NamedTuple

from bot.inbox import visibility

Rows = tuple[tuple[str, ...], ...]
"""Lines from top to bottom, each with its cells from left to right."""

Veiled = tuple[tuple[int, str], ...]

MOST_CHARACTERS = 2_000_000
_UNSEEN = frozenset({"script", "style", "head", "title", "template", "noscript", "svg", "object"})
_FOLDED = frozenset({"dialog", "details", "datalist", "select", "textarea"})  # shown when opened, or never
_VOID = frozenset({"br", "hr", "img", "input", "meta", "link", "col", "area", "base", "wbr", "source", "embed"})
_LINES = frozenset(
    {"p", "div", "tr", "table", "ul", "ol", "li", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "section"}
    | {"article", "header", "footer", "pre", "dl", "dt", "center", "form", "address", "figure", "tbody", "thead"}
)
_CELLS = frozenset({"td", "th", "dd"})
_RAISED = re.compile(r"vertical-align\s*:\s*(?:super|text-top|top)")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
# each "<" is looked at once: a parser that waits for ">" takes minutes over a million of them
_TOKEN = re.compile(r"<(/?)([A-Za-z][\w:-]*)([^<>]*)>|<[!?/][^<>]*>|([^<]+|<)")


def rows(html: str) -> Rows:
    """Return the visible lines of `html`, each split into its table cells; at most two million characters are read."""
    return flattened(html)[0]


def flattened(html: str) -> tuple[Rows, Veiled]:
    """Return the lines as `rows` does, and what a style hides: text, and the number of lines before it."""
    page = _COMMENT.sub("", html[:MOST_CHARACTERS])
    reader = _Flattener(visibility.sheets(page))
    for token in _TOKEN.finditer(page):
        end, tag, attributes, data = token.groups()
        if data:
            reader.text(unescape(data))
        elif tag and end:
            reader.end(tag.lower())
        elif tag:
            reader.start(tag.lower(), attributes.lower())
    return reader.finished(), tuple(reader.veiled)


def text(html: str) -> str:
    """Return the visible text of `html`, a line a row, cells two spaces apart."""
    return "\n".join("  ".join(row) for row in rows(html))


class _Opened(NamedTuple):
    """An element that is not closed yet; each field tells what it changes for the text inside."""

    tag: str
    hides: bool
    was_white: bool
    was_painted: bool


class _Flattener:
    """Collects text into cells and cells into lines while the tags go by; no tree, so depth costs nothing."""

    def __init__(self, rules: dict[str, str]) -> None:
        self._rules = rules
        self.veiled: list[tuple[int, str]] = []
        self._rows: list[tuple[str, ...]] = []
        self._cells: list[str] = []
        self._text: list[str] = []
        self._open: list[_Opened] = []
        self._hidden = 0
        self._white = False  # the text's own colour
        self._painted = False  # whether the ground under it is dark enough for that
        self._raised = False
        self._in_cell = 0

    def start(self, tag: str, attributes: str) -> None:
        if tag in ("br", "hr"):
            self._end_line()
        if tag in _VOID or attributes.endswith("/"):
            return
        style = visibility.styled(tag, attributes, self._rules)
        folded = tag in _FOLDED and not re.search(r"(?<![\w-])open(?![\w-])", attributes)
        hides = tag in _UNSEEN or folded or visibility.hides(style)
        self._open.append(_Opened(tag, hides, self._white, self._painted))
        self._hidden += hides
        self._colour(style)
        self._in_cell += tag in _CELLS
        # banks print the cents small and high: $1,305 then 00
        self._raised = tag == "sup" or (tag in ("span", "small") and bool(_RAISED.search(attributes)))
        self._separate(tag)

    def end(self, tag: str) -> None:
        if not any(one.tag == tag for one in self._open[-50:]):
            return
        while self._open:
            one = self._open.pop()
            self._hidden -= one.hides
            self._in_cell -= one.tag in _CELLS
            self._white, self._painted = one.was_white, one.was_painted
            if one.tag == tag:
                break
        self._raised = False
        self._separate(tag)

    def text(self, data: str) -> None:
        if self._hidden or (self._white and not self._painted):
            if not any(one.tag in _UNSEEN for one in self._open[-50:]):
                self.veiled.append((len(self._rows), data))
            return
        if self._raised and re.fullmatch(r"\s*\d\d\s*", data) and re.search(r"\d\s*$", "".join(self._text[-3:])):
            self._text.append("." + data.strip())
        else:
            self._text.append(data)

    def _colour(self, style: str) -> None:
        white, dark = visibility.ink_is_white(style), visibility.ground_is_dark(style)
        self._white = self._white if white is None else white
        self._painted = self._painted if dark is None else dark

    def finished(self) -> Rows:
        self._end_line()
        return tuple(self._rows)

    def _separate(self, tag: str) -> None:
        if tag in _CELLS:
            self._end_cell()
        elif tag == "tr" or (tag in _LINES and not self._in_cell):
            self._end_line()
        elif tag in _LINES:
            self._end_cell()

    def _end_cell(self) -> None:
        cell = " ".join("".join(self._text).replace("\u200c", "").replace("\u00ad", "").split())
        self._text.clear()
        if cell:
            self._cells.append(cell)

    def _end_line(self) -> None:
        self._end_cell()
        if self._cells:
            self._rows.append(tuple(self._cells))
            self._cells.clear()
