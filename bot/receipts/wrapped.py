"""Pieces -> pieces, with the labels and the sums joined that a narrow column breaks over two lines."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.receipts import fields
from bot.receipts.amounts import is_sum
from bot.receipts.pieces import has_digit

if TYPE_CHECKING:
    from bot.receipts.pieces import Piece

_SIGN = re.compile(r"-?\s?(?:MX)?\$|MXN")
_SUM = re.compile(r"\d{1,3}(?:,\d{3})*\.\d{2}(?:\s?(?:MXN|M\.?N\.?))?")
LEAST_LEVEL = 5  # heads on one line under which labels go on with labels
NEAREST = 60  # pieces in reading order within which the next line of a cell stands


def unwrapped(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """Return the pieces with the labels joined that a narrow column breaks: "Clave de" over "rastreo"."""
    pieces = _signed(pieces)
    joined: dict[int, Piece] = {}
    spent: set[int] = set()
    for place, piece in enumerate(pieces):
        if place in spent or len(piece.text) > 25 or not piece.text[:1].isalpha() or has_digit(piece.text):
            continue
        lower = next(
            (other for other in range(place + 1, min(place + NEAREST, len(pieces))) if _is_under(pieces[other], piece)),
            None,
        )
        if lower is None or lower in spent:
            continue
        in_heads = _in_heads(place, lower, pieces)
        if piece.label is not None and not in_heads:
            continue
        both_labels = in_heads and pieces[lower].label is not None
        if not both_labels and all(
            _has_value(row, pieces, sums=pieces[lower].label is None) for row in (piece, pieces[lower])
        ):
            continue
        both = f"{piece.text} {pieces[lower].text}"
        label, value, *_ = fields.split(both)[0]
        if label is not None and not value and label.start == 0 and label.end > len(piece.text):
            under = pieces[lower].box
            box = (piece.box[0], piece.box[1], max(piece.box[2], under[2]), under[3])
            joined[place] = replace(piece, text=both, label=label, value="", box=box)
            spent.add(lower)
    return tuple(joined.get(place, piece) for place, piece in enumerate(pieces) if place not in spent)


def _signed(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """Return the pieces with a sign joined to the sum that its narrow cell prints under it."""
    below = {
        place: lower
        for place, sign in enumerate(pieces)
        if _SIGN.fullmatch(sign.text) and not _has_sum_beside(sign, pieces)
        for lower, piece in enumerate(pieces)
        if _SUM.fullmatch(piece.text) and piece.label is None and _is_next_line(piece, sign)
    }
    sums = {lower: f"{pieces[place].text} {pieces[lower].text}" for place, lower in below.items()}
    return tuple(
        replace(piece, text=sums[place], value=sums[place]) if place in sums else piece
        for place, piece in enumerate(pieces)
        if place not in below
    )


def _has_sum_beside(sign: Piece, pieces: tuple[Piece, ...]) -> bool:
    return any(
        abs(one.middle - sign.middle) < 0.4 * sign.height and 0 <= one.box[0] - sign.box[2] < 3 * sign.height
        for one in pieces
        if has_digit(one.text)
    )


def _is_next_line(piece: Piece, upper: Piece) -> bool:
    height = max(upper.height, 1.0)
    return 0.4 * height < piece.middle - upper.middle < 1.9 * height and abs(piece.box[0] - upper.box[0]) < 0.8 * height


def _is_under(piece: Piece, upper: Piece) -> bool:
    """Whether a piece is the next line of the same narrow cell."""
    height = max(upper.height, 1.0)
    near = 0.4 * height < piece.middle - upper.middle < 1.9 * height and len(piece.text) < 25
    centred = abs(piece.box[0] + piece.box[2] - upper.box[0] - upper.box[2]) < height
    return near and (abs(piece.box[0] - upper.box[0]) < 0.6 * height or centred) and not has_digit(piece.text)


def _has_value(label: Piece, pieces: tuple[Piece, ...], *, sums: bool) -> bool:
    """Whether something stands right of a label on its own line; with `sums` only an amount of money counts."""
    return any(
        abs(one.middle - label.middle) < 0.4 * label.height and one.box[0] > label.box[2] + label.height
        for one in pieces
        if one is not label and (is_sum(one.text) or not sums)
    )


def _in_heads(place: int, lower: int, pieces: tuple[Piece, ...]) -> bool:
    """Whether a label that could stand alone goes on below: in a table's head, whose second line has no values."""
    upper, under = pieces[place], pieces[lower]
    level = [one for one in pieces if abs(one.middle - upper.middle) < 0.4 * upper.height]
    if under.label is not None and len(level) < LEAST_LEVEL:
        return False
    heads = [one for one in pieces if one.is_bare_label and abs(one.middle - upper.middle) < 2 * upper.height]
    row = [one for one in pieces if abs(one.middle - under.middle) < 0.4 * under.height]
    return len(heads) >= 4 and not any(has_digit(one.text) for one in row)
