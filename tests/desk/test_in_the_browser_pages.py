"""Every page of the desk in a real browser: read aloud, in the dark, on a phone, and with scripts off."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from browsers import DESK, PHONE

if TYPE_CHECKING:
    from browsers import Screen, ServedStory

OF_CASES = (
    "/casos/1", "/casos/2", "/casos/4", "/casos/6", "/casos/7", "/casos/3/aceptar", "/casos/5/aceptar?constancia=935404",
    "/casos/2/pedir", "/casos/4/dividir", "/casos/8/rechazar?motivo=stale", "/casos/7/ya-aplicado?otro=C-1",
    "/casos/6/no-es-comprobante", "/casos/2/nota", "/casos/1/mas", "/casos/1/revertir", "/casos/1/cartas/1",
)  # fmt: skip
OTHERS = (
    "/", "/?ver=cliente", "/?solo=engano", "/buscar?q=9354", "/buscar?q=nadie", "/constancias", "/constancias/935401",
    "/constancias/nueva", "/constancias/importar", "/tablero", "/tablero?dias=30", "/correos", "/correos/1", "/bitacora",
    "/usuarios", "/usuarios/1", "/ajustes", "/plantillas", "/plantillas/activation", "/mi-cuenta", "/nada",
)  # fmt: skip
DOORS = ("/entrar", "/contrasena/x")


def faults(screen: Screen, place: str) -> list[str]:
    """Return what axe finds in the light and in the dark, and by how much a telephone's page slides sideways."""
    screen.go(place)
    screen.page.emulate_media(color_scheme="light", reduced_motion="reduce")
    found = screen.violations()
    screen.page.emulate_media(color_scheme="dark")
    found += [f"dark: {one}" for one in screen.violations("color-contrast")]
    for width in (PHONE[0], 320):
        screen.page.set_viewport_size({"width": width, "height": PHONE[1]})
        found += [f"{width} px: {screen.too_wide()} too wide"] if screen.too_wide() else []
    screen.page.set_viewport_size({"width": DESK[0], "height": DESK[1]})
    return found


@pytest.mark.parametrize("places", [OF_CASES, OTHERS], ids=["cases", "others"])
def test_every_page_reads_well_aloud_in_the_dark_and_on_a_phone(
    flagged_desk: ServedStory, places: tuple[str, ...]
) -> None:
    """DESK.md (e) 22, 23: axe finds nothing, nothing slides sideways, and no page breaks our own policy."""
    screen = flagged_desk.desk.screen(role="admin")

    found = {place: faults(screen, place) for place in places}

    assert {place: one for place, one in found.items() if one} == {}
    assert screen.complaints == []


def test_the_doors_read_well_too(flagged_desk: ServedStory) -> None:
    screen = flagged_desk.desk.stranger()

    assert [one for place in DOORS for one in faults(screen, place)] == []


def test_without_scripts_a_clerk_takes_asks_and_undoes_by_forms(flagged_desk: ServedStory) -> None:
    """DESK.md (e) 24"""
    page = flagged_desk.desk.screen(java_script_enabled=False).page

    page.goto("/")
    page.click("text=Abrir el más urgente")
    page.click("button:has-text('Tomar')")
    assert "La revisa usted" in page.inner_text("main")
    page.click("text=Pedir $180.14")
    page.fill("#parrafo", "Gracias por su paciencia.")
    page.click("text=Ver la carta con estos cambios")
    assert "Gracias por su paciencia." in page.inner_text(".letter-text")
    page.click("text=Enviar y seguir")
    assert "se pidieron $180.14" in page.inner_text(".done-bar")
    page.click("text=Deshacer")

    assert "Deshecho" in page.inner_text(".done-bar")
    flagged_desk.work(minutes=5)
    assert flagged_desk.story.sent() == []


def test_without_scripts_a_payment_is_accepted_by_its_form(flagged_desk: ServedStory) -> None:
    page = flagged_desk.desk.screen(java_script_enabled=False, size=PHONE).page

    page.goto(f"/casos/{flagged_desk.cases['over']}")
    page.click(".action-bar >> text=Aceptar")
    page.click("text=Aceptar y seguir")
    flagged_desk.work(seconds=31)

    assert flagged_desk.story.slip_status("935402") == "paid"
    assert flagged_desk.story.sent_kinds()[-2:] == [
        ("pagos2@empresa.example", "activation"), ("pagos2@empresa.example", "manual"),
    ]  # fmt: skip
