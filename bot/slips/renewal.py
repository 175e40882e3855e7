"""Panel, what its customer bought, the day -> what he is offered now."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from bot.model import SlipLine
from bot.slips.issue import sold_on

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date

    from bot.model import Panel, Product


def offered(
    products: Sequence[Product], panel: Panel, last_lines: Sequence[SlipLine], today: date, *, renew_days: int = 60,
    coming: Collection[str] = (),
) -> tuple[SlipLine, ...]:  # fmt: skip
    """Return a line for each product that fits this customer now, in the order of the catalog; empty: nothing.

    An annuity from `renew_days` before his panel ends, of his level; the change to a newer version, unless it is paid
    for already. `last_lines` are those of the slips he paid, newest first: they tell his level. `coming` are the codes
    that he paid for and that his panel does not have yet: while an annuity is among them, none is offered.
    """
    sold = sold_on(products, today)
    level = _level(products, last_lines)
    chosen: list[Product | None] = []
    years = {one.code for one in products if one.months}
    ends = panel.active_until is None or panel.active_until - today <= timedelta(days=renew_days)
    if ends and years.isdisjoint(coming):
        chosen.append(_of_level([one for one in sold if one.months], level))
    newer = [one for one in sold if one.version and _number(one.version) > _number(panel.version)]
    owned = {line.code for line in last_lines} & {one.code for one in newer}
    if not owned:
        chosen.append(_of_level(newer, level))
    return tuple(SlipLine(one.code, one.description, 1, one.price) for one in sold if one in chosen)


def days_left(panel: Panel, today: date) -> int | None:
    """Return in how many days the panel ends, negative when it has; None when it was never active."""
    return (panel.active_until - today).days if panel.active_until is not None else None


def _level(products: Sequence[Product], last_lines: Sequence[SlipLine]) -> int:
    """Return the level of the last annuity he bought; the lowest one for who bought none."""
    levels = {one.code: one.level for one in products if one.months}
    return next((levels[line.code] for line in last_lines if line.code in levels), 1)


def _of_level(products: Sequence[Product], level: int) -> Product | None:
    """Return the product for this level: its own, else the nearest below, else the lowest there is."""
    fitting = [one for one in products if one.level <= level]
    if fitting:
        return max(fitting, key=lambda one: one.level)
    return min(products, key=lambda one: one.level, default=None)


def _number(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".") if part.isdigit())
