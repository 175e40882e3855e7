"""A forgotten password: one answer for all, one link, one use."""

from __future__ import annotations

import re
from datetime import timedelta
from email import message_from_bytes
from email.policy import SMTP
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa
from desk_site import PASSWORD, TEMPLATES, VENDOR
from jinja2 import FileSystemLoader
from panel_site import PanelSite, enter

from bot.access import Access
from bot.errors import LetterRefused
from bot.letters import voice
from bot.store import panel_links, tables
from bot.store.db import Database
from bot.web import throttle

if TYPE_CHECKING:
    from pathlib import Path

SAID = "Si ese usuario existe, le enviamos un enlace. Vence en 30 minutos y sirve una vez."
NEW = "cuatro gatos negros"
OVER = "Este enlace ya se usó o venció."


@pytest.fixture
def panel(tmp_path: Path) -> PanelSite:
    db = Database(f"sqlite:///{tmp_path / 'a.db'}")
    db.migrate()
    return PanelSite(db)


def _link(panel: PanelSite, word: str = "una-palabra-larga", user: int = 1) -> str:
    with panel.db.begin() as tx:
        panel_links.add(tx, word, user, "recovery", ends_at=panel.now + timedelta(minutes=30))
    return f"/panel/contrasena/{word}"


def test_the_answer_is_the_same_whether_there_is_such_a_user_or_not(panel: PanelSite) -> None:
    """B103."""
    panel.customer()
    asked: list[str] = []
    panel.more = {"send_link": asked.append}
    pages = []
    for username in ("esperanza", "nadie"):
        browser = panel.browser()
        browser.get("/panel/olvido")
        answer = browser.post("/panel/olvido", username=username)
        pages.append((answer.status_code, re.sub(r'form_word" value="[^"]*"', "", answer.text)))

    assert asked == ["esperanza", "nadie"]
    assert pages[0] == pages[1]
    assert SAID in pages[0][1]


def test_the_link_is_mailed_after_the_answer_has_gone(panel: PanelSite) -> None:
    """B103: so its time tells nothing."""
    from bot.panel import recovery

    source = recovery.send.__code__.co_names

    assert "add_task" in source
    assert "post" not in source


def test_a_letter_that_cannot_be_written_changes_no_answer(panel: PanelSite) -> None:
    """B103: not even an error tells that there is such a user."""

    def refused(username: str) -> None:
        raise LetterRefused(username)

    panel.customer()
    panel.more = {"send_link": refused}
    browser = panel.browser()
    browser.get("/panel/olvido")

    answer = browser.post("/panel/olvido", username="esperanza")

    assert (answer.status_code, SAID in answer.text) == (200, True)
    assert panel.logged == ["panel_link_failed"]


def test_asking_again_and_again_is_slowed(panel: PanelSite) -> None:
    browser = panel.browser()
    browser.get("/panel/olvido")

    got = []
    for _ in range(throttle.FREE_PER_ACCOUNT + 1):
        browser.get("/panel/olvido")
        got.append(browser.post("/panel/olvido", username="nadie").status_code)

    assert got == [200] * throttle.FREE_PER_ACCOUNT + [429]


def test_an_empty_name_is_said_beside_its_field(panel: PanelSite) -> None:
    browser = panel.browser()
    browser.get("/panel/olvido")

    answer = browser.post("/panel/olvido", username="  ")

    assert (answer.status_code, "Escriba su usuario." in answer.text) == (422, True)


def test_a_link_opens_once_and_ends_every_session(panel: PanelSite) -> None:
    browser = panel.inside()
    address = _link(panel)
    reader = panel.browser()
    assert reader.get(address).status_code == 200
    assert reader.get(address).status_code == 200  # a mail program that looks first uses nothing up

    answer = reader.post(address, new=NEW, again=NEW)

    assert answer.headers["location"] == "/panel/entrar?hecho=guardada"
    assert browser.get("/panel/mi-cuenta").status_code == 303
    assert enter(panel.browser(), "esperanza", NEW) == 303
    assert enter(panel.browser(), "esperanza", PASSWORD) == 422
    assert OVER in reader.get(address).text
    assert reader.post(address, new=NEW, again=NEW).status_code in (403, 404)


def test_the_second_window_of_the_same_link_changes_nothing(panel: PanelSite) -> None:
    panel.customer()
    address = _link(panel)
    first, second = panel.browser(), panel.browser()
    first.get(address)
    second.get(address)

    assert first.post(address, new=NEW, again=NEW).status_code == 303
    assert second.post(address, new="otra frase muy distinta", again="otra frase muy distinta").status_code == 404
    assert enter(panel.browser(), "esperanza", NEW) == 303


def test_an_older_link_is_over_once_a_newer_one_was_used(panel: PanelSite) -> None:
    panel.customer()
    older, newer = _link(panel, "vieja"), _link(panel, "nueva")
    browser = panel.browser()
    browser.get(newer)
    browser.post(newer, new=NEW, again=NEW)

    assert browser.get(older).status_code == 404


def test_a_link_is_over_after_half_an_hour(panel: PanelSite) -> None:
    panel.customer()
    address = _link(panel)
    browser = panel.browser()
    browser.get(address)
    panel.pass_time(timedelta(minutes=30))

    assert browser.post(address, new=NEW, again=NEW).status_code == 404
    assert enter(panel.browser(), "esperanza") == 303


def test_a_link_changes_its_owners_password_alone(panel: PanelSite) -> None:
    """B104: whoever else is signed in in that browser."""
    panel.customer("otra", "Otra")
    panel.customer()
    address = _link(panel, user=1)
    other = panel.inside()
    other.get(address)

    other.post(address, new=NEW, again=NEW)

    assert enter(panel.browser(), "otra", NEW) == 303
    assert enter(panel.browser(), "esperanza") == 303


@pytest.mark.parametrize("word", ["inventada", "x" * 5000, "%00", "..%2e", "'--"])
def test_an_invented_link_opens_nothing(panel: PanelSite, word: str) -> None:
    panel.customer()

    answer = panel.browser().get(f"/panel/contrasena/{word}")

    assert answer.status_code == 404


@pytest.mark.parametrize(
    ("new", "again", "field", "said"),
    [
        ("corta", "corta", "new", "al menos 12"),
        (NEW, "cuatro gatos blancos", "again", "no son iguales"),
        ("esperanza1234", "esperanza1234", "new", "casi igual"),
    ],
)
def test_a_password_that_cannot_be_is_refused_with_its_reason(
    panel: PanelSite, new: str, again: str, field: str, said: str
) -> None:
    panel.customer()
    address = _link(panel)
    browser = panel.browser()
    browser.get(address)

    answer = browser.post(address, new=new, again=again)

    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text
    assert said in answer.text
    assert browser.get(address).status_code == 200  # nothing was used up


def test_a_closed_accounts_link_opens_nothing(panel: PanelSite) -> None:
    from bot.store import panel_users

    panel.customer()
    address = _link(panel)
    with panel.db.begin() as tx:
        panel_users.change(tx, 1, active=False)

    assert panel.browser().get(address).status_code == 404


def test_from_the_forgotten_password_to_the_new_one_by_the_letter(panel: PanelSite) -> None:
    """The whole way: asked, mailed, opened, chosen."""
    panel.customer()
    numbers = iter(range(9))
    environment = voice.environment(FileSystemLoader(TEMPLATES / "mail"))
    access = Access(
        panel.db, environment, VENDOR, "facturamos@x.example", "http://desk.example", b"k" * 32,
        lambda: f"<{next(numbers)}@x.example>", lambda: panel.now, lambda *_, **__: None,
    )  # fmt: skip
    panel.more = {"send_link": access.recover}
    browser = panel.browser()
    browser.get("/panel/olvido")
    browser.post("/panel/olvido", username="Esperanza")
    with panel.db.read() as tx:
        raw = tx.execute(sa.select(tables.letters.c.raw)).scalar_one()
    body = message_from_bytes(raw, policy=SMTP).get_body(("plain",))
    found = re.search(r"http://desk\.example(/panel/contrasena/\S+)", str(body.get_content()) if body else "")
    assert found is not None

    browser.get(found[1])
    browser.post(found[1], new=NEW, again=NEW)

    assert enter(browser, "esperanza", NEW) == 303
