"""Pieces -> passages: running text whose printed lines are put together again, each letter with its line."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.receipts.fields import fold
from bot.receipts.lines import lines_of

if TYPE_CHECKING:
    from bot.receipts.pieces import Piece

LONGEST = 1500  # letters of a passage: a notice is shorter, and what is longer is a contract
LEAST_WORDS = 7
_JOINING = re.compile(
    r"\b(?:de|del|a|al|la|el|los|en|por|su|tu|y|que|con|se|le|para|ha|fue|of|the|from|to|your|for|with|has)\b"
)
# a sentence ends behind a word, not behind "S.A." or "M.N."
_END = re.compile(r"(?<=[A-Za-zÁ-ú0-9]{2})[.!?;](?=\s+[A-ZÁ-Ú¡¿]|\s*$)")


@dataclass(frozen=True, slots=True)
class Passage:
    """Lines that run on, as one text; `starts` are the places in it where the lines' cells begin."""

    text: str
    starts: tuple[int, ...]
    cells: tuple[Piece, ...]

    def cell_at(self, place: int) -> Piece:
        """Return the stretch of a line that holds the letter at `place`."""
        return self.cells[max(number for number, start in enumerate(self.starts) if start <= place)]

    def start_of(self, cell: Piece) -> int:
        """Return where a stretch of a line begins in the text."""
        return self.starts[self.cells.index(cell)]

    def sentence_at(self, place: int) -> tuple[int, int]:
        """Return where the sentence begins and ends that holds the letter at `place`."""
        ends = [found.end() for found in _END.finditer(self.text)]
        begin = max((end for end in ends if end <= place), default=0)
        return begin, min((end for end in ends if end > place), default=len(self.text))


def passages_of(pieces: tuple[Piece, ...]) -> tuple[Passage, ...]:
    """Return the running text of a page: lines close under each other that begin or are centred alike."""
    runs: list[list[list[Piece]]] = []
    for row in (row for line in lines_of(pieces) for row in _rows(line)):
        run = next((run for run in reversed(runs) if _goes_on(run[-1], row)), None)
        if run is None:
            runs.append([row])
        else:
            run.append(row)
    passages = (_passage([piece for row in run for piece in row]) for run in runs)
    return tuple(passage for passage in passages if _runs_on(passage.text))


def _rows(line: tuple[Piece, ...]) -> list[list[Piece]]:
    """Return the stretches of a line that no wide gap parts: the columns of a table are no running text."""
    rows: list[list[Piece]] = []
    for piece in line:
        if rows and piece.box[0] - rows[-1][-1].box[2] < 1.2 * piece.height:
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return rows


def _goes_on(upper: list[Piece], lower: list[Piece]) -> bool:
    """Whether a row is the next line of the text above it."""
    size = max(upper[0].height, 1.0)
    gap = lower[0].box[1] - upper[0].box[3]
    if not (-0.5 * size < gap < 0.9 * size and 0.6 < lower[0].height / size < 1.6):
        return False
    left, right = lower[0].box[0] - upper[0].box[0], lower[-1].box[2] - upper[-1].box[2]
    return abs(left) < 1.5 * size or abs(left + right) < 2 * size


def _passage(cells: list[Piece]) -> Passage:
    text, starts = "", []
    for cell in cells:
        starts.append(len(text))
        text += cell.text + " "
    return Passage(text[:LONGEST].rstrip(), tuple(starts), tuple(cells))


def _runs_on(text: str) -> bool:
    """Whether a text is sentences rather than labels with their values."""
    folded = fold(text)
    return len(re.findall(r"[a-z]+", folded)) >= LEAST_WORDS and _JOINING.search(folded) is not None
