"""The receipt pays the slip's subtotal: the IVA is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.matching.difference import difference
from bot.model import Finding
from bot.money import pesos

if TYPE_CHECKING:
    from bot.model import Facts, Receipt, Slip

NAME = "amount_is_subtotal"


def check(receipt: Receipt, slips: tuple[Slip, ...], facts: Facts) -> Finding | None:
    """Return an objection when the amount is the slip's subtotal."""
    found = difference(receipt, slips, facts)
    if found is None or found.cause != "subtotal":
        return None
    return Finding(
        NAME,
        f"Pagó {pesos(found.paid)}, el subtotal; la constancia {slips[0].reference} pide {pesos(found.asked)}. "
        f"Faltan {pesos(found.missing)}: es exactamente el IVA (16 %).",
    )
