"""What ends and when, what is offered, and who is not asked again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from desk_site import PASSWORD
from member_story import PAID, PAPER, Member
from panel_site import LINES, PanelSite, enter

from bot.model import Panel
from bot.store import customers
from bot.store.db import Database

if TYPE_CHECKING:
    from pathlib import Path

    from houses import Story

ENDING = Panel(0, "3.3", date(2026, 12, 31), 419)
FAR = Panel(0, "4.0", date(2027, 12, 31), 1419)
LATER = "No deseo generar en este momento la constancia de pago"


@pytest.fixture
def panel(tmp_path: Path) -> PanelSite:
    db = Database(f"sqlite:///{tmp_path / 'a.db'}")
    db.migrate()
    return PanelSite(db)


def test_the_manuals_example_to_the_centavo(panel: PanelSite) -> None:
    browser = panel.inside(panel=ENDING)
    assert browser.get("/panel/seguir").headers["location"] == "/panel/renovacion"

    page = browser.get("/panel/renovacion").text

    assert "Su anualidad vence el 31 de diciembre de 2026 (en 39 días)." in page
    for said in ("SP0800", "$575.00", "I05077", "$550.00", "$1,125.00", "$180.00", "$1,305.00", LATER):
        assert said in page
    assert 'href="/panel/constancia/nueva"' in page
    assert ("VERSION SAT 3.3" in page, "Timbres disponibles: 419" in page) == (True, True)


def test_who_puts_it_off_is_asked_again_only_in_his_next_session(panel: PanelSite) -> None:
    browser = panel.inside(panel=ENDING)
    browser.get("/panel/renovacion")

    assert browser.post("/panel/renovacion/despues").headers["location"] == "/panel"

    assert browser.get("/panel/seguir").headers["location"] == "/panel"
    assert browser.get("/panel/renovacion").status_code == 200
    browser.post("/panel/salir")
    browser.get("/panel/entrar")
    browser.post("/panel/entrar", username="esperanza", password=PASSWORD)
    assert browser.get("/panel/seguir").headers["location"] == "/panel/renovacion"


def test_another_browser_of_his_is_asked_for_itself(panel: PanelSite) -> None:
    first = panel.inside(panel=ENDING)
    second = panel.browser()
    enter(second, "esperanza")
    first.get("/panel/renovacion")
    first.post("/panel/renovacion/despues")

    assert second.get("/panel/seguir").headers["location"] == "/panel/renovacion"


def test_who_has_nothing_to_renew_goes_straight_in(panel: PanelSite) -> None:
    browser = panel.inside(panel=FAR)

    assert browser.get("/panel/seguir").headers["location"] == "/panel"
    assert "Por ahora no tiene nada que renovar." in browser.get("/panel/renovacion").text


def test_who_has_an_open_slip_is_shown_it_instead(panel: PanelSite) -> None:
    customer = panel.customer(panel=ENDING)
    panel.slip(customer, expires_at=panel.now + timedelta(days=1))
    browser = panel.inside()

    assert browser.get("/panel/seguir").headers["location"] == "/panel"
    panel.pass_time(timedelta(days=1, minutes=1))
    enter(browser, "esperanza")
    assert browser.get("/panel/seguir").headers["location"] == "/panel/renovacion"


def test_what_is_paid_and_not_active_yet_is_not_sold_again(story: Story) -> None:
    story.slip(lines=LINES)
    ana = Member(story)
    with story.house.db.begin() as tx:
        customers.write_panel(tx, replace(ENDING, customer_id=ana.id))
    ana.send(PAPER)
    story.house.engine(("mail",)).work_until_empty()

    assert ana.panel() == replace(ENDING, customer_id=ana.id)
    assert ana.get("/panel/seguir").headers["location"] == "/panel"
    assert "Por ahora no tiene nada que renovar." in ana.text("/panel/renovacion")
    assert "I05077" not in ana.text("/panel/constancia/nueva")


@pytest.mark.parametrize("amount", ["$1,305.00 MXN", "$1,125.00 MXN"])
def test_who_has_money_with_us_is_not_led_to_pay_anew(story: Story, amount: str) -> None:
    """A receipt of a slip that is over lies on the desk; a part is kept for one that ends before the rest comes."""
    is_late = amount == "$1,305.00 MXN"
    story.slip(lines=LINES, expires_at=story.clock() + timedelta(hours=-1 if is_late else 1))
    ana = Member(story)
    assert ana.get("/panel/seguir").headers["location"] == ("/panel/renovacion" if is_late else "/panel")
    ana.send(("pago.pdf", replace(PAID, amount=amount).pdf()), constancia="935447")
    story.work()
    story.clock.pass_by(hours=2)
    enter(ana.browser, ana.username)

    assert ana.get("/panel/seguir").headers["location"] == "/panel"
    assert "Tenemos un pago suyo en proceso." in ana.text("/panel/renovacion")


@pytest.mark.parametrize(
    ("until", "said"),
    [
        (None, "Su panel aún no está activo."),
        (date(2026, 11, 22), "vence el 22 de noviembre de 2026 (hoy)."),
        (date(2026, 11, 21), "venció el 21 de noviembre de 2026 (ayer)."),
    ],
)
def test_when_it_ends_is_said_in_words(panel: PanelSite, until: date | None, said: str) -> None:
    browser = panel.inside(panel=Panel(0, "4.0", until, 0))

    assert said in browser.get("/panel/renovacion").text
