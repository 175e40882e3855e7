"""No amount could be read on the receipt, and none of its sums is what its slip asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.matching.rules.amount_deduced import asked_for
from bot.model import Finding

if TYPE_CHECKING:
    from bot.model import Facts, Receipt, Slip

NAME = "amount_unread"


def check(receipt: Receipt, slips: tuple[Slip, ...], _facts: Facts) -> Finding | None:
    """Return an objection unless an amount above zero was read, or a person can tell which it is."""
    if receipt.amount or asked_for(receipt, slips) is not None:
        return None
    return Finding(NAME, "No se pudo leer el importe del comprobante.")
