"""The amount in words is another than the amount in digits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.model import Finding

if TYPE_CHECKING:
    from bot.model import Facts, Receipt, Slip

NAME = "amount_in_words_differs"


def check(receipt: Receipt, _slips: tuple[Slip, ...], _facts: Facts) -> Finding | None:
    """Return an objection when digits and words of the amount contradict each other (F8)."""
    if NAME not in receipt.flags:
        return None
    return Finding(NAME, "El importe con letra y el importe con número no dicen lo mismo.")
