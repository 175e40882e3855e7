"""Plantillas: every letter can be looked at, light and dark."""

from __future__ import annotations

from typing import TYPE_CHECKING

from staffed import enter, letter, open_desk

from bot.desk import letter_view
from bot.letters import samples

if TYPE_CHECKING:
    from pathlib import Path


def test_every_letter_can_be_looked_at(tmp_path: Path) -> None:
    browser = enter(open_desk(tmp_path), "auditor")

    page = browser.get("/plantillas").text

    names = samples.names(["iva_missing"])
    assert all(f'href="/plantillas/{name}"' in page for name in names)
    assert {browser.get(f"/plantillas/{name}").status_code for name in names} == {200}
    assert browser.get("/plantillas/secret").status_code == 404


def test_light_and_dark_differ_whatever_the_machine_prefers() -> None:
    html = letter_view.seen(letter("activation").raw).html

    light, dark = (letter_view.framed(html, scheme).body for scheme in ("light", "dark"))

    assert b"@media not all" in bytes(light)
    assert b"@media all" in bytes(dark)
    assert b"prefers-color-scheme" not in bytes(light) + bytes(dark)
