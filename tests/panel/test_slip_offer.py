"""Generar constancia de pago: what may be included, what it comes to, and one slip however often Sí is pressed."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from panel_site import CATALOG, LINES, PanelSite

from bot.model import Panel, Product
from bot.store import panel_users, slips
from bot.store.db import Database

if TYPE_CHECKING:
    from pathlib import Path

    from desk_site import Browser

    from bot.model import Slip

NEW = "/panel/constancia/nueva"
BOTH = ["SP0800", "I05077"]


@pytest.fixture
def panel(tmp_path: Path) -> PanelSite:
    db = Database(f"sqlite:///{tmp_path / 'a.db'}")
    db.migrate()
    return PanelSite(db)


def of(panel: PanelSite, username: str = "esperanza") -> tuple[Slip, ...]:
    """Return the open slips of a customer."""
    with panel.db.read() as tx:
        user = panel_users.by_username(tx, username)
        assert user is not None
        return slips.open_of(tx, user.customer_id, now=panel.now)


def said(browser: Browser) -> str:
    """Return the words of the page."""
    return " ".join(re.sub(r"<[^>]+>", " ", browser.page.partition("<main")[2]).split())


def test_the_example_of_the_vendors_manual_to_the_centavo(panel: PanelSite) -> None:
    browser = panel.inside()

    browser.get(NEW)

    assert "Su pago renueva el panel." in said(browser)  # the vendor's own message
    assert "Subtotal $1,125.00 IVA 16 % $180.00 Total $1,305.00" in said(browser)
    assert "¿Generamos su constancia por $1,305.00 ?" in said(browser)


def test_yes_makes_the_slip_and_shows_it(panel: PanelSite) -> None:
    browser = panel.inside()
    browser.get(NEW)

    answer = browser.post(NEW, p=BOTH, total="130500")

    (slip,) = of(panel)
    assert answer.headers["location"] == f"/panel/constancia/{slip.reference}?hecho=generada"
    assert (slip.amount, slip.lines) == (130500, LINES)
    assert slip.expires_at == datetime(2026, 12, 23, 5, 59, 59, 999999, UTC)  # 30 days, to the end of the last one


def test_what_is_left_out_is_not_paid_and_stamps_may_be_added(panel: PanelSite) -> None:
    browser = panel.inside()

    browser.get(f"{NEW}?elegido=1&p=I05077&p=TF0100")

    assert "Total $846.80" in said(browser)  # 550.00 + 180.00, and 16 %
    browser.post(NEW, p=["I05077", "TF0100"], total="84680")
    assert [line.code for line in of(panel)[0].lines] == ["I05077", "TF0100"]


def test_a_yes_to_another_total_than_the_page_showed_asks_again(panel: PanelSite) -> None:
    """Without scripts a tick changes no total on the page; a price may change while it stands open."""
    browser = panel.inside()
    browser.get(NEW)

    answer = browser.post(NEW, p=["I05077"], total="130500")

    assert answer.status_code == 422
    assert "El total ahora es $638.00. Confirme, por favor." in said(browser)
    assert of(panel) == ()


@pytest.mark.parametrize("codes", [[], ["NADA"], ["I05078"]])
def test_a_slip_holds_only_what_is_offered_to_this_customer(panel: PanelSite, codes: list[str]) -> None:
    browser = panel.inside()
    browser.get(NEW)

    assert browser.post(NEW, p=codes, total="110200").status_code == 422
    assert "Elija al menos un producto." in said(browser)
    assert of(panel) == ()


def test_the_same_items_are_the_same_slip_again(panel: PanelSite) -> None:
    browser = panel.inside()
    browser.get(NEW)
    browser.post(NEW, p=BOTH, total="130500")
    (first,) = of(panel)
    browser.get(NEW)

    again = browser.post(NEW, p=BOTH, total="130500")

    assert f"Ya tiene abierta la constancia {first.reference} por $1,305.00" in said(browser)
    assert again.headers["location"] == f"/panel/constancia/{first.reference}?hecho=la-misma"
    assert of(panel) == (first,)


def test_a_slip_keeps_its_prices_when_they_rise(panel: PanelSite) -> None:
    browser = panel.inside()
    browser.get(NEW)
    browser.post(NEW, p=BOTH, total="130500")
    ended = replace(CATALOG[1], valid_until=date(2026, 11, 22))
    dearer = replace(CATALOG[1], price=60_000, valid_from=date(2026, 11, 23))
    panel.catalog = (CATALOG[0], ended, dearer)
    panel.pass_time(timedelta(days=1))
    later = panel.inside()

    later.get(NEW)

    assert "Total $1,363.00" in said(later)  # 575.00 + 600.00, and 16 %
    assert of(panel)[0].amount == 130500


def test_who_needs_nothing_is_told_so(panel: PanelSite) -> None:
    panel.catalog = tuple(one for one in CATALOG if not one.code.startswith("TF"))
    browser = panel.inside(panel=Panel(0, "4.0", date(2027, 12, 31), 400))

    browser.get(NEW)

    assert "Por ahora no tiene nada que pagar" in said(browser)


def test_a_description_cannot_break_the_page(panel: PanelSite) -> None:
    """B97."""
    panel.catalog = (Product("X<1", "<script>alert(1)</script>", 100, date(2022, 1, 1), months=12),)
    browser = panel.inside()

    browser.get(NEW)

    assert "<script>alert" not in browser.page


def test_nobody_says_yes_from_another_site(panel: PanelSite) -> None:
    """B101."""
    browser = panel.inside()

    assert browser.send(NEW, {"p": BOTH, "total": "130500"}).status_code == 403
    assert of(panel) == ()
