"""The receipt pays less than its slip still asks for, by no cause that we know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.matching.difference import difference
from bot.model import Finding
from bot.money import pesos

if TYPE_CHECKING:
    from bot.model import Facts, Receipt, Slip

NAME = "amount_differs"


def check(receipt: Receipt, slips: tuple[Slip, ...], facts: Facts) -> Finding | None:
    """Return an objection when a part of the balance is missing (B141)."""
    found = difference(receipt, slips, facts)
    if found is None or found.cause != "short":
        return None
    asks = "pide" if slips[0].received == 0 else "todavía pide"
    paid = f"Pagó {pesos(found.paid)}; la constancia {slips[0].reference} {asks} {pesos(found.asked)}"
    return Finding(NAME, f"{paid}. Faltan {pesos(found.missing)}.")
