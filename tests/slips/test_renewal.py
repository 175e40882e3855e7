"""What a customer is offered on a day."""

from __future__ import annotations

from datetime import date

from bot.model import Panel, Product, SlipLine
from bot.slips.renewal import days_left, offered

TODAY = date(2026, 11, 22)
CATALOG = (
    Product("SP0800", "Actualizacion 3.3 NIVEL A", 57_500, date(2022, 1, 1), version="4.0", level=1),
    Product("SP0801", "Actualizacion 3.3 NIVEL B", 87_500, date(2022, 1, 1), version="4.0", level=2),
    Product("I05077", "Anualidad NIVEL 1", 50_000, date(2022, 1, 1), date(2025, 12, 31), months=12, level=1),
    Product("I05077", "Anualidad NIVEL 1", 55_000, date(2026, 1, 1), months=12, level=1),
    Product("I05078", "Anualidad NIVEL 2", 95_000, date(2022, 1, 1), months=12, level=2),
    Product("I05079", "Anualidad NIVEL 3", 175_000, date(2022, 1, 1), months=12, level=3),
    Product("TF0100", "Paquete de 100 timbres", 18_000, date(2022, 1, 1), stamps=100),
)


def _line(code: str) -> SlipLine:
    return SlipLine(code, code, 1, 1)


def _codes(panel: Panel, *bought: str) -> list[str]:
    return [line.code for line in offered(CATALOG, panel, [_line(code) for code in bought], TODAY)]


def test_the_manuals_own_example() -> None:
    """SP0800 575.00 and I05077 550.00, at the price of the day."""
    lines = offered(CATALOG, Panel(1, "3.3", date(2026, 12, 31), 419), (), TODAY)

    assert [(line.code, line.quantity, line.price) for line in lines] == [("SP0800", 1, 57_500), ("I05077", 1, 55_000)]


def test_an_annuity_is_offered_from_sixty_days_before_the_end() -> None:
    assert _codes(Panel(1, "4.0", date(2027, 1, 22), 0)) == []
    assert _codes(Panel(1, "4.0", date(2027, 1, 21), 0)) == ["I05077"]
    assert _codes(Panel(1, "4.0", date(2026, 11, 1), 0)) == ["I05077"]
    assert _codes(Panel(1, "4.0", None, 0)) == ["I05077"]


def test_the_last_annuity_tells_the_level() -> None:
    panel = Panel(1, "3.3", None, 0)

    assert _codes(panel, "TF0100", "I05078", "I05077") == ["SP0801", "I05078"]
    assert _codes(panel, "I05079") == ["SP0801", "I05079"]


def test_a_version_that_is_paid_for_is_not_offered_again() -> None:
    panel = Panel(1, "3.3", date(2027, 11, 1), 0)

    assert _codes(panel) == ["SP0800"]
    assert _codes(panel, "SP0800") == []
    assert _codes(panel, "SP0801") == []


def test_a_year_that_is_paid_for_and_not_there_yet_is_not_offered_again() -> None:
    panel = Panel(1, "4.0", date(2026, 11, 1), 0)

    def codes(*coming: str) -> list[str]:
        return [line.code for line in offered(CATALOG, panel, (), TODAY, coming=coming)]

    assert (codes("I05078"), codes("TF0100"), codes("elsewhere")) == ([], ["I05077"], ["I05077"])


def test_a_catalog_without_products_offers_nothing() -> None:
    assert offered((), Panel(1, "3.3", None, 0), (), TODAY) == ()


def test_how_long_a_panel_lasts() -> None:
    assert days_left(Panel(1, "4.0", date(2026, 12, 31), 0), TODAY) == 39
    assert days_left(Panel(1, "4.0", date(2026, 11, 21), 0), TODAY) == -1
    assert days_left(Panel(1, "4.0", None, 0), TODAY) is None
