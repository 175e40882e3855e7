"""The bank gave the payment back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.model import Finding

if TYPE_CHECKING:
    from bot.model import Facts, Receipt, Slip

NAME = "returned"


def check(receipt: Receipt, _slips: tuple[Slip, ...], _facts: Facts) -> Finding | None:
    """Return an objection when the receipt says that the money was returned (F5)."""
    if NAME not in receipt.flags:
        return None
    return Finding(NAME, "El comprobante dice que el banco devolvió el pago.")
