"""The payer withheld two thirds of the IVA."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.matching.difference import difference
from bot.model import Finding
from bot.money import pesos

if TYPE_CHECKING:
    from bot.model import Facts, Receipt, Slip

NAME = "iva_withheld"


def check(receipt: Receipt, slips: tuple[Slip, ...], facts: Facts) -> Finding | None:
    """Return an objection when exactly the usual withholding is missing and the policy does not bear it."""
    found = difference(receipt, slips, facts)
    if found is None or found.cause != "iva_withheld":
        return None
    return Finding(
        NAME,
        f"Pagó {pesos(found.paid)}; la constancia {slips[0].reference} pide {pesos(found.asked)}. Faltan "
        f"{pesos(found.missing)}: son dos terceras partes del IVA, como si el cliente lo hubiera retenido.",
    )
