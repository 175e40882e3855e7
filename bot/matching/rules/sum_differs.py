"""One payment names several slips, and it is not their sum."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.matching.difference import difference
from bot.model import Finding
from bot.money import pesos

if TYPE_CHECKING:
    from bot.model import Facts, Receipt, Slip

NAME = "sum_differs"


def check(receipt: Receipt, slips: tuple[Slip, ...], facts: Facts) -> Finding | None:
    """Return an objection unless a payment for several slips is their balance to the centavo (B138)."""
    found = difference(receipt, slips, facts)
    if found is None or found.cause != "sum":
        return None
    parts = " + ".join(f"{slip.reference}: {pesos(slip.balance)}" for slip in slips)
    off = f"Faltan {pesos(found.missing)}" if found.missing > 0 else f"Sobran {pesos(-found.missing)}"
    return Finding(NAME, f"Pagó {pesos(found.paid)}; sus constancias suman {pesos(found.asked)} ({parts}). {off}.")
