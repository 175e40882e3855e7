"""Pieces of a list of payments -> the pieces with only the row that pays us."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.receipts.accounts import digits
from bot.receipts.fields import fold
from bot.receipts.lines import lines_of
from bot.receipts.neighbours import is_sum, share_column

if TYPE_CHECKING:
    from bot.model import Vendor
    from bot.receipts.pieces import Piece

LEAST_HEADS = 3  # labels side by side that make a table's head
LEAST_ROWS = 2  # one row is a receipt that is drawn as a table


def own_row(pieces: tuple[Piece, ...], vendor: Vendor) -> tuple[Piece, ...]:
    """Return the pieces without the rows of a list that pay somebody else; all rows go when not just one pays us."""
    for head in lines_of(pieces):
        amounts = [piece for piece in head if piece.is_bare_label and piece.field == "amount"]
        if len(amounts) != 1 or sum(piece.is_bare_label for piece in head) < LEAST_HEADS:
            continue
        rows = _rows_under(head, amounts[0], pieces)
        if len(rows) < LEAST_ROWS:
            continue
        ours = [row for row in rows if _pays_us(row, vendor)]
        gone = {id(piece) for row in rows if len(ours) != 1 or row is not ours[0] for piece in row}
        heads = {id(piece) for piece in head}
        down = ours[0][0].box[1] - rows[0][0].box[1] if len(ours) == 1 else 0.0
        kept = (piece for piece in pieces if id(piece) not in gone)
        return tuple(_lowered(piece, down) if id(piece) in heads else piece for piece in kept)
    return pieces


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
