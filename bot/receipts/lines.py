"""Pieces of a page -> its lines, and the cells of its tables in the order of their heads."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.receipts.pieces import Piece


def lines_of(pieces: tuple[Piece, ...]) -> list[tuple[Piece, ...]]:
    """Return the pieces by lines from the top, each from the left."""
    lines: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda one: one.middle):
        if lines and piece.middle - lines[-1][-1].middle < 0.5 * min(piece.height, lines[-1][-1].height):
            lines[-1].append(piece)
        else:
            lines.append([piece])
    return [tuple(sorted(line, key=lambda one: one.box[0])) for line in lines]


def in_order(pieces: tuple[Piece, ...], size: float) -> list[tuple[int, int]]:
    """Return label and value of tables whose row has as many cells as its head, however the head is centred."""
    lines = [[pieces.index(piece) for piece in line] for line in lines_of(pieces)]
    return [
        (label, value)
        for head, row in pairwise(lines)
        if len(head) == len(row) > 1
        and all(pieces[place].is_bare_label for place in head)
        and not any(pieces[place].is_bare_label for place in row)
        and pieces[row[0]].box[1] - pieces[head[0]].box[3] < 4 * size
        for label, value in zip(head, row, strict=True)
    ]
