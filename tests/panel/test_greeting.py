"""After an activation the next sign-in greets once, and "Sí" changes the version once."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa
from member_story import PAPER, Member
from panel_site import LINES, enter

from bot.model import Panel
from bot.ruling import Person
from bot.store import customers, tables

if TYPE_CHECKING:
    from houses import Story

STAMPS_ONLY = LINES[1:]


@pytest.fixture
def ana(story: Story) -> Member:
    """Give a customer with version 3.3 and 419 stamps who bought the upgrade and a year."""
    story.slip(lines=LINES)
    member = Member(story)
    with story.house.db.begin() as tx:
        customers.write_panel(tx, Panel(member.id, "3.3", date(2026, 12, 31), 419))
    return member


def _pays(ana: Member) -> None:
    ana.send(PAPER, constancia="935447")
    ana.story.work()


def _signs_in(ana: Member) -> str:
    """Return the page to which a new session is led."""
    enter(ana.browser, ana.username)
    return str(ana.get("/panel/seguir").headers["location"])


def _says(ana: Member, answer: str) -> str:
    assert ana.get("/panel/activacion").status_code == 200
    return str(ana.browser.post("/panel/activacion", respuesta=answer).headers["location"])


def test_before_anything_is_active_nobody_is_greeted(ana: Member) -> None:
    assert ana.get("/panel/activacion").headers["location"] == "/panel"


def test_yes_changes_the_version_and_shows_what_the_panel_is_now(ana: Member) -> None:
    _pays(ana)
    place = _signs_in(ana)
    greeted = ana.text(place)

    done = _says(ana, "si")

    assert place == "/panel/activacion"
    assert "Ya puede usar la versión 4.0." in greeted
    assert "--> Manual para cambio de versión <--" in greeted
    assert ana.panel().version == "4.0"
    assert ana.panel().active_until == date(2027, 12, 31)
    said = ana.text(done)
    assert f"Listo: VERSION SAT 4.0. Timbres {ana.panel().stamps:,}. Vence 31 dic 2027." in said
    assert "VERSION SAT 4.0" in ana.get("/panel").text
    assert ana.get("/panel/activacion").headers["location"] == "/panel"


def test_later_asks_again_at_the_next_sign_in(ana: Member) -> None:
    _pays(ana)

    assert _says(ana, "despues") == "/panel"
    assert ana.panel().version == "3.3"
    assert _signs_in(ana) == "/panel/activacion"


def test_two_tabs_change_it_once(ana: Member) -> None:
    _pays(ana)
    ana.get("/panel/activacion")
    word = ana.browser.page.partition('name="form_word" value="')[2].partition('"')[0]
    ready, got = threading.Barrier(2), []

    def click() -> None:
        ready.wait()
        fields = {"form_word": word, "respuesta": "si"}
        got.append(ana.browser.client.post("/panel/activacion", data=fields).headers["location"])

    tabs = [threading.Thread(target=click) for _ in range(2)]
    for tab in tabs:
        tab.start()
    for tab in tabs:
        tab.join()

    assert got == ["/panel/activacion/listo"] * 2
    chosen = sa.select(sa.func.count()).select_from(tables.audit).filter_by(event="version_changed")
    with ana.story.house.db.read() as tx:
        assert tx.execute(chosen).scalar_one() == 1


def test_what_brought_no_version_is_greeted_without_a_question(story: Story) -> None:
    story.slip(lines=STAMPS_ONLY)
    ana = Member(story)
    _pays(ana)

    said = ana.text("/panel/activacion")

    assert "¿Cambiar" not in said
    assert "Entendido" in said
    _says(ana, "si")
    assert ana.panel().version == "3.3"
    assert ana.get("/panel/activacion").headers["location"] == "/panel"


def test_an_activation_that_was_taken_back_greets_no_one_and_changes_nothing(ana: Member) -> None:
    """B107"""
    _pays(ana)
    ana.get("/panel/activacion")
    case = ana.story.activations()[0].case_id
    ana.story.house.deeds.reverse(
        case, "935447", "el banco lo devolvió", Person("luis@x.example", "Luis M.", signs=True)
    )

    answer = ana.browser.post("/panel/activacion", respuesta="si")

    assert answer.headers["location"] == "/panel/activacion/listo"
    assert ana.panel().version == "3.3"
    assert ana.get("/panel/activacion").headers["location"] == "/panel"
    assert _signs_in(ana) != "/panel/activacion"


def test_with_somebody_elses_panel_the_question_is_asked_there(ana: Member) -> None:
    _pays(ana)
    service = replace(ana.browser.client.app._app.state.service, changes_version=False)  # type: ignore[attr-defined]
    ana.browser.client.app._app.state.service = service  # type: ignore[attr-defined]

    assert "¿Cambiar" not in ana.text("/panel/activacion")
    _says(ana, "si")
    assert ana.panel().version == "3.3"
