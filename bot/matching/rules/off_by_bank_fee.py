"""What is missing is what a bank charges for a transfer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.matching.difference import difference
from bot.model import Finding
from bot.money import pesos

if TYPE_CHECKING:
    from bot.model import Facts, Receipt, Slip

NAME = "off_by_bank_fee"


def check(receipt: Receipt, slips: tuple[Slip, ...], facts: Facts) -> Finding | None:
    """Return an objection when the difference is one of the fees of `[tolerance]` and the policy does not bear it."""
    found = difference(receipt, slips, facts)
    if found is None or found.cause != "bank_fee":
        return None
    return Finding(
        NAME,
        f"Pagó {pesos(found.paid)}; la constancia {slips[0].reference} pide {pesos(found.asked)}. Faltan "
        f"{pesos(found.missing)}: es lo que cobra un banco de comisión, y quizá la descontó del envío.",
    )
