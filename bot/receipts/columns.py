"""Pieces under a table's head -> the pieces parted where the next column begins, which a narrow gap glued."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.receipts.lines import lines_of

if TYPE_CHECKING:
    from bot.receipts.pieces import Piece

LEAST_HEADS = 4  # labels side by side that make a table's head
FARTHEST = 6.0  # heights of a line between a head and the row under it


def parted(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """Return the pieces with the cells apart that stand under different heads and are printed as one text."""
    for line in lines_of(pieces):
        heads = [piece for piece in line if piece.is_bare_label]
        if len(heads) >= LEAST_HEADS:
            return tuple(part for piece in pieces for part in _cells(piece, heads))
    return pieces


def _cells(piece: Piece, heads: list[Piece]) -> list[Piece]:
    """Return the piece cut before each word that begins under a further head, or ends where one ends."""
    gap = piece.box[1] - max(head.box[3] for head in heads)
    if piece.label is not None or " " not in piece.text or not 0 <= gap < FARTHEST * piece.height:
        return [piece]
    unit = (piece.box[2] - piece.box[0]) / len(piece.text)
    words = [(found.start(), found.end()) for found in re.finditer(r"\S+", piece.text)]
    cuts = [0, *(start for start, end in words[1:] if _begins_column(piece, start, end, unit, heads)), len(piece.text)]
    return [_part(piece, start, end, unit) for start, end in itertools.pairwise(cuts)]


def _begins_column(piece: Piece, start: int, end: int, unit: float, heads: list[Piece]) -> bool:
    left, right = piece.box[0] + start * unit, piece.box[0] + end * unit
    near = 0.9 * piece.height
    inside = [head for head in heads if head.box[2] > piece.box[0] + near and head.box[0] < piece.box[2]]
    return len(inside) > 1 and any(
        head.box[0] > piece.box[0] + near and (abs(head.box[0] - left) < near or abs(head.box[2] - right) < near)
        for head in inside
    )


def _part(piece: Piece, start: int, end: int, unit: float) -> Piece:
    text = piece.text[start:end].strip()
    left = piece.box[0]
    box = (left + start * unit, piece.box[1], left + (start + len(text)) * unit, piece.box[3])
    return replace(piece, text=text, value=text, box=box)
