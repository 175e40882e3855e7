"""No amount could be read on the receipt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.model import Finding

if TYPE_CHECKING:
    from bot.model import Facts, Receipt, Slip

NAME = "amount_unread"


def check(receipt: Receipt, _slips: tuple[Slip, ...], _facts: Facts) -> Finding | None:
    """Return an objection unless an amount above zero was read."""
    if receipt.amount:
        return None
    return Finding(NAME, "No se pudo leer el importe del comprobante.")
