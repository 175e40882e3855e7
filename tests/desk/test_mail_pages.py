"""Correos: letters by their state, and one as its reader got it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from desk_site import NOW, Desk
from staffed import a_letter, enter, open_desk

from bot.store import switches

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Give an empty desk."""
    return open_desk(tmp_path)


@pytest.mark.parametrize(
    ("tab", "state"),
    [("por-salir", "queued"), ("enviados", "sent"), ("rebotados", "bounced"), ("inciertos", "uncertain")],
)
def test_each_state_has_its_list(desk: Desk, tab: str, state: str) -> None:
    for one in ("queued", "sent", "bounced", "uncertain"):
        a_letter(desk, one, name="manual" if one == state else "activation")

    page = enter(desk, "auditor").get(f"/correos?estado={tab}").text

    assert page.count('data-label="Asunto"') == 1
    assert 'data-label="Tipo">manual<' in page


def test_an_empty_list_says_so(desk: Desk) -> None:
    assert "No hay cartas por salir." in enter(desk).get("/correos").text


def test_a_pause_is_said_with_what_waits(desk: Desk) -> None:
    a_letter(desk, "queued")
    with desk.db.begin() as tx:
        switches.turn(tx, "send", is_on=False, by="eva@x.example", at=NOW)

    assert "no sale ninguna carta; 1 espera. Ninguna se pierde." in enter(desk).get("/correos").text


def test_a_letter_is_shown_as_its_reader_got_it(desk: Desk) -> None:
    letter = a_letter(desk)
    browser = enter(desk, "operator")

    page = browser.get(f"/correos/{letter}").text

    assert "lupita@esperanza.example" in page
    assert "Aplicamos su pago de $10,440.00" in page
    assert (
        f'<iframe class="letter" sandbox title="La carta como la ve el cliente" src="/correos/{letter}/html">' in page
    )


@pytest.mark.parametrize("kind", ["access", "password_link"])
@pytest.mark.parametrize("state", ["queued", "sent"])
def test_a_link_that_opens_a_customers_panel_is_shown_to_nobody(desk: Desk, kind: str, state: str) -> None:
    """B109: staff see that it went, to whom and when."""
    made = a_letter(desk, name=kind, state=state)
    browser = enter(desk, "admin")

    page, html = browser.get(f"/correos/{made}").text, browser.get(f"/correos/{made}/html").text

    assert "sólo él la ve" in page
    assert "lupita@esperanza.example" in page
    assert "/panel/contrasena/" not in page + html


def test_the_html_of_a_letter_runs_and_loads_nothing(desk: Desk) -> None:
    """B94."""
    answer = enter(desk).get(f"/correos/{a_letter(desk)}/html")

    policy = answer.headers["content-security-policy"]
    assert policy.startswith("sandbox")
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert "Su panel está activo" in answer.text


@pytest.mark.parametrize("place", ["0", "77", "9" * 30])
def test_an_unknown_letter_is_no_page(desk: Desk, place: str) -> None:
    assert enter(desk).get(f"/correos/{place}").status_code == 404


def test_the_letters_are_exported(desk: Desk) -> None:
    a_letter(desk)
    a_letter(desk, "queued")

    lines = enter(desk).get("/correos/exportar?estado=todos").content.decode("utf-8-sig").splitlines()

    assert len(lines) == 3
    assert "enviada" in lines[2]
