"""The payment is scheduled: nothing was paid yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.model import Finding

if TYPE_CHECKING:
    from bot.model import Facts, Receipt, Slip

NAME = "scheduled"


def check(receipt: Receipt, _slips: tuple[Slip, ...], _facts: Facts) -> Finding | None:
    """Return an objection when the receipt says that the bank will pay later (F5)."""
    if receipt.status != "scheduled":
        return None
    return Finding(NAME, "El comprobante es de una transferencia programada: el banco aún no la realiza.")
