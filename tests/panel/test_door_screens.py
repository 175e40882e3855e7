"""From the door to the renewal in Debian's chromium: widths, colours, focus, without scripts, and what axe says."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from browsers import DESK, PHONE, Screen, served, tabs
from desk_site import PASSWORD
from panel_site import NOTICE, PanelSite

from bot.model import Panel
from bot.store import panel_links, panel_users
from bot.store.db import Database

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser

    Tab = Callable[..., Screen]

ENDING = Panel(0, "3.3", date(2026, 12, 31), 419)
NEW = "cuatro gatos negros"


@pytest.fixture(scope="module")
def panel(tmp_path_factory: pytest.TempPathFactory) -> PanelSite:
    """Give a panel whose notice is as long as real ones are."""
    db = Database(f"sqlite:///{tmp_path_factory.mktemp('door') / 'a.db'}")
    db.migrate()
    site = PanelSite(db)
    site.terms = replace(site.terms, notice=replace(NOTICE, text="## Quién\n\n" + "Nosotros, los de siempre. " * 400))
    return site


@pytest.fixture(scope="module")
def address(panel: PanelSite) -> Iterator[str]:
    with served(panel.site) as at:
        yield at


@pytest.fixture
def tab(address: str, chromium: Browser) -> Iterator[Tab]:
    """Give what opens a tab of somebody who is not signed in."""
    with tabs(chromium, address) as opened:
        yield opened


def _link(panel: PanelSite, username: str, word: str) -> str:
    with panel.db.begin() as tx:
        user = panel_users.by_username(tx, username)
        assert user is not None
        panel_links.add(tx, word, user.id, "recovery", ends_at=panel.now + timedelta(minutes=30))
    return f"/panel/contrasena/{word}"


def _fine(screen: Screen, place: str) -> None:
    """Look at a page as it stands; on a telephone also in the dark and on the narrowest one."""
    assert (place, screen.violations(), screen.too_wide()) == (place, [], 0)
    size = screen.page.viewport_size
    if size is not None and size["width"] == PHONE[0]:
        screen.page.emulate_media(color_scheme="dark")
        screen.page.set_viewport_size({"width": 320, "height": 640})
        assert (f"{place}, dark", screen.violations("color-contrast"), screen.too_wide()) == (f"{place}, dark", [], 0)
        screen.page.emulate_media(color_scheme="light")
        screen.page.set_viewport_size(size)


def _told(screen: Screen) -> None:
    """Wait until what is wrong has the focus."""
    screen.page.wait_for_selector("#problemas")
    screen.until("document.activeElement.id === 'problemas'")


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_from_the_door_to_the_renewal(panel: PanelSite, tab: Tab, size: tuple[int, int]) -> None:
    username = f"ancho-{size[0]}"
    panel.customer(username, "Refaccionaria La Esperanza", panel=ENDING)
    screen = tab(size).go("/panel")
    page = screen.page
    _fine(screen, "door")

    page.fill("#username", username)
    page.fill("#password", "no es esta contraseña")
    page.get_by_role("button", name="Entrar").click()
    _told(screen)
    _fine(screen, "refused")

    page.fill("#password", PASSWORD)
    page.get_by_role("button", name="Entrar").click()
    page.wait_for_url("**/panel/aviso")
    _fine(screen, "notice")
    page.get_by_role("button", name="Continuar").click()
    _told(screen)
    _fine(screen, "not ticked")
    page.get_by_role("link", name="Marque la casilla para continuar.").click()
    screen.until("document.activeElement.id === 'agreed'")
    page.keyboard.press("Space")
    page.get_by_role("button", name="Continuar").click()

    page.wait_for_url("**/panel/renovacion")
    assert "$1,305.00" in screen.text()
    assert page.locator("a.solid").count() + page.locator("button.solid").count() == 1
    _fine(screen, "renewal")
    for place in (
        "/panel/mi-cuenta",
        "/panel/aviso",
        "/panel/olvido",
        _link(panel, username, username),
        "/panel/contrasena/x",
    ):
        screen.go(place)
        _fine(screen, place)
    assert screen.complaints == []


def test_the_password_can_be_shown_and_is_hidden_before_it_is_sent(panel: PanelSite, tab: Tab) -> None:
    panel.customer("mostrar")
    screen = tab().go("/panel/entrar")
    page = screen.page
    page.fill("#username", "mostrar")
    page.fill("#password", "no es esta")

    page.get_by_role("button", name="Mostrar contraseña").click()
    assert page.get_attribute("#password", "type") == "text"
    page.get_by_role("button", name="Ocultar contraseña").click()
    assert page.get_attribute("#password", "type") == "password"
    page.get_by_role("button", name="Mostrar contraseña").click()
    sent = "document.querySelector('form').addEventListener('submit', (e) => { e.preventDefault(); window.sent = document.querySelector('#password').type; })"
    page.evaluate(sent)
    page.get_by_role("button", name="Entrar").click()

    assert page.evaluate("window.sent") == "password"
    assert screen.complaints == []


def test_a_password_can_be_pasted(panel: PanelSite, tab: Tab) -> None:
    page = tab(permissions=["clipboard-read", "clipboard-write"]).go("/panel/entrar").page
    page.evaluate("navigator.clipboard.writeText('tres tristes tigres')")

    page.focus("#password")
    page.keyboard.press("Control+V")

    assert page.input_value("#password") == "tres tristes tigres"


def test_all_of_it_works_without_scripts_and_by_keyboard(panel: PanelSite, tab: Tab) -> None:
    panel.customer("teclado", panel=ENDING)
    page = tab(DESK, java_script_enabled=False).go(_link(panel, "teclado", "teclado")).page
    page.focus("#new")
    page.keyboard.type(NEW)
    page.keyboard.press("Tab")
    page.keyboard.type(NEW)
    page.keyboard.press("Enter")
    page.wait_for_url("**/panel/entrar?hecho=guardada")
    assert page.get_by_role("button", name="Mostrar").count() == 0

    page.focus("#username")
    page.keyboard.type("teclado")
    page.keyboard.press("Tab")
    page.keyboard.type(NEW)
    page.keyboard.press("Enter")
    page.wait_for_url("**/panel/aviso")
    page.focus("#agreed")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    page.wait_for_url("**/panel/renovacion")
    page.get_by_role("button", name="No deseo generar en este momento la constancia de pago").press("Enter")

    page.wait_for_url("**/panel")
