"""The bank has not yet carried out the payment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.model import Finding

if TYPE_CHECKING:
    from bot.model import Facts, Receipt, Slip

NAME = "pending"


def check(receipt: Receipt, _slips: tuple[Slip, ...], _facts: Facts) -> Finding | None:
    """Return an objection when the receipt says that the payment is still in process (F5)."""
    if receipt.status != "pending":
        return None
    return Finding(NAME, "El comprobante dice que la operación sigue en proceso.")
