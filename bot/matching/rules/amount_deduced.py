"""The paper prints several sums and nothing tells which of them was paid; one is what the slip asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.model import Finding
from bot.money import pesos

if TYPE_CHECKING:
    from bot.model import Facts, Receipt, Slip

NAME = "amount_deduced"


def check(receipt: Receipt, _slips: tuple[Slip, ...], _facts: Facts) -> Finding | None:
    """Return an objection when the amount was only found by looking for the slip's among the paper's sums."""
    if NAME not in receipt.flags or not receipt.amount:
        return None
    said = f"El papel imprime varias cantidades; {pesos(receipt.amount)} se dedujo de la constancia."
    return Finding(NAME, said)
