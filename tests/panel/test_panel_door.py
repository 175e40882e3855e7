"""The panel's door: who is let in, who is slowed, and what opens to whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from panel_site import PanelSite, enter

from bot.store.db import Database

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def panel(tmp_path: Path) -> PanelSite:
    """Give a panel that nobody has entered yet."""
    db = Database(f"sqlite:///{tmp_path / 'a.db'}")
    db.migrate()
    return PanelSite(db)


def test_who_knows_the_password_is_let_in_and_can_leave(panel: PanelSite) -> None:
    browser = panel.inside()

    assert browser.get("/panel").status_code == 200
    browser.post("/panel/salir")
    assert browser.get("/panel").headers["location"] == "/panel/entrar"


def test_a_stranger_is_sent_to_the_door(panel: PanelSite) -> None:
    panel.customer()
    browser = panel.browser()

    assert enter(browser, "esperanza", "no es esta contraseña") == 422
    assert "El usuario o la contraseña no coinciden." in browser.page
    assert browser.get("/panel").headers["location"] == "/panel/entrar"
