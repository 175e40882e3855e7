"""A payment that we know comes again with another amount."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.matching import payment_key
from bot.model import Finding
from bot.money import pesos

if TYPE_CHECKING:
    from bot.model import Facts, Receipt, Slip

NAME = "repeat_differs"


def check(receipt: Receipt, _slips: tuple[Slip, ...], facts: Facts) -> Finding | None:
    """Return an objection when the earlier paper of the same payment said another amount (F4)."""
    before = {one.amount for one in payment_key.same(receipt, facts) if one.amount is not None}
    if receipt.amount is None or not before or receipt.amount in before:
        return None
    said = " y ".join(pesos(amount) for amount in sorted(before))
    return Finding(NAME, f"El mismo pago llegó antes por {said} y este comprobante dice {pesos(receipt.amount)}.")
