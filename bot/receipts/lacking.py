"""Page as read from its picture -> whether what decides a payment is missing or unsure, so that a nearer look pays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.receipts import sums
from bot.receipts.amounts import is_sum
from bot.receipts.kinds import speaks_of_payment
from bot.receipts.narrated import narrated
from bot.receipts.pieces import pieces_of
from bot.receipts.places import said_on
from bot.receipts.written import written_on

if TYPE_CHECKING:
    from bot.model import Page
    from bot.receipts.pieces import Piece

# The recogniser's confidence, 0..1, under which it errs often enough; the second is that of the page's worst fifth.
# Over 225 pages made small, far or blurred: of 43 below, 36 were misread; of 182 above, 17.
UNSURE = 0.85
CLEAR = 0.95
FEW = 8  # pieces
LARGE = 2000  # pixels a side: of a page so large the detector sees less than every second one
MOST_PIECES = 150  # a page with more is a book or a statement, and reading it again takes as long as it is long


def wants_second_reading(page: Page) -> bool:
    """Whether the page may be a receipt, and its amount or reference is missing or much of it is unsure."""
    pieces = pieces_of(page)
    if not pieces or len(pieces) > MOST_PIECES:
        return False
    if len(pieces) < FEW and max(page.width, page.height) > LARGE:
        return True
    if not _may_be_receipt(pieces):
        return False
    said = narrated(said_on(pieces), pieces)
    amount, written = sums.amount_of(said), written_on(said, None)
    if amount is None or written.said is None:
        return True
    return min(amount.said.confidence, written.said.confidence) < UNSURE or _worst_fifth(pieces) < CLEAR


def _may_be_receipt(pieces: tuple[Piece, ...]) -> bool:
    """Whether anything speaks of a payment: a label, a word of paying, an amount."""
    if any(piece.label is not None for piece in pieces) or speaks_of_payment(pieces):
        return True
    return any(is_sum(piece.text) for piece in pieces)


def _worst_fifth(pieces: tuple[Piece, ...]) -> float:
    return sorted(piece.confidence for piece in pieces)[len(pieces) // 5]
