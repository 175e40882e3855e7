"""Lines of a slip -> subtotal, IVA and total."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot import money

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.model import SlipLine


@dataclass(frozen=True, slots=True)
class Price:
    """What a slip asks for, in centavos."""

    subtotal: int
    iva: int

    @property
    def total(self) -> int:
        """Return the amount to pay, IVA included, centavos."""
        return self.subtotal + self.iva


def price(lines: Iterable[SlipLine]) -> Price:
    """Return the price of all lines together; IVA is rounded once, on the subtotal."""
    subtotal = sum(line.amount for line in lines)
    return Price(subtotal, money.iva(subtotal))
