"""Catalog and quantities -> the lines of a new slip."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.model import SlipLine

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.model import Product

MOST = 999  # of one product on one slip


def sold_on(catalog: Sequence[Product], day: date) -> tuple[Product, ...]:
    """Return the products with the price that holds on this day, in the order of the catalog."""
    return tuple(
        one for one in catalog if one.valid_from <= day and (one.valid_until is None or day <= one.valid_until)
    )


def lines(catalog: Sequence[Product], wanted: Mapping[str, int], day: date) -> tuple[SlipLine, ...]:
    """Return a line for each product of which at least one is wanted; ValueError when nothing is, or too many."""
    chosen = [(one, wanted.get(one.code, 0)) for one in sold_on(catalog, day)]
    if any(not 0 <= quantity <= MOST for _, quantity in chosen):
        raise ValueError(f"de cada producto caben de 0 a {MOST}")
    found = tuple(SlipLine(one.code, one.description, quantity, one.price) for one, quantity in chosen if quantity)
    if not found:
        raise ValueError("elija al menos un producto")
    return found


def end_of(day: date, zone: str) -> datetime:
    """Return the last instant of a day in `zone`: until then a slip that expires on it can be paid."""
    return datetime.combine(day, time.max, ZoneInfo(zone)).astimezone(UTC)
