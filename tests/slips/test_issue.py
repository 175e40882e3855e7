"""Products of the catalog -> the lines of a new slip, at the price of the day."""

from __future__ import annotations

from datetime import date

import pytest

from bot.model import Product, SlipLine
from bot.slips import issue

DAY = date(2026, 11, 22)
CATALOG = (
    Product("A", "Anualidad", 55_000, date(2026, 1, 1), DAY),
    Product("A", "Anualidad", 60_000, date(2026, 11, 23)),
    Product("B", "Paquete", 18_000, date(2026, 1, 1)),
)


def test_the_price_is_that_of_the_day() -> None:
    assert issue.lines(CATALOG, {"A": 2}, DAY) == (SlipLine("A", "Anualidad", 2, 55_000),)
    assert issue.lines(CATALOG, {"A": 2}, date(2026, 11, 23)) == (SlipLine("A", "Anualidad", 2, 60_000),)


@pytest.mark.parametrize("wanted", [{}, {"A": 0}, {"A": -1}, {"A": 1000}, {"unknown": 1}])
def test_nothing_or_too_much_is_no_slip(wanted: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="producto"):
        issue.lines(CATALOG, wanted, DAY)


def test_a_slip_lasts_to_the_end_of_its_day_where_the_vendor_lives() -> None:
    assert issue.end_of(date(2026, 12, 22), "America/Mexico_City").isoformat() == "2026-12-23T05:59:59.999999+00:00"
