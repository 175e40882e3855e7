"""The vendor's manual, steps 1 to 8, in a real browser: from the first sign-in to version 4.0, receipt by mail or page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import pytest
from browsers import DESK, PHONE, Screen, in_a_thread, served
from houses import text_of
from panel_site import hashed
from story_samples import ANA, Paid, mail, receipt

from bot.model import Panel
from bot.store import customers, panel_users

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from houses import Story
    from playwright.sync_api import Browser

PASSWORD = "tres tristes tigres"


@dataclass
class Walk:
    """A customer before his panel, and the house behind it."""

    story: Story
    address: str
    browser: Browser

    def screen(self, size: tuple[int, int]) -> Screen:
        """Return a tab that complains of whatever its page does wrong."""
        width, height = size
        context = self.browser.new_context(viewport={"width": width, "height": height}, base_url=self.address)
        context.set_default_timeout(15_000)
        return Screen(context.new_page())

    def sign_in(self, on: Screen) -> None:
        on.go("/panel/entrar")
        on.page.fill("#username", "ana")
        on.page.fill("#password", PASSWORD)
        on.page.click("text=Entrar")

    def new_slip(self, on: Screen) -> str:
        """Go from the door to the slip; return its reference."""
        self.sign_in(on)
        assert on.page.url.endswith("/panel/aviso")
        on.page.check("#agreed")
        on.page.click("text=Continuar")
        on.page.click("text=Generar constancia de pago")
        assert "1,305.00" in on.text()
        on.page.click("button:text-is('Sí')")
        found = re.search(r"Pague \$1,305\.00 con la referencia (\d+)", on.text("h1"))
        assert found is not None
        return found[1]

    def work(self) -> None:
        in_a_thread(self.story.work)


@pytest.fixture
def walk(story: Story, chromium: Browser) -> Iterator[Walk]:
    """Give a customer of version 3.3 with 419 stamps whose year ends in 38 days."""
    with story.house.db.begin() as tx:
        customer = customers.enrol(tx, [("Papelería El Faro", ANA, None)])[ANA]
        customers.write_panel(tx, Panel(customer, "3.3", date(2026, 12, 31), 419))
        panel_users.add(tx, customer, "ana", at=story.clock(), password_hash=hashed(PASSWORD))
    with served(story.house.site()) as address:
        yield Walk(story, address, chromium)


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_from_the_first_sign_in_to_version_4(walk: Walk, size: tuple[int, int]) -> None:
    on = walk.screen(size)
    reference = walk.new_slip(on)
    on.page.goto(f"/panel/constancia/{reference}")
    paper = on.page.request.get(f"/panel/constancia/{reference}.pdf").body()
    (document,) = walk.story.house.reader.read_file("constancia.pdf", paper)
    assert reference in {code for page in document.pages for code in page.codes}

    paid = Paid(reference=reference, day="23/11/2026", hour="09:40")
    walk.story.deliver(mail(receipt(paid, "pago.pdf"), subject=f"Pago referencia {reference}"))
    walk.story.poll()
    walk.work()

    to, letter = next((to, one) for to, one in walk.story.sent() if "activo" in text_of(one))
    assert to == ANA
    assert f"a la constancia {reference} y su panel ya está activo" in text_of(letter)
    on.page.click("text=Salir")
    walk.sign_in(on)
    assert on.page.url.endswith("/panel/activacion")
    on.page.click("text=Manual para cambio de versión")
    assert "VERSION SAT 4.0" in on.text()
    on.page.go_back()
    on.page.click("button:text-is('Sí')")
    assert "Listo: VERSION SAT 4.0. Timbres 1,419. Vence 31 dic 2027." in on.text()
    assert "VERSION SAT 4.0 Timbres disponibles: 1,419" in on.text("header")
    on.page.click("text=Consultar constancia de pago")
    assert "Su panel está activo" in on.text("h1")
    assert on.violations() == []
    assert on.too_wide() == 0
    assert on.complaints == []


def test_a_receipt_from_the_page_is_read_while_he_looks(walk: Walk, tmp_path: Path) -> None:
    on = walk.screen(PHONE)
    reference = walk.new_slip(on)
    paper = tmp_path / "IMG_1187.pdf"
    paper.write_bytes(Paid(reference=reference, day="23/11/2026", hour="09:40").pdf())
    on.page.click("text=Ya pagué: enviar comprobante")

    on.page.wait_for_url("**/panel/comprobante*")  # whole, its script too: that is what takes the second one away
    on.page.set_input_files("#archivos", [str(paper), str(paper)])
    on.until("document.querySelectorAll('[data-files] li').length === 1")
    on.page.click("text=Enviar comprobante")
    on.page.wait_for_selector("h1:text('Estamos leyendo su comprobante')")
    walk.work()
    on.page.wait_for_selector("h2 >> text=Su panel está activo.")

    assert reference in on.text("table.read")
    assert "Su panel está activo." in on.page.locator("#aviso").inner_text()
    assert on.violations() == []
    assert on.complaints == []


def test_files_can_be_taken_away_again_and_a_refusal_keeps_them(walk: Walk, tmp_path: Path) -> None:
    on = walk.screen(PHONE)
    walk.new_slip(on)
    good, empty = tmp_path / "pago.pdf", tmp_path / "vacio.pdf"
    good.write_bytes(Paid().pdf())
    empty.write_bytes(b"")
    large = tmp_path / "grande.pdf"
    large.write_bytes(bytes(25_000_001))
    on.go("/panel/comprobante")

    on.page.set_input_files("#archivos", str(large))
    on.page.click("text=Enviar comprobante")
    before = on.text("[data-progress]")
    on.page.click("[aria-label='Quitar grande.pdf']")
    on.page.set_input_files("#archivos", [str(good), str(empty)])
    on.page.click("text=Enviar comprobante")
    on.page.wait_for_selector("#problemas")
    told = on.text("#problemas")
    on.page.click("[aria-label='Quitar vacio.pdf']")
    left = on.page.locator("[data-files] li").all_inner_texts()
    on.page.click("text=Enviar comprobante")
    on.page.wait_for_selector("h1:text('Estamos leyendo su comprobante')")

    assert "«vacio.pdf» está vacío" in told
    assert "«grande.pdf» pesa 25.0 MB" in before
    assert [" ".join(one.split()) for one in left] == ["pago.pdf 2 kB Quitar"]
    assert on.complaints == []


def test_without_scripts_the_same_way_leads_to_the_same_page(walk: Walk, tmp_path: Path) -> None:
    context = walk.browser.new_context(java_script_enabled=False, base_url=walk.address)
    context.set_default_timeout(15_000)
    on = Screen(context.new_page())
    reference = walk.new_slip(on)
    paper = tmp_path / "pago.pdf"
    paper.write_bytes(Paid(reference=reference, day="23/11/2026", hour="09:40").pdf())

    on.page.click("text=Ya pagué: enviar comprobante")
    on.page.set_input_files("#archivos", str(paper))
    on.page.click("text=Enviar comprobante")
    waiting = on.page.locator("h1").inner_text()
    walk.work()
    on.page.wait_for_selector("h2 >> text=Su panel está activo.")

    assert waiting == "Estamos leyendo su comprobante…"
