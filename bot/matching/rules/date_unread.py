"""No date could be read on the receipt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.model import Finding

if TYPE_CHECKING:
    from bot.model import Facts, Receipt, Slip

NAME = "date_unread"


def check(receipt: Receipt, _slips: tuple[Slip, ...], _facts: Facts) -> Finding | None:
    """Return an objection unless the day of the payment was read: without it F7 cannot be checked."""
    if receipt.paid_on is not None:
        return None
    return Finding(NAME, "No se pudo leer la fecha del comprobante.")
