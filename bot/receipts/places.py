"""Pieces -> what is said: labels joined with the values that stand right of them or below them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from statistics import median
from typing import TYPE_CHECKING

from bot.receipts.amounts import is_sum
from bot.receipts.levels import levelled
from bot.receipts.lines import in_order
from bot.receipts.neighbours import above, below, beneath, beside, left_of, marks_number, right_of
from bot.receipts.pieces import MONEY, fits, has_shape

if TYPE_CHECKING:
    from bot.model import Box, Source
    from bot.receipts.pieces import Piece

Edge = tuple[float, int, int]
"""cost, place of the label, place of the value."""


LEAST_ABOVE, LEAST_SHAPED = 3, 2  # labels under their values, and those whose values have a shape of their own
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
    lines: tuple[tuple[str, Box], ...] = ()  # text and box of each, when the value goes over several


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
            elif place not in owners.values() and piece.value:  # "Confirmación: transferencia rechazada"
                said.append(_said(replace(piece, label=None), [piece], whole=True))
            continue
        owner = pieces[owners[place]] if place in owners else piece
        line = _run(place, owners.get(place), level, size)
        owned = next((number for number, other in enumerate(line) if other in owners), len(line))
        run = [place, *line[:owned], *beneath(place, level[owners.get(place, place)], level, owners, size)]
        taken.update(run)
        said.append(_said(owner, [pieces[other] for other in run], whole=place in owners))
    return tuple(said)


def _level(pieces: tuple[Piece, ...], size: float) -> tuple[Piece, ...]:
    """Return a picture's pieces on level lines, as the pairs that are already plain tell its tilt."""
    if not pieces or pieces[0].source != "ocr":
        return pieces
    pairs = [(label, value) for value, label in _owners(pieces, size).items()]
    level = [pair for pair in pairs if pieces[pair[1]].box[0] > pieces[pair[0]].box[2] - 0.6 * size]
    return levelled(pieces, level)


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
    if not pieces or pieces[0].source != "ocr":
        return owners
    labels = [place for place, piece in enumerate(pieces) if piece.is_bare_label and piece.field in MONEY]
    sums = [place for place, piece in enumerate(pieces) if piece.label is None and is_sum(piece.text)]
    right_of_all = labels and sums and min(pieces[s].box[0] for s in sums) > max(pieces[one].box[2] for one in labels)
    if not right_of_all or not 1 < len(labels) == len(sums) or set(labels) <= set(owners.values()):
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
        if not piece.is_bare_label or marks_number(place, pieces, size):
            continue
        for edges, neighbour in ((rights, right_of(place, pieces, size)), (belows, below(place, pieces, size))):
            if neighbour is not None and fits(piece.field, _run_text(neighbour, place, pieces, size)):
                edges.append((abs(pieces[neighbour].middle - piece.middle) / size, place, neighbour))
        if not any(place in edge[1:2] for edge in (*rights, *belows)):
            wrapped = right_of(place, pieces, size, reach=0.95)  # a label of two lines has its value between them
            if (
                wrapped is not None
                and has_shape(piece.field)
                and fits(piece.field, _run_text(wrapped, place, pieces, size))
            ):
                rights.append((200.0, place, wrapped))
    served = {label for _, label, _ in (*rights, *belows)}
    lone = any(piece.is_bare_label and place not in served for place, piece in enumerate(pieces))
    belows += [
        (0.5, label, value)
        for label, value in (in_order(pieces, size) if lone else ())
        if label not in served and fits(pieces[label].field, pieces[value].text)
    ]
    rights = _left_or(rights, pieces, size)
    if not rights:
        belows = _above_or(belows, pieces, size)
    # A page keeps one habit: what stands less often counts only where the habit gives nothing.
    shifts = (0.0, 100.0) if len(rights) >= len(belows) else (100.0, 0.0)
    return [
        (cost + shift, label, value)
        for edges, shift in zip((rights, belows), shifts, strict=True)
        for cost, label, value in edges
    ]


def _left_or(rights: list[Edge], pieces: tuple[Piece, ...], size: float) -> list[Edge]:
    """Return the edges of a page that prints every value left of its label, where most labels say so; else `rights`."""
    if len(rights) > 1:
        return rights
    bare = [place for place, piece in enumerate(pieces) if piece.is_bare_label]
    lefts = [(0.0, place, other) for place in bare if (other := left_of(place, pieces, size)) is not None]
    fitting = [edge for edge in lefts if fits(pieces[edge[1]].field, pieces[edge[2]].text)]
    return fitting if len(bare) >= 4 and len(fitting) > 0.7 * len(bare) else rights


def _above_or(belows: list[Edge], pieces: tuple[Piece, ...], size: float) -> list[Edge]:
    """Return the edges of a page that prints its values above their labels, where most labels say so; else `belows`.

    Where only some do, as every one of them is nearer to what stands above it, the others keep what is below.
    """
    bare = [place for place, piece in enumerate(pieces) if piece.is_bare_label]
    ups = [(0.0, place, other) for place in bare if (other := above(place, pieces, size)) is not None]
    fitting = [edge for edge in ups if fits(pieces[edge[1]].field, pieces[edge[2]].text)]
    if len(bare) >= 4 and len(fitting) > 0.7 * len(bare):
        return fitting
    shaped = sum(has_shape(pieces[label].field) for _, label, _ in fitting)
    if len(fitting) < LEAST_ABOVE or shaped < LEAST_SHAPED:
        return belows
    served = {label for _, label, _ in fitting}
    return [*fitting, *(edge for edge in belows if edge[1] not in served)]


def _run_text(place: int, label: int, pieces: tuple[Piece, ...], size: float) -> str:
    return " ".join(pieces[other].text for other in (place, *_run(place, label, pieces, size)))


def _run(place: int, label: int | None, pieces: tuple[Piece, ...], size: float) -> list[int]:
    """Return what goes on with a value on its line, but not into the column of the next label of a table's head."""
    run = beside(place, pieces, size)
    if label is None or pieces[place].middle < pieces[label].middle + 0.5 * size:
        return run
    heads = [
        piece
        for other, piece in enumerate(pieces)
        if other != label
        and piece.is_bare_label
        and abs(piece.middle - pieces[label].middle) < 1.2 * size
        and piece.box[0] > pieces[label].box[2]
    ]
    for number, other in enumerate(run):
        if any(_is_nearer(head, pieces[label], pieces[other]) for head in heads):
            return run[:number]
    return run


def _is_nearer(head: Piece, label: Piece, value: Piece) -> bool:
    """Whether a value stands nearer to the middle of another head than to that of the label."""
    middle, other, own = (piece.box[0] + piece.box[2] for piece in (value, head, label))
    return abs(middle - other) < abs(middle - own)


def _said(owner: Piece, run: list[Piece], *, whole: bool) -> Said:
    """Return the value of a run of pieces; `whole` when its first piece is a value with all of its text."""
    first = run[0]
    texts = [first.text if whole else first.value, *(piece.text for piece in run[1:])]
    boxes = [piece.box for piece in run]
    box = (min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes))
    rank = owner.label.rank if owner.label else 0
    confidence = min(piece.confidence for piece in run)
    label = owner.text if whole else owner.text[: owner.text.rfind(owner.value)] if owner.label and owner.value else ""
    lines = tuple(zip(texts, boxes, strict=True)) if run[-1].box[1] > first.middle else ()
    return Said(owner.field, rank, " ".join(texts), box, confidence, first.page, first.source, label, lines)
