"""Paid slip + Panel -> the Panel switched on, when the panel is our own table."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.model import Panel, Product, Slip


def switched_on(panel: Panel, slip: Slip, products: Mapping[str, Product], today: date) -> Panel:
    """Return the panel with what the slip's lines add: stamps, and months of validity counted from today or later.

    The version changes only when the customer says "Sí" in the panel. A slip imported without lines adds nothing.
    """
    bought = [(products[line.code], line.quantity) for line in slip.lines if line.code in products]
    stamps = sum(product.stamps * quantity for product, quantity in bought)
    months = sum(product.months * quantity for product, quantity in bought)
    until = panel.active_until
    if months:
        until = later(max(until or today, today), months)
    return replace(panel, stamps=panel.stamps + stamps, active_until=until)


def switched_off(now: Panel, before: Panel, after: Panel) -> Panel:
    """Return the panel without what one slip added to it; what was used or bought since then stays.

    Validity goes back only where nothing was added after it: later months were counted from these.
    """
    left = max(now.stamps - (after.stamps - before.stamps), 0)
    until = before.active_until if now.active_until == after.active_until else now.active_until
    return replace(now, stamps=left, active_until=until)


def later(day: date, months: int) -> date:
    """Return the same day so many months later, or the last one of a shorter month.

    >>> later(date(2026, 1, 31), 1), later(date(2026, 11, 22), 12)
    (datetime.date(2026, 2, 28), datetime.date(2027, 11, 22))
    """
    year, month = divmod(day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(day.year + year, month + 1, last)
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")
