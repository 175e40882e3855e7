"""Less than a peso is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.matching.difference import difference
from bot.model import Finding
from bot.money import pesos

if TYPE_CHECKING:
    from bot.model import Facts, Receipt, Slip

NAME = "off_by_cents"


def check(receipt: Receipt, slips: tuple[Slip, ...], facts: Facts) -> Finding | None:
    """Return an objection when only centavos are missing and the policy does not bear them."""
    found = difference(receipt, slips, facts)
    if found is None or found.cause != "cents":
        return None
    return Finding(
        NAME,
        f"Pagó {pesos(found.paid)}; la constancia {slips[0].reference} pide {pesos(found.asked)}. Faltan "
        f"{pesos(found.missing)}: solo son centavos.",
    )
