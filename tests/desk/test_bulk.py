"""Marked cases filed together, a letter that did not arrive, the last case of a filter, and what is wrong with the bot."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from desk_site import PASSWORD, Browser
from starlette.testclient import TestClient

from bot import cases
from bot.cases import showing
from bot.store import tables, troubles, users
from bot.web import passwords

if TYPE_CHECKING:
    from houses import Story


@pytest.fixture
def desk(flagged_story: tuple[Story, dict[str, int]]) -> tuple[Story, Browser]:
    """Give the house of flagged cases and the browser of a clerk."""
    story = flagged_story[0]
    with story.house.db.begin() as tx:
        hashed = passwords.hashed(PASSWORD)
        users.add(tx, email="ana@x.example", name="Ana R.", role="operator", password_hash=hashed, at=story.clock())
    browser = Browser(TestClient(story.house.site(), base_url="http://127.0.0.1:8080", follow_redirects=False))
    browser.sign_in("ana@x.example")
    browser.get("/")
    return story, browser


def state(story: Story, case: int) -> str:
    with story.house.db.read() as tx:
        found = tx.execute(tables.cases.select().filter_by(id=case)).mappings().one()
    return str(found["state"])


def test_marked_cases_are_shown_before_they_are_filed(desk: tuple[Story, Browser]) -> None:
    story, browser = desk

    browser.post("/bandeja/no-es-comprobante", caso=["6", "8", "1", "x"], vuelta="")

    assert "Se archivan estos 2 casos" in browser.page
    assert re.findall(r'name="visto" value="([0-9]+)-', browser.page) == ["6", "8"]
    assert (state(story, 6), state(story, 8)) == ("desk", "desk")


def test_what_was_seen_is_filed_and_what_moved_meanwhile_is_not(desk: tuple[Story, Browser]) -> None:
    """B106: each by its version."""
    story, browser = desk
    browser.post("/bandeja/no-es-comprobante", caso=["6", "8"], vuelta="?solo=fecha")
    seen = re.findall(r'name="visto" value="([^"]+)"', browser.page)
    with story.house.db.begin() as tx:
        showing.show(tx, 8, at=story.clock())  # something came in

    answer = browser.post("/bandeja/no-es-comprobante", visto=seen, vuelta="?solo=fecha")

    assert answer.headers["location"] == "/?solo=fecha&archivados=1&ocupados=1"
    assert (state(story, 6), state(story, 8)) == ("ignored", "desk")
    browser.get(answer.headers["location"])
    assert "1 caso archivado sin respuesta. 1 lo tiene ya otra persona" in browser.page


def test_after_the_last_of_a_filter_the_bar_says_so_and_shows_the_rest(desk: tuple[Story, Browser]) -> None:
    _, browser = desk
    browser.get("/casos/8/rechazar?solo=fecha")
    hidden = dict(re.findall(r'type="hidden" name="([a-z_]+)" value="([^"]*)"', browser.page))

    answer = browser.post("/casos/8/rechazar", **(hidden | {"motivo": "", "otro": "es de otro año"}))
    browser.get(answer.headers["location"])

    assert "Era el último de «Fecha»." in browser.page
    assert 'href="/">Ver los 9 restantes' in browser.page


def test_what_was_typed_by_hand_stands_in_the_comparison(desk: tuple[Story, Browser]) -> None:
    """A mail in which nothing was read: its page shows what a person wrote, and whose word it is."""
    _, browser = desk
    browser.get("/casos/6/corregir")
    hidden = dict(re.findall(r'type="hidden" name="([a-z_]+)" value="([^"]*)"', browser.page))
    typed = {"amount": "1310.00", "references": "935405", "paid_on": "22/11/2026", "tracking_key": "ABC123"}

    answer = browser.post("/casos/6/corregir", **(hidden | typed))
    browser.get(answer.headers["location"])

    assert "$1,310.00" in browser.page
    assert "corregido por Ana R. (antes sin dato)" in browser.page
    assert "Corregido; se volvió a comparar con las mismas reglas." in browser.page


def failed_letter(story: Story) -> int:
    """Let the activation letter of the applied case bounce; return it."""
    letter = next(one for one in story.letters() if one.kind == "activation")
    with story.house.db.begin() as tx:
        tx.execute(tables.letters.update().filter_by(id=letter.id).values(state="bounced"))
        cases.letter_failed(tx, 1, letter.id, "La carta de activación rebotó.", at=story.clock())
    return letter.id


def test_a_letter_that_bounced_goes_to_another_address_and_the_case_is_done(desk: tuple[Story, Browser]) -> None:
    story, browser = desk
    letter = failed_letter(story)
    browser.get("/casos/1")
    assert "Carta que no llegó" in browser.page
    browser.get("/casos/1/carta")

    answer = browser.post("/casos/1/carta", carta=str(letter), como="otra", direccion="pagos@otra.example")
    story.clock.pass_by(seconds=31)
    story.work()

    assert answer.status_code == 303
    assert [to for to, _ in story.sent()] == ["pagos@otra.example"]
    assert state(story, 1) == "activated"
    assert story.audited(1)[-2:] == ["letter_readdressed", "case_seen"]
    assert browser.post("/casos/1/carta", carta=str(letter), como="otra", direccion="o@otra.example").status_code == 422


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"como": "otra", "direccion": "nadie"}, "no es una dirección"), ({"como": ""}, "Diga qué se hace"),
        ({"como": "otra", "direccion": "cxc@perseo.mx"}, "es nuestra"),
    ],
)  # fmt: skip
def test_a_letter_goes_nowhere_else_without_an_address(
    desk: tuple[Story, Browser], fields: dict[str, str], said: str
) -> None:
    story, browser = desk
    letter = failed_letter(story)
    browser.get("/casos/1/carta")

    answer = browser.post("/casos/1/carta", carta=str(letter), **fields)

    assert answer.status_code == 422
    assert said in browser.page
    assert state(story, 1) == "desk"


def test_every_page_says_what_is_wrong_with_the_bot(desk: tuple[Story, Browser]) -> None:
    story, browser = desk
    browser.get("/constancias")
    assert "El bot trabaja con normalidad" in browser.page

    with story.house.db.begin() as tx:
        troubles.begin(tx, "outbox", "No sale ninguna carta: el servidor no acepta la contraseña", at=story.clock())
    browser.get("/constancias")

    assert "No sale ninguna carta: el servidor no acepta la contraseña" in browser.page
    assert "El bot trabaja con normalidad" not in browser.page

    story.clock.pass_by(hours=1)
    browser.sign_in("ana@x.example")
    browser.get("/constancias")
    assert "El buzón comprobantes no se ha revisado a tiempo. Y 2 avisos más" in browser.page
