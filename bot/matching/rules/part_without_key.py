"""A part of what the slip asks for, without a key that is its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.matching import payment_key
from bot.matching.difference import SHORT, difference
from bot.model import Finding

if TYPE_CHECKING:
    from bot.model import Facts, Receipt, Slip

NAME = "part_without_key"


def check(receipt: Receipt, slips: tuple[Slip, ...], facts: Facts) -> Finding | None:
    """Return an objection when too little was paid and no strong key tells this part from the next one (B138)."""
    found = difference(receipt, slips, facts)
    if found is None or found.cause not in SHORT:
        return None
    if any(key.strong for key in payment_key.keys(receipt, facts.vendor)):
        return None
    return Finding(
        NAME,
        "Es solo una parte y no trae clave de rastreo ni folio: no se puede apartar sin riesgo de contarla dos veces.",
    )
