"""A stranger's slip, whatever its state, is as little there as one that nobody issued: every route, listed by the site."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from panel_site import PanelSite

from bot.panel.counter import Counter
from bot.store import slips
from bot.store.db import Database

if TYPE_CHECKING:
    from pathlib import Path

    from desk_site import Browser

THEIRS = {"935447": "open", "935454": "part", "935462": "expired", "935471": "paid", "935483": "cancelled"}
NOBODYS = "935499"


@pytest.fixture
def panel(tmp_path: Path) -> PanelSite:
    """Give a panel in which La Esperanza has a slip in every state, and Trejo has none."""
    db = Database(f"sqlite:///{tmp_path / 'a.db'}")
    db.migrate()
    site = PanelSite(db, more={"counter": Counter(draw=lambda _: b"%PDF")})
    esperanza = site.customer()
    for reference, state in THEIRS.items():
        site.slip(esperanza, reference, expires_at=site.now + timedelta(days=-1 if state == "expired" else 30))
    with db.begin() as tx:
        found = {THEIRS[slip.reference]: slip.id for slip in slips.named(tx, list(THEIRS), now=site.now)}
        slips.keep(tx, found["part"], 112500, received=0)
        slips.pay(tx, found["paid"], received=0, at=site.now)
        slips.cancel(tx, found["cancelled"], because="error", at=site.now)
    return site


def routes(panel: PanelSite) -> list[tuple[str, str]]:
    """Return method and path of every route of the panel that names a slip."""
    return [(method, path) for method, path in panel.routes() if "{reference}" in path]


def answer(browser: Browser, method: str, path: str, reference: str) -> tuple[int, str]:
    """Return status and body, its own reference and the form's word left out."""
    browser.get("/panel/constancia/nueva")
    word = re.search(r'name="form_word" value="([^"]+)"', browser.page)
    assert word is not None
    place = path.replace("{reference}", reference)
    got = browser.client.request(method, place, data={"form_word": word[1]} if method == "POST" else None)
    return got.status_code, got.text.replace(reference, "")


def test_what_is_another_customers_answers_as_what_does_not_exist(panel: PanelSite) -> None:
    """B104."""
    trejo = panel.inside("trejo")
    found = routes(panel)

    assert {path for _, path in found} >= {
        "/panel/constancia/{reference}", "/panel/constancia/{reference}.pdf", "/panel/constancia/{reference}/cancelar",
        "/panel/factura/{reference}", "/panel/factura/{reference}/constancia",
    }  # fmt: skip
    for method, path in found:
        nothing = answer(trejo, method, path, NOBODYS)
        assert (path, nothing[0]) == (path, 404)
        for reference, state in THEIRS.items():
            assert (method, path, state, answer(trejo, method, path, reference)) == (method, path, state, nothing)


def test_its_own_customer_finds_each_of_them(panel: PanelSite) -> None:
    """So that the test above proves something."""
    browser = panel.inside()

    for reference in THEIRS:
        assert browser.get(f"/panel/constancia/{reference}").status_code == 200


def test_nothing_of_a_strangers_slip_is_changed(panel: PanelSite) -> None:
    trejo = panel.inside("trejo")

    for method, path in routes(panel):
        answer(trejo, method, path, "935447")

    with panel.db.read() as tx:
        (slip,) = slips.named(tx, ["935447"], now=panel.now)
    assert slip.status == "open"


@pytest.mark.parametrize("typed", ["0935447", "935447%20", "935447'--", "../935447", "%00", "9" * 400])
def test_only_the_very_reference_opens_a_slip(panel: PanelSite, typed: str) -> None:
    """B100."""
    browser = panel.inside()

    assert browser.get(f"/panel/constancia/{typed}").status_code == 404
