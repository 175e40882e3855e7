"""Pieces of a page -> one group a receipt: two side by side, two below each other, original and copy."""

from __future__ import annotations

from functools import lru_cache
from statistics import median
from typing import TYPE_CHECKING

from bot.money import MOST_CHARGE
from bot.receipts.accounts import account_of
from bot.receipts.amounts import amount_of, is_sum
from bot.receipts.dates import date_of
from bot.receipts.fields import fold
from bot.receipts.payee_accounts import is_ours, names_us

if TYPE_CHECKING:
    from datetime import date

    from bot.model import Box, Vendor
    from bot.receipts.pieces import Piece

LEAST_LABELS = 4
LEAST_LIKENESS = 0.7
MOST_CUTS = 40  # the widest places of a page, each way
_WHOLE, _ACCOUNTS = {"reference", "amount"}, {"account", "payee_account"}


def regions(pieces: tuple[Piece, ...], vendor: Vendor) -> tuple[tuple[Piece, ...], ...]:
    """Return the pieces cut where both parts print the same labels, or a whole receipt each; else one group."""
    best = max(_cuts(pieces, vendor), key=lambda cut: cut[:2], default=None)
    if best is None:
        return (pieces,)
    return regions(best[2], vendor) + regions(best[3], vendor)


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


def _cuts(pieces: tuple[Piece, ...], vendor: Vendor) -> list[tuple[float, float, tuple[Piece, ...], tuple[Piece, ...]]]:
    """Return (likeness, gap, one part, other part) for each free line, down or across, that parts two receipts."""
    few = sum(piece.label is not None for piece in pieces) < 2 * LEAST_LABELS
    if few and (len({_day(piece.text) for piece in pieces} - {None}) < 2 or len(set(map(_sum, pieces)) - {0}) < 2):
        return []
    found = []
    for side in (0,) if few else (0, 1):
        for place, gap in sorted(_free(pieces, side), key=lambda free: -free[1])[:MOST_CUTS]:
            before = [(piece.box[side] + piece.box[side + 2]) / 2 < place for piece in pieces]
            one = tuple(piece for piece, is_before in zip(pieces, before, strict=True) if is_before)
            other = tuple(piece for piece, is_before in zip(pieces, before, strict=True) if not is_before)
            two = side == 0 and (
                any(all(map(tells, (one, other))) for tells in (_is_whole, _is_keyed))
                or _pay_us_twice((one, other), vendor)
            )
            likeness = LEAST_LIKENESS if two else _likeness(one, other)
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


def _is_whole(pieces: tuple[Piece, ...]) -> bool:
    """Whether a column prints the reference, the amount and an account of a payment of its own, each with its label."""
    return _labels(pieces) >= _WHOLE and bool(_ACCOUNTS & _labels(pieces)) and _has_money(pieces)


def _is_keyed(pieces: tuple[Piece, ...]) -> bool:
    """Whether a column prints a tracking key, an account and a sum of its own: no payment has two keys."""
    return "tracking_key" in _labels(pieces) and bool(_ACCOUNTS & _labels(pieces)) and _has_money(pieces)


def _pay_us_twice(columns: tuple[tuple[Piece, ...], ...], vendor: Vendor) -> bool:
    """Whether two halves of a picture print our name each, or our account, and another day and other sums.

    Then they are two payments, whatever their labels. What names us in both halves and tells one day, or one sum twice,
    is one payment: a form in two columns, a chat or a rejection beside its receipt.
    """
    days = [{day for piece in column if (day := _day(piece.text))} for column in columns]
    sums = [{sum_ for piece in column if (sum_ := _sum(piece))} for column in columns]
    if not (all(days) and all(sums)) or days[0] & days[1] or sums[0] & sums[1]:
        return False
    texts = [[piece.text for piece in column] for column in columns]
    return all(names_us(" ".join(column), vendor) for column in texts) or all(
        any(is_ours(account_of(text) or "", vendor) for text in column) for column in texts
    )


@lru_cache(maxsize=2000)  # each piece is asked again at every place where its page may be cut
def _day(text: str) -> date | None:
    return date_of(text)


def _sum(piece: Piece) -> int:
    """Return a sum of a picture that may have been paid, centavos; 0 for a charge, a balance or anything else."""
    if piece.source != "ocr" or piece.field not in ("", "amount") or not is_sum(piece.value):
        return 0
    money = amount_of(piece.value)
    return money.centavos if money and money.centavos > MOST_CHARGE else 0


def _labels(pieces: tuple[Piece, ...]) -> set[str]:
    return {piece.field for piece in pieces if piece.label is not None}


def _has_money(pieces: tuple[Piece, ...]) -> bool:
    return any(piece.field in ("", "amount") and is_sum(piece.value) for piece in pieces)
