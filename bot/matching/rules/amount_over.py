"""The receipt pays more than its slip still asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.matching.difference import difference
from bot.model import Finding
from bot.money import pesos

if TYPE_CHECKING:
    from bot.model import Facts, Receipt, Slip

NAME = "amount_over"


def check(receipt: Receipt, slips: tuple[Slip, ...], facts: Facts) -> Finding | None:
    """Return an objection when the excess is above what the trust policy accepts (B141)."""
    found = difference(receipt, slips, facts)
    if found is None or found.cause != "over":
        return None
    asks = "pide" if slips[0].received == 0 else "solo pide ya"
    paid = f"Pagó {pesos(found.paid)}; la constancia {slips[0].reference} {asks} {pesos(found.asked)}"
    return Finding(NAME, f"{paid}. Sobran {pesos(-found.missing)}: si se acepta, quedan a favor del cliente.")
