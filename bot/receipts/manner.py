"""Texts of a receipt -> whether it was paid by cheque, and whether the bank gave the money back."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.receipts.amounts import amounts_in
from bot.receipts.expressions import glued
from bot.receipts.fields import fold

if TYPE_CHECKING:
    from bot.receipts.pieces import Piece
    from bot.receipts.places import Said

_RETURNED = re.compile(r"devuelt|devolucion|regresad|retornad|returned")
_BY_CHEQUE = re.compile(
    r"(?:deposito|pago|abono|pagado|depositado)(?:con|de|en|por|mediante)?cheque|(?:numero|num|no)(?:de)?cheque\W*\d"
    r"|cheque(?:numero|num|no)\W*\d|(?:forma|medio|tipo)(?:de)?(?:pago|deposito)cheque|salvobuencobro"
)
_MEANS = re.compile(r"(?:forma|medio|tipo|metodo|instrumento)(?:de)?(?:pago|deposito|operacion|movimiento)?")
_LONGEST = 45  # characters; what is longer is the small print that stands on every teller's slip


def was_returned(said: tuple[Said, ...]) -> bool:
    """Return whether a short text or a label speaks of money that came back."""
    return any(_RETURNED.search(fold(text)) for one in said for text in (one.label, one.value) if len(text) <= _LONGEST)


def is_cheque(pieces: tuple[Piece, ...]) -> bool:
    """Return whether a cheque is among what was paid: named as the means, or with an amount of its own.

    "Cheques $0.00" stands on the slip of every deposit in cash.
    """
    short = [piece for piece in pieces if len(piece.text) <= _LONGEST]
    return any(
        _BY_CHEQUE.search(glued(piece.text)) or _names_cheque(piece, pieces) or _is_row_of_cheques(piece, pieces)
        for piece in short
    )


def _names_cheque(piece: Piece, pieces: tuple[Piece, ...]) -> bool:
    """Return whether the piece asks for the means of payment and its row says a cheque."""
    if not _MEANS.fullmatch(glued(piece.text)):
        return False
    row = [other for other in pieces if abs(other.middle - piece.middle) < piece.height / 2]
    return any(re.match(r"cheque|documento?sbc|sbc$", glued(other.text)) for other in row)


def _is_row_of_cheques(piece: Piece, pieces: tuple[Piece, ...]) -> bool:
    if not re.match(r"(?:en|importeen|importe|monto)?cheques?(?![a-z])", glued(piece.text)):
        return False
    row = [other for other in pieces if abs(other.middle - piece.middle) < piece.height / 2]
    return any(money.centavos for other in row for money in amounts_in(other.text) if money.certain)
