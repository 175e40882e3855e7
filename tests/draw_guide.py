"""The pictures of docs/guia-cxc.md, drawn from the real desk over the flagged cases.

.venv/bin/python tests/draw_guide.py      (writes docs/guia/*.png; look at each before it is committed)
"""

from __future__ import annotations

import io
import tempfile
from typing import TYPE_CHECKING

import flagged
from browsers import CHROMIUM, DESK, OFFLINE, PHONE, Served, in_a_thread, served
from houses import MORNING, PROJECT, open_story
from mail_servers import USERS
from PIL import Image

from bot.demo.server import MailServer
from bot.receipts.reader import Reader

if TYPE_CHECKING:
    from browsers import Screen
    from houses import Story

FOLDER = PROJECT / "docs" / "guia"
COLOURS, FEWER = 96, 48  # a page of the desk has few
GAP = 16  # pixels between two pictures of a page
PAGES = (
    ("constancias", "/constancias"), ("buscar", "/buscar?q=9354"), ("tablero", "/tablero"), ("correos", "/correos?estado=todos"),
    ("bitacora", "/bitacora"), ("usuarios", "/usuarios"), ("plantillas", "/plantillas"), ("ajustes", "/ajustes"),
    ("mi-cuenta", "/mi-cuenta"), ("nueva", "/constancias/nueva"), ("importar", "/constancias/importar"),
)  # fmt: skip


def main() -> None:
    """Draw every picture anew."""
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, MailServer(dict(USERS)) as server:
        reader = Reader()
        with open_story(f"sqlite:///{folder}/guide.db", server, reader, MORNING.replace(day=22, hour=20)) as story:
            in_a_thread(lambda: flagged.build(story))
            vars(story.house)["desk_reader"] = reader
            _draw(story)
        reader.close()


def _draw(story: Story) -> None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright, served(story.house.site()) as address:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(OFFLINE))
        desk = Served(address, story.house.db, story.clock, browser)
        screen = desk.screen(locale="es-MX", reduced_motion="reduce")
        for name, place, key in (
            ("bandeja", "/", ""), ("caso", "/casos/2", ""), ("pedir", "/casos/2", "p"), ("aceptar", "/casos/3", "a"),
            ("dividir", "/casos/4", "d"), ("candidatas", "/casos/5", ""), ("ya-aplicado", "/casos/7/ya-aplicado?otro=C-1", ""),
            ("corregir", "/casos/3", "e"), ("mas", "/casos/6", "m"), ("constancia", "/constancias/935406", ""),
        ):  # fmt: skip
            _keep(screen.go(place), name, key)
        screen.page.emulate_media(color_scheme="dark")
        _keep(screen.go("/casos/2"), "caso-oscuro")
        screen.page.emulate_media(color_scheme="light")
        screen.page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
        _keep(screen.go("/"), "telefono-bandeja")
        _keep(screen.go("/casos/2"), "telefono-caso")
        head = desk.screen("jefe@x.example", "Jefe", "admin", locale="es-MX", reduced_motion="reduce")
        for name, place in PAGES:
            _keep_four(head, name, place)
        desk.close()
        browser.close()


def _keep_four(screen: Screen, name: str, place: str) -> None:
    """Write a page at the desk and on the telephone, light and dark, side by side and half as large."""
    shots = []
    for size in (DESK, PHONE):
        screen.page.set_viewport_size({"width": size[0], "height": PHONE[1]})
        for scheme in ("light", "dark"):
            screen.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
            screen.go(place).page.wait_for_load_state("networkidle")
            shots.append(Image.open(io.BytesIO(screen.page.screenshot())).convert("RGB"))
    whole = Image.new("RGB", (sum(shot.width + GAP for shot in shots) - GAP, PHONE[1]), "white")
    left = 0
    for shot in shots:
        whole.paste(shot, (left, 0))
        left += shot.width + GAP
    half = whole.resize((whole.width // 2, whole.height // 2), Image.Resampling.LANCZOS)
    few = half.quantize(FEWER, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    few.save(FOLDER / f"todas-{name}.png", optimize=True)


def _keep(screen: Screen, name: str, key: str = "") -> None:
    """Write a picture in few colours, after this key opened its panel."""
    screen.heard()
    if key == "e":
        screen.press(key).until("document.activeElement.id === 'amount'")
    elif key:
        screen.panel(key)
    if name == "candidatas":
        screen.page.locator(".candidates").scroll_into_view_if_needed()
    screen.page.wait_for_load_state("networkidle")
    shot = Image.open(io.BytesIO(screen.page.screenshot())).convert("RGB")
    few = shot.quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    few.save(FOLDER / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
