"""Which version a payment lets a panel change to."""

from __future__ import annotations

from datetime import date

import pytest

from bot.activation import version
from bot.model import Panel, Product, SlipLine

DAY = date(2022, 1, 1)
CATALOG = (
    Product("SP0800", "Actualizacion", 57_500, DAY, version="4.0"),
    Product("SP1000", "Actualizacion", 57_500, DAY, version="10.0"),
    Product("I05077", "Anualidad", 55_000, DAY, months=12),
)


@pytest.mark.parametrize(
    ("has", "bought", "may"),
    [
        ("3.3", ("SP0800", "I05077"), "4.0"),
        ("3.3", ("I05077",), None),
        ("4.0", ("SP0800",), None),
        ("4.0", ("SP0800", "SP1000"), "10.0"),
        ("3.3", ("ES-OTRO",), None),
        ("3.3", (), None),
    ],
)
def test_only_a_later_version_that_was_bought_is_offered(has: str, bought: tuple[str, ...], may: str | None) -> None:
    lines = [SlipLine(code, "", 1, 100) for code in bought]

    assert version.offered(Panel(1, has, None, 0), lines, CATALOG) == may
