"""The values that decide were read with doubt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.model import Finding

if TYPE_CHECKING:
    from bot.model import Facts, Receipt, Slip

NAME = "low_confidence"


def check(receipt: Receipt, _slips: tuple[Slip, ...], _facts: Facts) -> Finding | None:
    """Return an objection when the reader was not sure of them."""
    if NAME not in receipt.flags:
        return None
    return Finding(NAME, "La lectura del comprobante es dudosa.")
