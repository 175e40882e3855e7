"""This same payment was already received as a part of what the slip asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.matching import payment_key
from bot.model import Finding
from bot.money import pesos

if TYPE_CHECKING:
    from bot.model import Facts, Receipt, Slip

NAME = "part_already_received"


def check(receipt: Receipt, slips: tuple[Slip, ...], facts: Facts) -> Finding | None:
    """Return an objection when the strong key of a part that is kept comes again, and no other slip is named."""
    kept = [one for one in payment_key.same(receipt, facts) if one.kept]
    known = {reference for one in kept for reference in one.references}
    if not kept or not set(receipt.references) <= known:
        return None
    due = "; ".join(f"faltan {pesos(slip.balance)}" for slip in slips if slip.reference in known)
    said = f"Es el mismo pago que ya se recibió como parte de la constancia {', '.join(sorted(known))}"
    return Finding(NAME, f"{said}; {due}." if due else f"{said}.")
