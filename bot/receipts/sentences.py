"""Pieces of a page -> the same, a sentence that goes on in the next line as one: half of one may say its contrary."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.receipts.pieces import Piece

LEAST_WORDS = 3  # of the line that goes on: of fewer it may be a title, and what stands below a value
_ENDS = ".!?:;"


def sentences(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """Return the pieces with each running sentence in one: "Aún no se ha" over "realizado la transferencia".

    A sentence runs on in a line of its own, below and as large, that begins with a small letter. Digits are left where
    they stand: what holds one may be a value.
    """
    whole: list[Piece] = []
    for piece in pieces:
        upper = next((place for place, one in enumerate(whole) if _runs_on(one, piece)), None)
        if upper is None or not all(_is_alone(one, pieces) for one in (piece, whole[upper])):
            whole.append(piece)
        else:
            whole[upper] = _joined(whole[upper], piece)
    return tuple(whole)


def _runs_on(upper: Piece, lower: Piece) -> bool:
    return (
        lower.label is None
        and upper.label is None
        and lower.text[:1].islower()
        and upper.text[-1:] not in _ENDS
        and len(upper.text.split()) >= LEAST_WORDS
        and not any(letter.isdigit() for letter in upper.text + lower.text)
        and _is_next_line(upper, lower)
    )


def _is_next_line(upper: Piece, lower: Piece) -> bool:
    """Whether a piece stands right below another's last line, in letters as large, at its left or in its middle."""
    line = max(lower.height, 1.0)
    lines = max(round(upper.height / (1.3 * line)), 1)
    near = -0.3 * line < lower.box[1] - upper.box[3] < 0.9 * line
    as_large = 0.7 * line < upper.height / lines < 1.6 * line
    centred = abs(lower.box[0] + lower.box[2] - upper.box[0] - upper.box[2]) < line
    return near and as_large and (abs(lower.box[0] - upper.box[0]) < 0.6 * line or centred)


def _is_alone(piece: Piece, pieces: tuple[Piece, ...]) -> bool:
    """Whether nothing else stands on its lines: a cell of a table is no sentence."""
    return not any(
        piece.box[1] < one.middle < piece.box[3] and (one.box[0] >= piece.box[2] or one.box[2] <= piece.box[0])
        for one in pieces
    )


def _joined(upper: Piece, lower: Piece) -> Piece:
    text = f"{upper.text} {lower.text}"
    left, right = min(upper.box[0], lower.box[0]), max(upper.box[2], lower.box[2])
    box = (left, upper.box[1], right, lower.box[3])
    return replace(upper, text=text, value=text, box=box, confidence=min(upper.confidence, lower.confidence))
