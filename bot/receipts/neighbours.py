"""Pieces of a page -> which of them stand beside, below and under each other."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.receipts.amounts import is_sum
from bot.receipts.dates import date_of
from bot.receipts.fields import fold

if TYPE_CHECKING:
    from bot.model import Box
    from bot.receipts.pieces import Piece


LONGEST_DAY = 32  # letters: "14 de septiembre de 2026, 09:12 h"
LONGEST_MARK = 5  # letters: "REF", "REF.", "REF:"
_GLUED = re.compile(r"[^\W\d_]{4,}\d{5,8}[^\W\d_]*")  # "CLIENTE909707PERSEO": a payer's word, and no label
_COMPANY = re.compile(r"(?:s\.?\s?a\.?\s?(?:p\.?\s?i\.?\s?)?)?(?:de\s?)?c\.?\s?v\.?")
NAMES = ("payee_name", "payer_name", "name")
ACCOUNTS = ("payee_account", "payer_account", "account")


def right_of(place: int, pieces: tuple[Piece, ...], size: float, reach: float = 0.55) -> int | None:
    """Return the nearest piece right of a label on its line, if it can be a value."""
    label = pieces[place]
    edge = label.box[2] - 0.6 * size
    row = [
        other
        for other, piece in enumerate(pieces)
        if piece.box[0] >= edge  # asked first: it is the quickest to tell
        and other != place
        and abs(piece.middle - label.middle) < reach * max(min(piece.height, label.height), 0.7 * size)
    ]
    nearest = _first_of(row, label, pieces, size)
    if nearest is not None and label.field == "concept" and marks_number(nearest, pieces, size):
        return nearest
    return nearest if nearest is not None and _can_be_value(label, pieces[nearest]) else None


def _first_of(row: list[int], label: Piece, pieces: tuple[Piece, ...], size: float) -> int | None:
    """Return the leftmost piece of a row; of two lines of one value, between which its label stands, the upper.

    A line that another label is nearer to is not its own.
    """
    left = min((pieces[other].box[0] for other in row), default=0.0)
    stacked = [other for other in row if pieces[other].box[0] - left < 0.5 * size]
    own = [other for other in stacked if not _is_nearer_to_another(other, label, pieces)]
    upper = max((o for o in own if pieces[o].middle < label.middle), key=lambda o: pieces[o].middle, default=None)
    if upper is not None:
        return upper
    return min(stacked, key=lambda other: (abs(pieces[other].middle - label.middle), other), default=None)


def _is_nearer_to_another(place: int, label: Piece, pieces: tuple[Piece, ...]) -> bool:
    """Whether another label stands left of a line, closer to its level."""
    line = pieces[place]
    return any(
        rest.label is not None
        and rest is not label
        and rest.box[2] <= line.box[0] + line.height
        and abs(rest.middle - line.middle) < abs(label.middle - line.middle)
        for rest in pieces
    )


def marks_number(place: int, pieces: tuple[Piece, ...], size: float) -> bool:
    """Return whether a piece is the "REF" of a "REF 935447" under a concept's label that the OCR saw as two."""
    mark = pieces[place]
    if mark.field != "reference" or not mark.is_bare_label or len(mark.text) > LONGEST_MARK:
        return False
    row = [one for one in pieces if one is not mark and abs(one.middle - mark.middle) < 0.5 * size]
    heads = any(one.field == "concept" and one.is_bare_label and one.box[2] <= mark.box[0] for one in row)
    return heads and any(
        re.fullmatch(r"\d{5,8}", one.text) and -size < one.box[0] - mark.box[2] < 1.4 * size for one in row
    )


def below(place: int, pieces: tuple[Piece, ...], size: float) -> int | None:
    """Return the nearest piece below a label in its column, if it can be a value."""
    label = pieces[place]
    # a table's row is as high as its highest cell, and heads are centred over values that are not
    reach, part = (4.0, 0.25) if _is_head(label, pieces) else (2.4, 0.5)
    column = [
        other
        for other, piece in enumerate(pieces)
        if other != place
        and piece.middle > label.middle + 0.3 * size
        and piece.box[1] - label.box[3] < reach * size
        and share_column(label.box, piece.box, size, part)
    ]
    nearest = min(column, key=lambda other: (pieces[other].middle, pieces[other].box[0]), default=None)
    return nearest if nearest is not None and _can_be_value(label, pieces[nearest]) else None


def _is_head(label: Piece, pieces: tuple[Piece, ...]) -> bool:
    """Whether a label stands in the head of a table: four bare labels on a line."""
    row = (one for one in pieces if abs(one.middle - label.middle) < label.height and one.is_bare_label)
    return sum(1 for _ in row) >= 4


def above(place: int, pieces: tuple[Piece, ...], size: float) -> int | None:
    """Return the nearest piece above a label in its column, if it can be a value and nothing below is as near."""
    label = pieces[place]
    column = [
        other
        for other, piece in enumerate(pieces)
        if other != place
        and piece.middle < label.middle - 0.3 * size
        and label.box[1] - piece.box[3] < 1.2 * size
        and share_column(label.box, piece.box, size)
    ]
    nearest = max(column, key=lambda other: (pieces[other].middle, -pieces[other].box[0]), default=None)
    if nearest is None or pieces[nearest].label is not None:
        return None
    after = below(place, pieces, size)
    gap = label.middle - pieces[nearest].middle
    return nearest if after is None or gap < 0.8 * (pieces[after].middle - label.middle) else None


def left_of(place: int, pieces: tuple[Piece, ...], size: float) -> int | None:
    """Return the nearest piece left of a label on its line, if it can be a value."""
    label = pieces[place]
    row = [
        other
        for other, piece in enumerate(pieces)
        if other != place
        and abs(piece.middle - label.middle) < 0.55 * max(min(piece.height, label.height), 0.7 * size)
        and piece.box[2] <= label.box[0] + 0.6 * size
    ]
    nearest = max(row, key=lambda other: pieces[other].box[2], default=None)
    return nearest if nearest is not None and pieces[nearest].label is None else None


def beside(place: int, pieces: tuple[Piece, ...], size: float) -> list[int]:
    """Return the unlabelled pieces that go on with a value on its own line."""
    run: list[int] = []
    right, middle = pieces[place].box[2], pieces[place].middle
    line = [
        other
        for other, piece in enumerate(pieces)
        if abs(piece.middle - middle) < 0.5 * size and piece.box[0] > right - 0.5 * size and other != place
    ]
    for other in sorted(line, key=lambda other: pieces[other].box[0]):
        sign_only = not run and re.fullmatch(r"-?\s*[$S]|MXN|USD", pieces[place].text) is not None
        if pieces[other].label is not None or pieces[other].box[0] - right > (20 if sign_only else 1.6) * size:
            break
        ended = any(is_sum(pieces[before].text) for before in (place, *run))
        if ended and (is_sum(pieces[other].text) or re.fullmatch(r"\d{5,}", pieces[other].text)):
            break  # the next column of a table
        run.append(other)
        right = pieces[other].box[2]
    return run


def beneath(place: int, owner: Piece, pieces: tuple[Piece, ...], owners: dict[int, int], size: float) -> list[int]:
    """Return the lines below a free text or key that go on with it: in its column, close, no label beside."""
    if owner.field not in ("concept", "tracking_key", "date", *ACCOUNTS, *NAMES):
        return []
    run: list[int] = []
    last = pieces[place]
    for other in range(place + 1, len(pieces)):
        piece = pieces[other]
        flush = abs(piece.box[0] - last.box[0]) < 1.2 * size
        if owner.field != "concept" or _is_alone(piece, owner, last, pieces, size):
            flush = flush or abs(piece.box[2] - last.box[2]) < 0.6 * size  # a column may stand at its right edge
        if not (flush and 0 < piece.middle - last.middle < 1.75 * size):
            continue
        if (
            piece.label is not None
            or other in owners
            or _labelled_line(piece, owner, pieces, size)
            or (owner.field == "tracking_key" and _in_a_row_of_its_own(piece, owner, pieces, size))
            or not _goes_on(owner, piece, last)
        ):
            break
        run.append(other)
        last = piece
    return run


def _is_alone(piece: Piece, owner: Piece, last: Piece, pieces: tuple[Piece, ...], size: float) -> bool:
    """Whether nothing stands beside a line under the value that stands right of its label."""
    beside = any(rest is not piece and abs(rest.middle - piece.middle) < 0.5 * size for rest in pieces)
    return owner.box[2] < min(piece.box[0], last.box[0]) and not beside


def share_column(one: Box, other: Box, size: float, part: float = 0.5) -> bool:
    """Return whether two boxes stand in one column: much of the narrower under the other, or their left edges."""
    overlap = min(one[2], other[2]) - max(one[0], other[0])
    return overlap > part * min(one[2] - one[0], other[2] - other[0]) or abs(one[0] - other[0]) < 1.2 * size


def _can_be_value(label: Piece, piece: Piece) -> bool:
    """Whether a neighbour can be the label's value: people write "Referencia: 935447" into the concept."""
    if piece.label is None or (label.field == "concept" and _GLUED.fullmatch(piece.text)):
        return True
    if piece.field == "folio":  # "FOLIO 343823": of the slip, as its payer calls it
        return (
            label.field == "concept" and re.fullmatch(r"[A-Za-z0]+ ?\d{6,7}(?: [A-Za-z ]{3,})?", piece.text) is not None
        )
    speaks = ("reference", "concept", "other", "amount", "bank_reference", "name")
    return label.field == "concept" and bool(piece.value) and piece.field in speaks


def _goes_on(owner: Piece, piece: Piece, last: Piece) -> bool:
    """Whether the text has the shape of a next line: any for free text, letters and digits for a key, a year.

    The next line of an account completes the 18 digits of a CLABE, that of a company's name the kind of company.
    """
    if owner.field in NAMES:
        return _COMPANY.fullmatch(fold(piece.text)) is not None
    if owner.field in ACCOUNTS:
        both = "".join(last.text.split()) + "".join(piece.text.split())
        return len(both) == 18 and both.isdecimal()
    if owner.field == "date":
        return re.match(r"20\d\d\b", piece.text) is not None
    if owner.field == "concept":
        return len(piece.text) > LONGEST_DAY or not (is_sum(piece.text) or date_of(piece.text))
    return re.fullmatch(r"[A-Z0-9]{1,20}", piece.text) is not None


def _in_a_row_of_its_own(piece: Piece, owner: Piece, pieces: tuple[Piece, ...], size: float) -> bool:
    """Whether words stand left of the piece in the column of its label's: those of another label, though unknown."""
    return owner.is_bare_label and any(
        abs(rest.middle - piece.middle) < 0.5 * size
        and rest.box[2] <= piece.box[0] + size
        and re.search(r"[^\W\d_]{3}", rest.text) is not None
        and (abs(rest.box[0] - owner.box[0]) < size or abs(rest.box[2] - owner.box[2]) < size)
        for rest in pieces
        if rest is not owner
    )


def _labelled_line(piece: Piece, owner: Piece, pieces: tuple[Piece, ...], size: float) -> bool:
    """Whether a label other than its own stands left of a line; its own may stand between the two of its value."""
    return any(
        rest.label is not None and abs(rest.middle - piece.middle) < 0.5 * size and rest.box[2] <= piece.box[0] + size
        for rest in pieces
        if rest is not owner
    )
