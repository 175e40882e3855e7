"""The second look at the deciding values did not confirm the first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.model import Finding

if TYPE_CHECKING:
    from bot.model import Facts, Receipt, Slip

NAME = "second_look_differs"


def check(receipt: Receipt, _slips: tuple[Slip, ...], _facts: Facts) -> Finding | None:
    """Return an objection when two readings of the same place do not agree (B139)."""
    if "unconfirmed" not in receipt.flags:
        return None
    return Finding(NAME, "La segunda lectura no confirmó el importe, la referencia o la cuenta.")
