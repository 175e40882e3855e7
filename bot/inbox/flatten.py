"""HTML -> rows of cells, as a reader would see them; nothing is loaded, run or shown that is hidden."""

from __future__ import annotations

import re
from html.parser import HTMLParser

Rows = tuple[tuple[str, ...], ...]
"""Lines from top to bottom, each with its cells from left to right."""

MOST_CHARACTERS = 2_000_000
_UNSEEN = frozenset({"script", "style", "head", "title", "template", "noscript", "svg", "object"})
_VOID = frozenset({"br", "hr", "img", "input", "meta", "link", "col", "area", "base", "wbr", "source", "embed"})
_LINES = frozenset(
    {"p", "div", "tr", "table", "ul", "ol", "li", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "section"}
    | {"article", "header", "footer", "pre", "dl", "dt", "center", "form", "address", "figure", "tbody", "thead"}
)
_CELLS = frozenset({"td", "th", "dd"})
_HIDDEN_STYLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?!\.?\d)|opacity\s*:\s*0(?!\.?\d)|mso-hide\s*:\s*all"
)
_RAISED_STYLE = re.compile(r"vertical-align\s*:\s*(super|text-top|top)")


def rows(html: str) -> Rows:
    """Return the visible lines of `html`, each split into its table cells; at most two million characters are read."""
    reader = _Flattener()
    reader.feed(html[:MOST_CHARACTERS])
    reader.close()
    return reader.finished()


def text(html: str) -> str:
    """Return the visible text of `html`, a line a row, cells two spaces apart."""
    return "\n".join("  ".join(row) for row in rows(html))


class _Flattener(HTMLParser):
    """Collects text into cells and cells into lines while the tags go by; no tree, so depth costs nothing."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._rows: list[tuple[str, ...]] = []
        self._cells: list[str] = []
        self._text: list[str] = []
        self._open: list[tuple[str, bool]] = []  # tag, whether it hides what it holds
        self._hidden = 0
        self._raised = False
        self._in_cell = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        style = next((value or "" for name, value in attrs if name == "style"), "").lower()
        if tag == "br":
            self._end_line()
        if tag in _VOID:
            return
        hides = tag in _UNSEEN or bool(_HIDDEN_STYLE.search(style)) or any(name == "hidden" for name, _ in attrs)
        self._open.append((tag, hides))
        self._hidden += hides
        self._in_cell += tag in _CELLS
        # banks print the cents small and high: $1,305 then 00
        self._raised = tag == "sup" or (tag in ("span", "small") and bool(_RAISED_STYLE.search(style)))
        self._separate(tag)

    def handle_endtag(self, tag: str) -> None:
        if not any(name == tag for name, _ in self._open[-50:]):
            return
        while self._open:
            name, hides = self._open.pop()
            self._hidden -= hides
            self._in_cell -= name in _CELLS
            if name == tag:
                break
        self._raised = False
        self._separate(tag)

    def handle_data(self, data: str) -> None:
        if self._hidden:
            return
        if self._raised and re.fullmatch(r"\s*\d\d\s*", data) and re.search(r"\d\s*$", "".join(self._text[-3:])):
            self._text.append("." + data.strip())
            return
        self._text.append(data)

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
