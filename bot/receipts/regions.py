"""Pieces of a page -> one group a receipt: two side by side, two below each other, original and copy."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING

from bot.receipts.amounts import is_sum
from bot.receipts.fields import fold

if TYPE_CHECKING:
    from bot.model import Box
    from bot.receipts.pieces import Piece

LEAST_LABELS = 4
LEAST_LIKENESS = 0.7
_WHOLE, _ACCOUNTS = {"reference", "amount"}, {"account", "payee_account"}


def regions(pieces: tuple[Piece, ...]) -> tuple[tuple[Piece, ...], ...]:
    """Return the pieces cut where both parts print the same labels, or a whole receipt each; else one group."""
    best = max(_cuts(pieces), key=lambda cut: cut[:2], default=None)
    if best is None:
        return (pieces,)
    return regions(best[2]) + regions(best[3])


def uncovered(pieces: tuple[Piece, ...]) -> tuple[tuple[Piece, ...], bool]:
    """Return the pieces of a text layer without those that a later one lies over, and whether that changed a text."""
    kept: list[Piece] = []
    changed = False
    for piece in pieces:
        _, top, _, bottom = piece.box
        under = [
            other
            for other in (kept if piece.source == "text_layer" else ())
            if other.box[1] < bottom and top < other.box[3] and overlap(piece.box, other.box) > 0.6
        ]
        changed = changed or any(fold(other.text) != fold(piece.text) for other in under)
        kept = [other for other in kept if other not in under]
        kept.append(piece)
    return tuple(kept), changed


def overlap(one: Box, other: Box) -> float:
    """Return which share of `other` lies under `one`, 0..1."""
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    area = (other[2] - other[0]) * (other[3] - other[1])
    return width * height / area if width > 0 and height > 0 and area > 0 else 0.0


def _cuts(pieces: tuple[Piece, ...]) -> list[tuple[float, float, tuple[Piece, ...], tuple[Piece, ...]]]:
    """Return (likeness, gap, one part, other part) for each free line, down or across, that parts two receipts."""
    if not pieces or sum(piece.label is not None for piece in pieces) < 2 * LEAST_LABELS:
        return []
    found = []
    for side in (0, 1):
        for place, gap in _free(pieces, side):
            before = [(piece.box[side] + piece.box[side + 2]) / 2 < place for piece in pieces]
            one = tuple(piece for piece, is_before in zip(pieces, before, strict=True) if is_before)
            other = tuple(piece for piece, is_before in zip(pieces, before, strict=True) if not is_before)
            likeness = LEAST_LIKENESS if side == 0 and _are_two(one, other) else _likeness(one, other)
            if likeness >= LEAST_LIKENESS:
                found.append((likeness, gap, one, other))
    return found


def _free(pieces: tuple[Piece, ...], side: int) -> list[tuple[float, float]]:
    """Return the places crossed by no piece, and their width: 0 from the left (but for long footers), 1 from above."""
    width = max(piece.box[2] for piece in pieces) - min(piece.box[0] for piece in pieces)
    narrow = [
        piece for piece in pieces if side == 1 or piece.label is not None or piece.box[2] - piece.box[0] < 0.45 * width
    ]
    size = median(piece.height for piece in pieces)
    places: list[tuple[float, float]] = []
    reached = float("-inf")
    for start, end in sorted((piece.box[side], piece.box[side + 2]) for piece in narrow):
        if reached != float("-inf") and start > reached + (0.5 * size if side == 0 else 0):
            places.append(((start + reached) / 2, start - reached))
        reached = max(reached, end)
    return places


def _likeness(one: tuple[Piece, ...], other: tuple[Piece, ...]) -> float:
    """Return how alike the labels of two parts are, 0..1; 0 unless both have some, and an amount."""
    labels, others = _labels(one), _labels(other)
    if min(len(labels), len(others)) < LEAST_LABELS or not (_has_money(one) and _has_money(other)):
        return 0.0
    return len(labels & others) / len(labels | others)


def _are_two(one: tuple[Piece, ...], other: tuple[Piece, ...]) -> bool:
    """Whether each of two columns prints a payment of its own."""
    return (_is_whole(one) and _is_whole(other)) or (_is_keyed(one) and _is_keyed(other))


def _is_whole(pieces: tuple[Piece, ...]) -> bool:
    """Whether a column prints the reference, the amount and an account of a payment of its own, each with its label."""
    return _labels(pieces) >= _WHOLE and bool(_ACCOUNTS & _labels(pieces)) and _has_money(pieces)


def _is_keyed(pieces: tuple[Piece, ...]) -> bool:
    """Whether a column prints a tracking key, an account and a sum of its own: no payment has two keys."""
    return "tracking_key" in _labels(pieces) and bool(_ACCOUNTS & _labels(pieces)) and _has_money(pieces)


def _labels(pieces: tuple[Piece, ...]) -> set[str]:
    return {piece.field for piece in pieces if piece.label is not None}


def _has_money(pieces: tuple[Piece, ...]) -> bool:
    return any(piece.field in ("", "amount") and is_sum(piece.value) for piece in pieces)
