"""The slip's pages in Debian's chromium: ticks, copies, widths, colours, without scripts, and what axe says."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from browsers import DESK, PHONE, Screen, served, tabs
from panel_site import PanelSite

from bot.panel.counter import Counter
from bot.store import slips
from bot.store.db import Database

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser

    Tab = Callable[..., Screen]

NEW = "/panel/constancia/nueva"
SLIP, PART, EXPIRED = (f"/panel/constancia/{reference}" for reference in ("935447", "935454", "935462"))
INVOICE = "/panel/factura/935447"
PLACES = (NEW, SLIP, PART, EXPIRED, INVOICE)


@pytest.fixture(scope="module")
def panel(tmp_path_factory: pytest.TempPathFactory) -> PanelSite:
    """Give a panel whose customer has an open, a part-paid and an expired slip."""
    db = Database(f"sqlite:///{tmp_path_factory.mktemp('panel') / 'a.db'}")
    db.migrate()
    counter = Counter(receipts_to=("comprobantes@x.example",), bank_hints=(("BBVA", "Escriba {referencia}."),))
    site = PanelSite(db, more={"counter": counter})
    customer, month = site.customer(), site.now + timedelta(days=30)
    for reference, until in (("935447", month), ("935454", month), ("935462", site.now - timedelta(days=1))):
        site.slip(customer, reference, expires_at=until)
    with db.begin() as tx:
        (part,) = slips.named(tx, ["935454"], now=site.now)
        slips.keep(tx, part.id, 112500, received=0)
    return site


@pytest.fixture(scope="module")
def address(panel: PanelSite) -> Iterator[str]:
    with served(panel.site) as at:
        yield at


@pytest.fixture
def tab(panel: PanelSite, address: str, chromium: Browser) -> Iterator[Tab]:
    """Give what opens a tab of the customer, who is signed in."""
    with tabs(chromium, address) as opened:

        def inside(*size: tuple[int, int], **options: object) -> Screen:
            screen = opened(*size, **options)
            for cookie in panel.inside().client.cookies.jar:
                screen.page.context.add_cookies([{"name": cookie.name, "value": str(cookie.value), "url": address}])
            return screen

        yield inside


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_and_state_can_be_read_by_all(tab: Tab, size: tuple[int, int], scheme: str) -> None:
    screen = tab(size, color_scheme=scheme)
    for place in PLACES:
        screen.go(place)
        screen.page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")

        assert (place, screen.violations()) == (place, [])
        assert (place, screen.too_wide()) == (place, 0)
    assert screen.complaints == []


def test_nothing_moves_sideways_on_the_narrowest_telephone(tab: Tab) -> None:
    screen = tab((320, 640))
    for place in PLACES:
        screen.go(place)
        screen.page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")

        assert (place, screen.too_wide()) == (place, 0)


def test_reference_amount_and_clabe_are_seen_without_scrolling(tab: Tab) -> None:
    page = tab().go(SLIP).page

    ends = [box["y"] + box["height"] for one in page.locator("[data-copy]").all() if (box := one.bounding_box())]

    assert len(ends) == 3
    assert max(ends) < PHONE[1]
    assert page.locator("a.solid").count() + page.locator("button.solid").count() == 1


def test_a_tick_is_summed_up_by_the_server(tab: Tab) -> None:
    screen = tab().go(NEW)
    assert "Total $1,305.00" in screen.text("#suma")

    screen.page.locator("#p-SP0800").uncheck()

    screen.until("document.querySelector('#suma').innerText.includes('$638.00')")
    assert "¿Generamos su constancia por $638.00?" in screen.text("#suma")
    assert screen.text("#aviso") == "¿Generamos su constancia por $638.00?"
    assert not screen.page.locator("#p-SP0800").is_checked()
    screen.page.locator("#p-I05077").uncheck()
    screen.until("document.querySelector('#suma').innerText.includes('Elija qué incluir')")
    assert screen.page.get_by_role("button", name="Sí").count() == 0
    assert screen.complaints == []


def test_what_is_copied_has_no_gaps(tab: Tab) -> None:
    screen = tab(permissions=["clipboard-read", "clipboard-write"]).go(SLIP)
    clipboard = "navigator.clipboard.readText()"

    for name, text in (("la CLABE", "012164001016446374"), ("el importe", "1305.00"), ("la referencia", "935447")):
        screen.page.get_by_role("button", name=f"Copiar {name}").click()
        screen.page.get_by_role("button", name=f"Copiado {name}").wait_for()
        assert screen.page.evaluate(clipboard) == text


def test_without_a_clipboard_the_text_is_still_copied_or_selected(tab: Tab) -> None:
    """On plain http browsers lend no clipboard."""
    screen = tab()
    screen.page.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    screen.go(SLIP)
    screen.page.evaluate("document.execCommand = () => false")

    screen.page.get_by_role("button", name="Copiar la CLABE").click()

    screen.until("document.querySelector('#aviso').textContent.startsWith('Quedó seleccionado')")
    assert screen.page.evaluate("getSelection().toString()") == "012164001016446374"


def test_another_rfc_brings_other_regimes_and_another_regime_other_uses(tab: Tab) -> None:
    screen = tab().go(INVOICE)
    assert screen.page.locator("#regime option[value='601']").count() == 1

    screen.page.fill("#rfc", "GODE561231GR8")
    screen.page.keyboard.press("Tab")

    screen.until("!document.querySelector(\"#regime option[value='601']\")")
    screen.page.select_option("#regime", "605")
    screen.until("!document.querySelector(\"#cfdi_use option[value='G03']\")")
    assert screen.page.input_value("#rfc") == "GODE561231GR8"
    assert screen.page.input_value("#regime") == "605"
    assert screen.complaints == []


def test_a_mistake_takes_the_focus_and_leads_to_its_field(tab: Tab) -> None:
    screen = tab().go(INVOICE)
    screen.page.evaluate("document.querySelector('#factura').noValidate = true")
    screen.page.fill("#rfc", "GODE561231GR")

    screen.page.get_by_role("button", name="Guardar").click()

    screen.page.wait_for_selector("#problemas")
    screen.until("document.activeElement.id === 'problemas'")
    assert screen.violations() == []
    screen.page.get_by_role("link", name="El RFC tiene 13 letras y números; escribió 12.").click()
    screen.until("document.activeElement.id === 'rfc'")


def test_all_of_it_works_without_scripts(tab: Tab) -> None:
    page = tab(java_script_enabled=False).go(NEW).page

    page.locator("#p-SP0800").uncheck()
    page.get_by_role("button", name="Volver a sumar").click()
    assert "$638.00" in page.locator("#suma").inner_text()
    page.get_by_role("button", name="Sí", exact=True).click()

    assert page.locator("h1").inner_text().startswith("Pague $638.00 con la referencia ")
    assert page.locator("[data-copy]").first.is_hidden()
    page.get_by_text("¿Quiere cambiarla o cancelarla?").click()
    page.get_by_role("button", name="Cancelar la constancia").click()
    assert "está cancelada" in page.locator("h1").inner_text()
