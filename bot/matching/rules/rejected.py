"""The bank rejected or returned the payment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.model import Finding

if TYPE_CHECKING:
    from bot.model import Facts, Receipt, Slip

NAME = "rejected"


def check(receipt: Receipt, _slip: Slip | None, _facts: Facts) -> Finding | None:
    """Return an objection when the receipt says that the payment did not take place (F5)."""
    if receipt.status != "rejected":
        return None
    return Finding(NAME, "El comprobante dice que la operación no se realizó o fue devuelta.")
