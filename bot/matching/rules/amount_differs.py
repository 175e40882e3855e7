"""The receipt pays another amount than the slip asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.matching.rules.amount_is_subtotal import pays_subtotal
from bot.model import Finding
from bot.money import pesos

if TYPE_CHECKING:
    from bot.model import Facts, Receipt, Slip

NAME = "amount_differs"


def check(receipt: Receipt, slip: Slip | None, facts: Facts) -> Finding | None:
    """Return an objection unless the amounts are equal to the centavo, or the excess is one that we accept."""
    if not receipt.amount or slip is None or pays_subtotal(receipt.amount, slip):
        return None
    excess = receipt.amount - slip.amount
    if 0 <= excess <= facts.trust.accept_overpayment_up_to:
        return None
    difference = f"Sobran {pesos(excess)}" if excess > 0 else f"Faltan {pesos(-excess)}"
    paid = f"Pagó {pesos(receipt.amount)}; la constancia {slip.reference} pide {pesos(slip.amount)}"
    return Finding(NAME, f"{paid}. {difference}.")
