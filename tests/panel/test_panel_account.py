"""Mi cuenta: the own facts, and the own password."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from desk_site import PASSWORD
from panel_site import PanelSite, enter

from bot.store.db import Database
from bot.web import throttle

if TYPE_CHECKING:
    from pathlib import Path

NEW = "cuatro gatos negros"


@pytest.fixture
def panel(tmp_path: Path) -> PanelSite:
    db = Database(f"sqlite:///{tmp_path / 'a.db'}")
    db.migrate()
    return PanelSite(db)


def test_it_shows_who_he_is_to_us(panel: PanelSite) -> None:
    page = panel.inside().get("/panel/mi-cuenta").text

    for said in ("Cliente esperanza", "esperanza@x.example", "sin activar", "aceptado el 22 nov 2026, 10:00"):
        assert said in page


def test_a_new_password_ends_the_other_sessions(panel: PanelSite) -> None:
    browser, elsewhere = panel.inside(), panel.browser()
    enter(elsewhere, "esperanza")
    browser.get("/panel/mi-cuenta")

    done = browser.post("/panel/mi-cuenta/contrasena", old=PASSWORD, new=NEW, again=NEW)

    assert "Su contraseña cambió" in done.text
    assert browser.get("/panel/mi-cuenta").status_code == 200
    assert elsewhere.get("/panel/mi-cuenta").status_code == 303
    assert enter(panel.browser(), "esperanza", NEW) == 303


@pytest.mark.parametrize(
    ("old", "new", "again", "said"),
    [
        ("no es esta", NEW, NEW, "actual no coincide"),
        (PASSWORD, "corta", "corta", "al menos 12"),
        (PASSWORD, NEW, NEW + " dos", "no son iguales"),
    ],
)
def test_what_cannot_be_is_refused_with_its_reason(panel: PanelSite, old: str, new: str, again: str, said: str) -> None:
    browser = panel.inside()
    browser.get("/panel/mi-cuenta")

    answer = browser.post("/panel/mi-cuenta/contrasena", old=old, new=new, again=again)

    assert (answer.status_code, said in answer.text) == (422, True)
    assert enter(panel.browser(), "esperanza") == 303


def test_who_found_an_open_browser_does_not_guess_its_password(panel: PanelSite) -> None:
    """B103."""
    browser = panel.inside()
    browser.get("/panel/mi-cuenta")
    for number in range(throttle.FREE_PER_ACCOUNT):
        browser.post("/panel/mi-cuenta/contrasena", old=f"no es {number}", new=NEW, again=NEW)

    answer = browser.post("/panel/mi-cuenta/contrasena", old=PASSWORD, new=NEW, again=NEW)

    assert "Espere" in answer.text
    assert enter(panel.browser(), "esperanza") == 303
