"""Pieces of a photographed page + which of them stand on one line -> the pieces on level lines."""

from __future__ import annotations

from dataclasses import replace
from statistics import fmean
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.receipts.pieces import Piece

LEAST_PAIRS = 3
LEAST_TILT = 0.004  # down per unit to the right: a third of a letter over a page's width


def levelled(pieces: tuple[Piece, ...], pairs: list[tuple[int, int]]) -> tuple[Piece, ...]:
    """Return the pieces moved up or down so that the pairs (left, right place) stand level: perspective tilts rows."""
    seen = [(pieces[left].middle, _tilt(pieces[left], pieces[right])) for left, right in pairs]
    if len(seen) < LEAST_PAIRS or max(abs(tilt) for _, tilt in seen) < LEAST_TILT:
        return pieces
    base, change = _line(seen)
    return tuple(_moved(piece, (base + change * piece.middle) * piece.box[0]) for piece in pieces)


def _tilt(left: Piece, right: Piece) -> float:
    return (right.middle - left.middle) / max(right.box[0] - left.box[0], 1.0)


def _line(seen: list[tuple[float, float]]) -> tuple[float, float]:
    """Return base and change of the tilt down the page, by least squares."""
    height, tilt = fmean(middle for middle, _ in seen), fmean(tilt for _, tilt in seen)
    spread = sum((middle - height) ** 2 for middle, _ in seen)
    change = sum((middle - height) * (one - tilt) for middle, one in seen) / spread if spread else 0.0
    return tilt - change * height, change


def _moved(piece: Piece, down: float) -> Piece:
    left, top, right, bottom = piece.box
    return replace(piece, box=(left, top - down, right, bottom - down))
