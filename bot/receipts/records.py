"""Pieces of a numbered report without columns -> the lines of each payment to us."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.receipts import state_words as words
from bot.receipts.accounts import digits
from bot.receipts.amounts import currency_of, is_sum
from bot.receipts.fields import fold
from bot.receipts.lines import lines_of

if TYPE_CHECKING:
    from bot.model import Vendor
    from bot.receipts.pieces import Piece

Line = tuple["Piece", ...]
_NUMBER = re.compile(r"\W*0*(\d{1,4})(?!\d)")  # the running number that a record begins with

_NONE = re.compile(r"[a-z]{4,}s?\W*0+(?:[.,]0+)?(?![\d.,])")  # "RECHAZADAS 000", "IMPORTE RECHAZADO 0.00"


def records(pieces: tuple[Piece, ...], vendor: Vendor) -> tuple[tuple[Piece, ...], ...]:
    """Return the pieces of each record when several follow one another; all pieces once when they are no such report.

    Each record begins with its running number and our whole account, and holds one sum. What the head or the foot of
    the report says of all its payments, that they were refused or are in dollars, would be lost: then it is one page.
    """
    lines = lines_of(pieces)
    starts = [number for number, line in enumerate(lines) if _prints_ours(line, vendor)]
    if len(starts) < 2 or [_running(lines[start]) for start in starts] != list(range(1, len(starts) + 1)):
        return (pieces,)
    bands = [lines[start:end] for start, end in zip(starts, (*starts[1:], len(lines)), strict=True)]
    last = bands[-1][: len(bands[0])]  # what follows the last record is the report's own
    around = [piece for line in (*lines[: starts[0]], *bands[-1][len(last) :]) for piece in line]
    every = [*bands[:-1], last]
    if any(_tells_of_all(piece) for piece in around) or not all(_is_record(band) for band in every):
        return (pieces,)
    return tuple(tuple(piece for line in band for piece in line) for band in every)


def _running(line: Line) -> int | None:
    found = _NUMBER.match(line[0].text)
    return int(found[1]) if found else None


def _prints_ours(line: Line, vendor: Vendor) -> bool:
    return any(account and account in digits(piece.text) for piece in line for account in vendor.payee_accounts)


def _tells_of_all(piece: Piece) -> bool:
    """Whether a text of the head or the foot tells a state that is not done, or another currency."""
    text = _NONE.sub("", fold(piece.text))
    states = (state for state, wordings in words.OF_FIELD if wordings.search(text))
    return next(states, "completed") != "completed" or currency_of(piece.text) not in (None, "MXN")


def _is_record(band: tuple[Line, ...] | list[Line]) -> bool:
    every = [piece for line in band for piece in line]
    return sum(is_sum(piece.text) for piece in every) == 1 and not any(piece.is_bare_label for piece in every)
