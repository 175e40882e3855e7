"""Pieces of a report without columns -> the lines of each payment to us: a record begins where our account stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.receipts.accounts import digits
from bot.receipts.lines import lines_of
from bot.receipts.neighbours import is_sum

if TYPE_CHECKING:
    from bot.model import Vendor
    from bot.receipts.pieces import Piece

Line = tuple["Piece", ...]


def records(pieces: tuple[Piece, ...], vendor: Vendor) -> tuple[tuple[Piece, ...], ...]:
    """Return the pieces of each record when several follow one another; all pieces once when they are no such report.

    Each record begins with a line that prints our whole account and holds one sum. Where labels stand alone, as on an
    original and its copy, the page is no report.
    """
    lines = lines_of(pieces)
    starts = [number for number, line in enumerate(lines) if _prints_ours(line, vendor)]
    if len(starts) < 2:
        return (pieces,)
    bands = [lines[start:end] for start, end in zip(starts, (*starts[1:], len(lines)), strict=True)]
    if not all(_is_record(band) for band in bands[:-1]):
        return (pieces,)
    last = bands[-1][: len(bands[0])]  # what follows the last record is the report's own
    if not _is_record(last):
        return (pieces,)
    return tuple(tuple(piece for line in band for piece in line) for band in (*bands[:-1], last))


def _prints_ours(line: Line, vendor: Vendor) -> bool:
    return any(account in digits(piece.text) for piece in line for account in vendor.payee_accounts)


def _is_record(band: tuple[Line, ...] | list[Line]) -> bool:
    every = [piece for line in band for piece in line]
    return sum(is_sum(piece.text) for piece in every) == 1 and not any(piece.is_bare_label for piece in every)
