"""The receipt pays the slip without its IVA of 16 %."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.model import Finding
from bot.money import iva, pesos

if TYPE_CHECKING:
    from bot.model import Facts, Receipt, Slip

NAME = "amount_is_subtotal"


def check(receipt: Receipt, slip: Slip | None, _facts: Facts) -> Finding | None:
    """Return an objection when the amount is the slip's subtotal."""
    if receipt.amount is None or slip is None or not pays_subtotal(receipt.amount, slip):
        return None
    missing = slip.amount - receipt.amount
    return Finding(
        NAME,
        f"Pagó {pesos(receipt.amount)}, el subtotal; la constancia {slip.reference} pide {pesos(slip.amount)}. "
        f"Faltan {pesos(missing)}: es exactamente el IVA (16 %).",
    )


def pays_subtotal(amount: int, slip: Slip) -> bool:
    """Return whether `amount`, centavos, is what the slip asks for before IVA."""
    if amount >= slip.amount:
        return False
    return amount + iva(amount) == slip.amount or amount == sum(line.amount for line in slip.lines)
