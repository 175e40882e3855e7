"""The privacy notice: agreed to once for each version, by a tick."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from panel_site import NOTICE, PanelSite

from bot.store import consents
from bot.store.db import Database

if TYPE_CHECKING:
    from pathlib import Path

    from bot.store.consents import Consent


@pytest.fixture
def panel(tmp_path: Path) -> PanelSite:
    db = Database(f"sqlite:///{tmp_path / 'a.db'}")
    db.migrate()
    return PanelSite(db)


def _last(panel: PanelSite, customer: int = 1) -> Consent | None:
    with panel.db.read() as tx:
        return consents.last(tx, customer)


def test_the_notice_is_read_ticked_and_kept(panel: PanelSite) -> None:
    browser = panel.inside(agrees=False)
    assert browser.get("/panel/seguir").headers["location"] == "/panel/aviso"
    page = browser.get("/panel/aviso").text
    assert "Usamos sus datos para cobrar." in page
    assert "<h2>Quién</h2><p>Nosotros.</p>" in page.replace("\n", "")

    answer = browser.post("/panel/aviso", version="2026-01", agreed="si")

    assert answer.headers["location"] == "/panel/renovacion"
    found = _last(panel)
    assert found is not None
    assert (found.version, found.at, found.address) == ("2026-01", panel.now, "testclient")


def test_without_the_tick_nothing_goes_on_and_the_problem_is_said_first(panel: PanelSite) -> None:
    browser = panel.inside(agrees=False)
    browser.get("/panel/aviso")

    answer = browser.post("/panel/aviso", version="2026-01")

    assert answer.status_code == 422
    assert 'id="problemas" autofocus' in answer.text
    assert '<a href="#agreed">Marque la casilla para continuar.</a>' in answer.text
    assert "<title>Error: " in answer.text
    assert _last(panel) is None


def test_a_changed_notice_is_asked_about_again_and_says_what_changed(panel: PanelSite) -> None:
    panel.inside()
    changed = replace(NOTICE, version="2026-10", dated=date(2026, 10, 12), changed="ahora hay chat.")
    panel.terms = replace(panel.terms, notice=changed)
    browser = panel.inside(agrees=False)

    assert browser.get("/panel/mi-cuenta").headers["location"] == "/panel/aviso"
    page = browser.get("/panel/aviso").text
    assert "Cambió el 12 oct 2026. Qué cambió: ahora hay chat." in page
    browser.post("/panel/aviso", version="2026-10", agreed="si")
    assert browser.get("/panel/mi-cuenta").status_code == 200


def test_nobody_agrees_to_a_version_that_he_did_not_read(panel: PanelSite) -> None:
    browser = panel.inside(agrees=False)
    browser.get("/panel/aviso")

    answer = browser.post("/panel/aviso", version="2025-01", agreed="si")

    assert answer.status_code == 422
    assert "cambió mientras usted lo leía" in answer.text
    assert _last(panel) is None


def test_who_agreed_may_read_it_again_and_agrees_once(panel: PanelSite) -> None:
    browser = panel.inside()
    page = browser.get("/panel/aviso").text
    assert "Usted lo aceptó el 22 nov 2026, 10:00." in page
    assert "He leído" not in page

    browser.post("/panel/aviso", version="2026-01", agreed="si")

    with panel.db.read() as tx:
        assert consents.given(tx, 1, "2026-01")
        assert not consents.given(tx, 1, "2026-10")
