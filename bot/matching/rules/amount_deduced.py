"""The paper prints several sums and no word tells which was paid: they make it up, or the slip asks for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.model import Finding
from bot.money import pesos

if TYPE_CHECKING:
    from bot.model import Facts, Receipt, Slip

NAME = "amount_deduced"


def check(receipt: Receipt, _slips: tuple[Slip, ...], _facts: Facts) -> Finding | None:
    """Return an objection when the amount was only found by what the sums add up to, or by the slip."""
    if NAME not in receipt.flags or not receipt.amount:
        return None
    said = f"El papel imprime varias cantidades sin decir cuál se pagó; {pesos(receipt.amount)} se dedujo."
    return Finding(NAME, said)
