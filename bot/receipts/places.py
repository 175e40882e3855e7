"""Pieces -> what is said: labels joined with the values that stand right of them or below them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from statistics import median
from typing import TYPE_CHECKING

from bot.receipts.amounts import amounts_in
from bot.receipts.levels import levelled
from bot.receipts.pieces import MONEY, fits, has_shape

if TYPE_CHECKING:
    from bot.model import Box, Source
    from bot.receipts.pieces import Piece

Edge = tuple[float, int, int]
"""cost, place of the label, place of the value."""


SIDED = ("payer_account", "payer_name", "payee_account", "payee_name")  # they head a section even without a value


@dataclass(frozen=True, slots=True)
class Said:
    """A value and the field that its label announces; field "" for a value without a label."""

    field: str
    rank: int  # 0: the most telling wording
    value: str
    box: Box
    confidence: float
    page: int
    source: Source
    label: str  # as printed


def said_on(pieces: tuple[Piece, ...]) -> tuple[Said, ...]:
    """Return every value with the field it is for, in reading order; a heading of a side has the value ""."""
    size = median(piece.height for piece in pieces) if pieces else 1.0
    level = _level(pieces, size)
    owners = _owners(level, size)
    taken: set[int] = set()
    said: list[Said] = []
    for place, piece in enumerate(pieces):
        if place in taken:
            continue
        if piece.is_bare_label and place not in owners:
            if piece.field in SIDED and place not in owners.values():
                said.append(_said(piece, [replace(piece, value="")], whole=False))
            continue
        owner = pieces[owners[place]] if place in owners else piece
        run = [place, *_beside(place, level, size), *_beneath(place, owner, level, owners, size)]
        taken.update(run)
        said.append(_said(owner, [pieces[other] for other in run], whole=place in owners))
    return tuple(said)


def _level(pieces: tuple[Piece, ...], size: float) -> tuple[Piece, ...]:
    """Return a picture's pieces on level lines, as the pairs that are already plain tell its tilt."""
    if not pieces or pieces[0].source != "ocr":
        return pieces
    pairs = [(label, value) for value, label in _owners(pieces, size).items()]
    beside = [pair for pair in pairs if pieces[pair[1]].box[0] > pieces[pair[0]].box[2] - 0.6 * size]
    return levelled(pieces, beside)


def _owners(pieces: tuple[Piece, ...], size: float) -> dict[int, int]:
    """Return for each value that a bare label means the label, by places; every label and every value once."""
    owners: dict[int, int] = {}
    spent: set[int] = set()
    for _, label, value in sorted(_edges(pieces, size)):
        if value not in owners and label not in spent and value not in spent and label not in owners:
            owners[value] = label
            spent.add(label)
    return _in_order(owners, pieces)


def _in_order(owners: dict[int, int], pieces: tuple[Piece, ...]) -> dict[int, int]:
    """Return the owners with a column of sums dealt to its labels from the top, when one label went without.

    A tilted till slip shifts its sums by a whole line: the first is then nobody's and the last label has none.
    """
    labels = [place for place, piece in enumerate(pieces) if piece.is_bare_label and piece.field in MONEY]
    sums = [place for place, piece in enumerate(pieces) if piece.label is None and _is_sum(piece.text)]
    right_of_all = labels and sums and min(pieces[s].box[0] for s in sums) > max(pieces[one].box[2] for one in labels)
    if not right_of_all or len(labels) != len(sums) or set(labels) <= set(owners.values()):
        return owners
    labels.sort(key=lambda place: pieces[place].middle)
    sums.sort(key=lambda place: pieces[place].middle)
    others = {value: label for value, label in owners.items() if value not in sums and label not in labels}
    return others | dict(zip(sums, labels, strict=True))


def _edges(pieces: tuple[Piece, ...], size: float) -> list[Edge]:
    """Return each value that a bare label could mean, with its cost: lines away, and against the page's habit."""
    rights: list[Edge] = []
    belows: list[Edge] = []
    for place, piece in enumerate(pieces):
        if not piece.is_bare_label:
            continue
        for edges, neighbour in ((rights, _right_of(place, pieces, size)), (belows, _below(place, pieces, size))):
            if neighbour is not None and fits(piece.field, _run_text(neighbour, pieces, size)):
                edges.append((abs(pieces[neighbour].middle - piece.middle) / size, place, neighbour))
        if not any(place in edge[1:2] for edge in (*rights, *belows)):
            wrapped = _right_of(place, pieces, size, reach=0.95)  # a label of two lines has its value between them
            if wrapped is not None and has_shape(piece.field) and fits(piece.field, _run_text(wrapped, pieces, size)):
                rights.append((200.0, place, wrapped))
    # A page keeps one habit: what stands less often counts only where the habit gives nothing.
    shifts = (0.0, 100.0) if len(rights) >= len(belows) else (100.0, 0.0)
    return [
        (cost + shift, label, value)
        for edges, shift in zip((rights, belows), shifts, strict=True)
        for cost, label, value in edges
    ]


def _right_of(place: int, pieces: tuple[Piece, ...], size: float, reach: float = 0.55) -> int | None:
    """Return the nearest piece right of a label on its line, if it can be a value."""
    label = pieces[place]
    row = [
        other
        for other, piece in enumerate(pieces)
        if other != place
        and abs(piece.middle - label.middle) < reach * max(min(piece.height, label.height), 0.7 * size)
        and piece.box[0] >= label.box[2] - 0.6 * size
    ]
    nearest = min(row, key=lambda other: pieces[other].box[0], default=None)
    return nearest if nearest is not None and _can_be_value(label, pieces[nearest]) else None


def _below(place: int, pieces: tuple[Piece, ...], size: float) -> int | None:
    """Return the nearest piece below a label in its column, if it can be a value."""
    label = pieces[place]
    column = [
        other
        for other, piece in enumerate(pieces)
        if other != place
        and piece.middle > label.middle + 0.3 * size
        and piece.box[1] - label.box[3] < 2.4 * size
        and _share_column(label.box, piece.box, size)
    ]
    nearest = min(column, key=lambda other: (pieces[other].middle, pieces[other].box[0]), default=None)
    return nearest if nearest is not None and _can_be_value(label, pieces[nearest]) else None


def _share_column(one: Box, other: Box, size: float) -> bool:
    overlap = min(one[2], other[2]) - max(one[0], other[0])
    return overlap > 0.5 * min(one[2] - one[0], other[2] - other[0]) or abs(one[0] - other[0]) < 1.2 * size


def _can_be_value(label: Piece, piece: Piece) -> bool:
    """Whether a neighbour can be the label's value: people write "Referencia: 935447" into the concept."""
    if piece.label is None:
        return True
    speaks = ("reference", "concept", "other", "amount", "bank_reference", "name")
    return label.field == "concept" and bool(piece.value) and piece.field in speaks


def _beside(place: int, pieces: tuple[Piece, ...], size: float) -> list[int]:
    """Return the unlabelled pieces that go on with a value on its own line."""
    run: list[int] = []
    right = pieces[place].box[2]
    line = [
        other
        for other, piece in enumerate(pieces)
        if other != place
        and abs(piece.middle - pieces[place].middle) < 0.5 * size
        and piece.box[0] > right - 0.5 * size
    ]
    for other in sorted(line, key=lambda other: pieces[other].box[0]):
        sign_only = not run and re.fullmatch(r"-?\s*\$|MXN|USD", pieces[place].text) is not None
        if pieces[other].label is not None or pieces[other].box[0] - right > (20 if sign_only else 1.6) * size:
            break
        if _is_sum(pieces[other].text) and any(_is_sum(pieces[before].text) for before in (place, *run)):
            break  # the next column of a table
        run.append(other)
        right = pieces[other].box[2]
    return run


def _beneath(place: int, owner: Piece, pieces: tuple[Piece, ...], owners: dict[int, int], size: float) -> list[int]:
    """Return the lines below a free text or key that go on with it: in its column, close, no label beside."""
    if owner.field not in ("concept", "tracking_key"):
        return []
    run: list[int] = []
    last = pieces[place]
    for other in range(place + 1, len(pieces)):
        piece = pieces[other]
        near = 0 < piece.middle - last.middle < 1.75 * size and abs(piece.box[0] - last.box[0]) < 1.2 * size
        if not near:
            continue
        if (
            piece.label is not None
            or other in owners
            or _labelled_line(piece, pieces, size)
            or not _goes_on(owner, piece)
        ):
            break
        run.append(other)
        last = piece
    return run


def _is_sum(text: str) -> bool:
    return any(money.certain for money in amounts_in(text))


def _goes_on(owner: Piece, piece: Piece) -> bool:
    """Whether the text has the shape of a next line: any for free text, bare letters and digits for a key."""
    return owner.field == "concept" or re.fullmatch(r"[A-Z0-9]{1,20}", piece.text) is not None


def _labelled_line(piece: Piece, pieces: tuple[Piece, ...], size: float) -> bool:
    return any(
        rest.label is not None and abs(rest.middle - piece.middle) < 0.5 * size and rest.box[2] <= piece.box[0] + size
        for rest in pieces
    )


def _run_text(place: int, pieces: tuple[Piece, ...], size: float) -> str:
    return " ".join(pieces[other].text for other in (place, *_beside(place, pieces, size)))


def _said(owner: Piece, run: list[Piece], *, whole: bool) -> Said:
    """Return the value of a run of pieces; `whole` when its first piece is a value with all of its text."""
    first = run[0]
    texts = [first.text if whole else first.value, *(piece.text for piece in run[1:])]
    boxes = [piece.box for piece in run]
    box = (min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes))
    rank = owner.label.rank if owner.label else 0
    confidence = min(piece.confidence for piece in run)
    label = owner.text if whole else ""
    return Said(owner.field, rank, " ".join(texts), box, confidence, first.page, first.source, label)
