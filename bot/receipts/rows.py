"""Pieces of a list of payments -> the pieces with only one row that pays us, once for each such row."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.receipts.accounts import digits
from bot.receipts.amounts import is_sum
from bot.receipts.fields import fold
from bot.receipts.lines import lines_of
from bot.receipts.neighbours import share_column

if TYPE_CHECKING:
    from bot.model import Vendor
    from bot.receipts.pieces import Piece

LEAST_HEADS = 3  # labels side by side that make a table's head
FARTHEST = 3  # heights of a line between a head and its one row, which a label's value may stand below it
LEAST_ROWS = 2  # one row is a receipt that is drawn as a table


def own_rows(pieces: tuple[Piece, ...], vendor: Vendor) -> tuple[tuple[Piece, ...], ...]:
    """Return the pieces once for each row of a list that pays us, without the other rows; once without any for none."""
    for head in lines_of(pieces):
        amounts = [piece for piece in head if piece.is_bare_label and piece.field == "amount"]
        columns = [rows for amount in amounts if (rows := _rows_under(head, amount, pieces))]
        known = sum(piece.is_bare_label for piece in head) >= LEAST_HEADS
        if len(columns) != 1 or not (known or len(columns[0]) >= LEAST_ROWS):
            continue
        rows = columns[0]
        if len(rows) < LEAST_ROWS:
            gap = rows[0][0].box[1] - max(piece.box[3] for piece in head)
            far = gap > FARTHEST * head[0].height
            return (_with_row(head, rows[0], rows, pieces, gap - head[0].height),) if far else (pieces,)
        ours = [row for row in rows if _pays_us(row, vendor)]
        if not ours:
            return (_without(rows, pieces),)
        alone = len(ours) == 1
        left = pieces if alone else _without_sum(rows, pieces)
        return tuple(_with_row(head, row, rows, left, row[0].box[1] - rows[0][0].box[1]) for row in ours)
    return (pieces,)


def _with_row(
    head: tuple[Piece, ...],
    row: tuple[Piece, ...],
    rows: list[tuple[Piece, ...]],
    pieces: tuple[Piece, ...],
    down: float,
) -> tuple[Piece, ...]:
    """Return the pieces with one of the rows, and the head lowered to it."""
    heads = {id(piece) for piece in head}
    kept = _without([other for other in rows if other is not row], pieces)
    return tuple(_lowered(piece, down) if id(piece) in heads else piece for piece in kept)


def _without(rows: list[tuple[Piece, ...]], pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    gone = {id(piece) for row in rows for piece in row}
    return tuple(piece for piece in pieces if id(piece) not in gone)


def _without_sum(rows: list[tuple[Piece, ...]], pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """Return the pieces without the line under several rows of ours that adds them up."""
    below = max(piece.box[3] for piece in rows[-1])
    return tuple(piece for piece in pieces if piece.middle < below or not _adds_up(piece, pieces))


def _adds_up(piece: Piece, pieces: tuple[Piece, ...]) -> bool:
    level = (one for one in pieces if abs(one.middle - piece.middle) < 0.5 * piece.height)
    return any(is_sum(one.text) for one in level)


def _lowered(head: Piece, down: float) -> Piece:
    """Return a head as far above our row as it stood above the first: what the others paid was between them."""
    left, top, right, bottom = head.box
    return replace(head, box=(left, top + down, right, bottom + down))


def _rows_under(head: tuple[Piece, ...], amount: Piece, pieces: tuple[Piece, ...]) -> list[tuple[Piece, ...]]:
    """Return the lines under a head that hold a sum in its amount's column, as far as nothing else is labelled."""
    rows: list[tuple[Piece, ...]] = []
    below = max(piece.box[3] for piece in head)
    for line in lines_of(tuple(piece for piece in pieces if piece.box[1] > below - 0.3 * piece.height)):
        sums = [
            piece for piece in line if is_sum(piece.text) and share_column(amount.box, piece.box, amount.height, 0.25)
        ]
        if sums and len(line) > LEAST_ROWS and not any(piece.is_bare_label for piece in line):
            rows.append(line)
        elif rows and any(piece.label is not None for piece in line):
            break
    return rows


def _pays_us(row: tuple[Piece, ...], vendor: Vendor) -> bool:
    text = " ".join(piece.text for piece in row)
    if any(account in digits(piece.text) for piece in row for account in vendor.payee_accounts):
        return True
    return (
        bool(vendor.brand) and re.search(rf"(?<![a-z]){re.escape(fold(vendor.brand))}(?![a-z])", fold(text)) is not None
    )
