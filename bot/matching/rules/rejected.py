"""The bank rejected the payment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.model import Finding

if TYPE_CHECKING:
    from bot.model import Facts, Receipt, Slip

NAME = "rejected"


def check(receipt: Receipt, _slips: tuple[Slip, ...], _facts: Facts) -> Finding | None:
    """Return an objection when the receipt says that the payment did not take place (F5)."""
    if receipt.status != "rejected" or "returned" in receipt.flags:
        return None
    return Finding(NAME, "El comprobante dice que la operación no se realizó.")
