"""Labelled files -> how right the reader is on each layout without the words that this layout alone taught it.

    .venv/bin/python benchmarks/score.py --leave-one-layout-out

The reader knows no bank by name: it is a table of wordings (bot/receipts/wordings.py) and rules of place and shape.
To hold a layout out is to drop every wording that is printed on its files and on no other layout's. What is not a
wording is not held out: the rules, the names of banks, the words for states and for papers that are no receipts.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from contextlib import contextmanager
from typing import TYPE_CHECKING
from unittest.mock import patch

from benchmarks import lines
from bot.receipts import fields, wordings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from bot.model import Vendor
    from bot.receipts.reader import Reader


def family(layout: str) -> str:
    """Return the layout itself, also of a file that shows it twice: hsbc_app+hsbc_app."""
    return layout.partition("+")[0]


def printed_on(files: Mapping[str, lines.Opened], layouts: Mapping[str, str]) -> dict[str, frozenset[str]]:
    """Return the wordings that stand on each layout's files, of all that the reader knows; layouts by file name."""
    texts: dict[str, list[str]] = defaultdict(list)
    for name, one in files.items():
        texts[family(layouts[name])] += _texts(one)
    known = _known()
    return {
        layout: frozenset(wording for wording, pattern in known.items() if pattern.search("\n".join(some)))
        for layout, some in texts.items()
    }


def taught_by(layout: str, printed: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """Return the wordings that this layout has and no other has."""
    return printed[layout].difference(*(some for other, some in printed.items() if other != layout))


@contextmanager
def without(dropped: Iterable[str]) -> Iterator[None]:
    """Let the reader forget these wordings for a while."""
    gone = frozenset(dropped)
    kept = {
        field: tuple(", ".join(word for word in wordings.listed(rank) if word not in gone) for rank in ranks)
        for field, ranks in wordings.WORDINGS.items()
    }
    try:
        with patch.dict(wordings.WORDINGS, kept):
            _forget_what_was_thought()
            yield
    finally:
        _forget_what_was_thought()


def told(
    reader: Reader, files: Mapping[str, lines.Opened], layouts: Mapping[str, str], vendor: Vendor
) -> list[lines.Row]:
    """Return the lines of all files, each read without what its own layout taught."""
    printed = printed_on(files, layouts)
    rows: list[lines.Row] = []
    for layout in sorted(printed):
        with without(taught_by(layout, printed)):
            own = (one for name, one in files.items() if family(layouts[name]) == layout)
            rows += [lines.told(reader, one, vendor) for one in own]
    return rows


def _forget_what_was_thought() -> None:
    """Empty every cache of the reading room: what it holds was thought with other words."""
    for name, module in list(sys.modules.items()):
        for cached in vars(module).values() if name.startswith("bot.receipts.") else ():
            if hasattr(cached, "cache_clear"):
                cached.cache_clear()


def _texts(one: lines.Opened) -> list[str]:
    """Return the folded lines of a file: words side by side also joined, as a text layer may cut a label."""
    found: list[str] = []
    for page in (page for document in one.documents for page in document.pages):
        folded = [fields.fold(word.text) for word in page.words]
        found += [*folded, " ".join(folded)]
    return found


def _known() -> dict[str, re.Pattern[str]]:
    every = {word for ranks in wordings.WORDINGS.values() for rank in ranks for word in wordings.listed(rank)}
    return {word: re.compile(rf"(?<![a-z]){fields._spelling(word)}(?![a-z])") for word in sorted(every)}  # noqa: SLF001
