"""The paper prints two amounts for one payment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.model import Finding

if TYPE_CHECKING:
    from bot.model import Facts, Receipt, Slip

NAME = "amounts_contradict"


def check(receipt: Receipt, _slips: tuple[Slip, ...], _facts: Facts) -> Finding | None:
    """Return an objection when the reader found two amounts and no reason to prefer one (F8)."""
    if "amounts_differ" not in receipt.flags:
        return None
    return Finding(NAME, "El comprobante trae dos importes distintos para el mismo pago.")
