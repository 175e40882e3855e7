"""What a customer is offered, what else is sold, what he ticked -> the products that his slip may hold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.model import SlipLine
from bot.slips.issue import sold_on

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date

    from bot.model import Product


@dataclass(frozen=True, slots=True)
class Choice:
    """One product that he may include in his payment or leave out."""

    line: SlipLine
    is_in: bool
    is_offered: bool  # it renews what he has; what is not can be added


def choices(
    offered: Sequence[SlipLine], products: Sequence[Product], today: date, wanted: Collection[str] | None = None
) -> tuple[Choice, ...]:
    """Return what he is offered, then the stamps that he may add; `wanted` are the codes he ticked, None: not yet.

    What is offered is in until he says otherwise. Of each product there is one, at the price of today.
    """
    codes = {line.code for line in offered}
    more = [
        SlipLine(one.code, one.description, 1, one.price)
        for one in sold_on(products, today)
        if one.stamps and not one.months and not one.version and one.code not in codes
    ]
    return tuple(
        Choice(line, line.code in codes if wanted is None else line.code in wanted, line.code in codes)
        for line in (*offered, *more)
    )


def chosen(found: Sequence[Choice]) -> tuple[SlipLine, ...]:
    """Return the lines that are in."""
    return tuple(one.line for one in found if one.is_in)
