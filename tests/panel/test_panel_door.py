"""The panel's door: who is let in, who is slowed, and what opens to whom."""

from __future__ import annotations

import re
import time
from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import pytest
from argon2 import PasswordHasher
from desk_site import PASSWORD, Browser
from panel_site import PanelSite, enter

from bot.store import audit, panel_users, sessions, users
from bot.store.db import Database
from bot.web import passwords, throttle, tokens

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

OPEN = {"/panel/entrar", "/panel/olvido", "/panel/contrasena/{word}"}  # to everybody
BEFORE_THE_NOTICE = {"/panel/aviso", "/panel/seguir", "/panel/salir"}  # to who has not agreed yet
NO_MATCH = "El usuario o la contraseña no coinciden."


@pytest.fixture
def panel(tmp_path: Path) -> PanelSite:
    """Give a panel that nobody has entered yet."""
    db = Database(f"sqlite:///{tmp_path / 'a.db'}")
    db.migrate()
    return PanelSite(db)


def _ask(browser: Browser, method: str, path: str) -> Any:
    address = re.sub(r"\{[^}]*\}", "935447", path)
    return browser.get(address) if method == "GET" else browser.post(address)


def _with_word(panel: PanelSite, browser: Browser) -> Browser:
    """Return the browser with a page whose forms carry its word."""
    browser.page = f'name="form_word" value="{tokens.for_forms(_cookie(browser))}"'
    return browser


def _cookie(browser: Browser, name: str = "comprobot-panel") -> str:
    return browser.client.cookies.get(name, domain="desk.example") or ""


def test_who_knows_the_password_is_let_in_and_can_leave(panel: PanelSite) -> None:
    browser = panel.inside()

    assert browser.get("/panel/mi-cuenta").status_code == 200
    assert browser.post("/panel/salir").headers["location"] == "/panel/entrar?hecho=fuera"
    assert browser.get("/panel").headers["location"] == "/panel/entrar"
    assert "Cerró su sesión." in browser.get("/panel/entrar?hecho=fuera").text


def test_the_name_may_be_written_in_any_case(panel: PanelSite) -> None:
    panel.customer()

    assert enter(panel.browser(), "  ESPERANZA ") == 303


def test_who_is_inside_needs_no_door(panel: PanelSite) -> None:
    assert panel.inside().get("/panel/entrar").headers["location"] == "/panel"


def test_every_route_sends_a_stranger_to_the_door(panel: PanelSite) -> None:
    """B104."""
    routes = [(method, path) for method, path in panel.routes() if path not in OPEN]
    stranger = panel.browser()
    stranger.get("/panel/entrar")
    got = {(method, path): _ask(_with_word(panel, stranger), method, path) for method, path in routes}

    assert len(routes) > 8
    places = {(found.status_code, found.headers.get("location", "").partition("?")[0]) for found in got.values()}
    assert places == {(303, "/panel/entrar")}


def test_nothing_opens_before_the_notice_is_agreed_to(panel: PanelSite) -> None:
    """Every route of the panel, listed by the application itself."""
    browser = panel.inside(agrees=False)
    routes = [(method, path) for method, path in panel.routes() if path not in OPEN | BEFORE_THE_NOTICE]

    got = {route: _ask(_with_word(panel, browser), *route) for route in routes}

    assert {found.headers.get("location") for found in got.values()} == {"/panel/aviso"}


def test_a_session_of_the_desk_is_nothing_in_the_panel(panel: PanelSite) -> None:
    """B104: neither its cookie nor its word under the panel's name."""
    panel.customer()
    with panel.db.begin() as tx:
        users.add(tx, email="ana@x.example", name="Ana", role="admin", password_hash=_hash(panel), at=panel.now)
    clerk = panel.browser()
    clerk.get("/entrar")
    clerk.post("/entrar", email="ana@x.example", password=PASSWORD)
    word = _cookie(clerk, "comprobot-desk")
    assert clerk.get("/mi-cuenta").headers.get("location", "") != "/entrar"

    clerk.client.cookies.set("comprobot-panel", word, domain="desk.example", path="/")

    assert clerk.get("/panel").headers["location"] == "/panel/entrar"


def test_a_session_of_the_panel_is_nothing_at_the_desk(panel: PanelSite) -> None:
    """B104: a customer's number may be a clerk's number too."""
    browser = panel.inside()
    with panel.db.begin() as tx:
        users.add(tx, email="ana@x.example", name="Ana", role="admin", password_hash=_hash(panel), at=panel.now)

    browser.client.cookies.set("comprobot-desk", _cookie(browser), domain="desk.example", path="/")

    for place in ("/", "/constancias", "/correos", "/usuarios", "/ajustes"):
        assert browser.get(place).headers["location"].startswith("/entrar")


def _hash(panel: PanelSite) -> str:
    with panel.db.read() as tx:
        user = panel_users.by_username(tx, "esperanza")
    assert user is not None
    assert user.password_hash is not None
    return user.password_hash


@pytest.mark.parametrize("username", ["esperanza", "nadie", "cerrado", "nuevo"])
def test_whatever_is_wrong_the_same_is_said(panel: PanelSite, username: str) -> None:
    """B103: a wrong password, an unknown name, a closed account and one without a password look alike."""
    panel.customer()
    for name in ("cerrado", "nuevo"):
        panel.customer(name, name)
    with panel.db.begin() as tx:
        _change(tx, "cerrado", active=False)
        _change(tx, "nuevo", password_hash=None)
    browser = panel.browser()

    status = enter(browser, username, PASSWORD if username == "cerrado" else "no es esta contraseña")

    assert status == 422
    said = re.sub(r'(name="form_word" value|id="username" name="username" type="text" value)="[^"]*"', "", browser.page)
    assert NO_MATCH in said
    assert username not in said


def _change(tx: Any, username: str, **values: object) -> None:
    user = panel_users.by_username(tx, username)
    assert user is not None
    panel_users.change(tx, user.id, **values)


@pytest.fixture
def dear_passwords(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let argon2 cost what it costs customers; tests/conftest.py makes it cheap for all other tests."""
    monkeypatch.setattr(passwords, "hasher", cache(PasswordHasher))
    passwords._of_nobody.cache_clear()
    yield
    passwords._of_nobody.cache_clear()


def test_an_unknown_name_costs_as_much_time_as_a_wrong_password(panel: PanelSite, dear_passwords: None) -> None:
    """B103: either is held against an argon2 hash; what a known name would save or cost more is a small part of it."""
    panel.customer()
    with panel.db.begin() as tx:
        _change(tx, "esperanza", password_hash=passwords.hashed(PASSWORD))
    took: dict[str, list[float]] = {"esperanza": [], "nadie": []}
    for number in range(5):
        for username, times in took.items():
            panel.pass_time(timedelta(hours=25))  # nobody waits for an earlier failure
            browser = panel.browser()
            browser.get("/panel/entrar")
            begun = time.process_time()
            browser.post("/panel/entrar", username=username, password=f"no es esta contraseña {number}")
            times.append(time.process_time() - begun)

    known, unknown = min(took["esperanza"]), min(took["nadie"][1:])  # the first one makes the hash of nobody
    assert 0.5 < known / unknown < 2


def test_guessing_is_slowed_and_the_right_password_too(panel: PanelSite) -> None:
    """B103."""
    panel.customer()
    guesser = panel.browser()
    tries = throttle.FREE_PER_ACCOUNT + 1
    answers = [enter(guesser, "esperanza", f"no es esta {number}") for number in range(tries)]

    assert answers == [422] * throttle.FREE_PER_ACCOUNT + [429]
    assert enter(guesser, "esperanza") == 429
    assert "Espere" in guesser.page
    panel.pass_time(timedelta(seconds=3))
    assert enter(guesser, "esperanza") == 303


def test_an_unknown_name_is_slowed_as_a_known_one_is(panel: PanelSite) -> None:
    """B103: the waiting tells nothing either."""
    guesser = panel.browser()

    answers = [enter(guesser, "nadie", "no es esta") for _ in range(throttle.FREE_PER_ACCOUNT + 1)]

    assert answers[-1] == 429


def test_a_name_as_long_as_a_book_is_counted_by_its_beginning(panel: PanelSite) -> None:
    """B108: what is typed at the door fills no table."""
    guesser = panel.browser()

    assert enter(guesser, "x" * 300_000, "no es esta") == 422

    file = panel.db.file()
    assert file is not None
    assert b"x" * 201 not in file.read_bytes() + file.with_name(f"{file.name}-wal").read_bytes()


def test_nobody_is_locked_out_of_his_own_browser(panel: PanelSite) -> None:
    """B103: neither by guesses at his name, nor by an office full of guesses behind the same network address."""
    owner = panel.inside()
    owner.get("/panel/mi-cuenta")
    owner.post("/panel/salir")
    with panel.db.begin() as tx:
        for key in ("account:panel:esperanza:stranger", "address:testclient"):
            for _ in range(100):
                sessions.count_failure(tx, key, at=panel.now, since=panel.now)

    assert enter(panel.browser(), "esperanza") == 429
    assert enter(owner, "esperanza") == 303


def test_a_mark_of_another_customers_browser_helps_nobody(panel: PanelSite) -> None:
    """B103: who has an account of his own does not guess at others' any faster."""
    panel.customer()
    guesser = panel.inside("maldad")
    guesser.get("/panel/mi-cuenta")
    guesser.post("/panel/salir")

    answers = [enter(guesser, "esperanza", "no es esta") for _ in range(throttle.FREE_PER_ACCOUNT + 1)]

    assert answers[-1] == 429


def test_a_cookie_that_was_planted_is_worth_nothing_after_the_sign_in(panel: PanelSite) -> None:
    """B102."""
    panel.agrees(panel.customer())
    browser, thief = panel.browser(), panel.browser()
    for one in (browser, thief):
        one.client.cookies.set("comprobot-panel", "planted", domain="desk.example", path="/")
    assert enter(browser, "esperanza") == 303

    assert _cookie(browser) != "planted"
    assert thief.get("/panel").headers["location"] == "/panel/entrar"


def test_a_session_ends_by_idleness_and_by_age(panel: PanelSite) -> None:
    """B102: 30 minutes, 12 hours."""
    browser = panel.inside()
    panel.pass_time(timedelta(minutes=29))
    assert browser.get("/panel/mi-cuenta").status_code == 200
    panel.pass_time(timedelta(minutes=31))
    assert browser.get("/panel/mi-cuenta").status_code == 303

    enter(browser, "esperanza")
    for _ in range(25):
        panel.pass_time(timedelta(minutes=29))
        browser.get("/panel/mi-cuenta")
    assert browser.get("/panel/mi-cuenta").status_code == 303


def test_a_closed_account_is_out_at_once(panel: PanelSite) -> None:
    browser = panel.inside()
    with panel.db.begin() as tx:
        _change(tx, "esperanza", active=False)

    assert browser.get("/panel/mi-cuenta").headers["location"].startswith("/panel/entrar")


def test_a_form_without_its_word_changes_nothing(panel: PanelSite) -> None:
    """B101: every form of the panel, without the word, with another's, or from another site."""
    browser, other = panel.inside(), panel.inside("otra")
    foreign = tokens.for_forms(_cookie(other))
    own = tokens.for_forms(_cookie(browser))
    forms = [re.sub(r"\{[^}]*\}", "935447", path) for method, path in panel.routes() if method == "POST"]

    for form in forms:
        assert browser.send(form, {}).status_code == 403
        assert browser.send(form, {"form_word": foreign}).status_code == 403
        evil = browser.send(form, {"form_word": own}, {"origin": "https://evil.example"})
        assert evil.status_code == 403
    assert browser.get("/panel/mi-cuenta").status_code == 200


@pytest.mark.parametrize(
    "place", ["https://evil.example/", "//evil.example", "/\\evil.example", "/usuarios", "/panel/../usuarios"]
)
def test_the_door_leads_nowhere_else(panel: PanelSite, place: str) -> None:
    panel.agrees(panel.customer())
    browser = panel.browser()
    browser.get("/panel/entrar")

    first = browser.post("/panel/entrar", username="esperanza", password=PASSWORD, volver=place)

    assert first.headers["location"] == "/panel/seguir?volver=/panel"
    assert browser.get(f"/panel/seguir?volver={place}").headers["location"] == "/panel/renovacion"


def test_who_came_for_a_page_gets_there_after_the_sign_in(panel: PanelSite) -> None:
    panel.agrees(panel.customer())
    browser = panel.browser()
    wanted = browser.get("/panel/mi-cuenta").headers["location"]
    browser.get(wanted)
    browser.post("/panel/entrar", username="esperanza", password=PASSWORD, volver="/panel/mi-cuenta")

    assert wanted == "/panel/entrar?volver=/panel/mi-cuenta"
    assert browser.get("/panel/seguir?volver=/panel/mi-cuenta").headers["location"] == "/panel/mi-cuenta"


def test_a_wrong_password_does_not_forget_for_which_page_he_came(panel: PanelSite) -> None:
    panel.customer()
    browser = panel.browser()
    place = "/panel/constancia/nueva?elegido=1&p=I05077"
    browser.get("/panel/entrar")
    browser.post("/panel/entrar", username="esperanza", password="no es esta", volver=place)

    assert 'name="volver" value="/panel/constancia/nueva?elegido=1&amp;p=I05077"' in browser.page
    answer = browser.post("/panel/entrar", username="esperanza", password=PASSWORD, volver=place)
    assert parse_qs(urlsplit(answer.headers["location"]).query) == {"volver": [place]}


def test_password_fields_allow_paste_and_password_managers(panel: PanelSite) -> None:
    browser = panel.inside()

    for place, fields in (("/panel/entrar", 1), ("/panel/mi-cuenta", 3)):
        page = (panel.browser() if place == "/panel/entrar" else browser).get(place).text
        found = re.findall(r'<input[^>]*type="password"[^>]*>', page)
        assert len(found) == fields
        assert all(re.search(r'autocomplete="(current|new)-password"', one) for one in found)
        assert not re.search(r"onpaste|maxlength|readonly", page)


def test_sign_ins_are_audited_without_the_password(panel: PanelSite) -> None:
    """B109, B116."""
    panel.inside()
    enter(panel.browser(), "esperanza", "no es esta contraseña")

    with panel.db.read() as tx:
        assert audit.verified(tx).rows == 2
    file = panel.db.file()
    assert file is not None
    held = b"".join(path.read_bytes() for path in file.parent.glob(f"{file.name}*"))
    assert PASSWORD.encode() not in held
    assert b"no es esta" not in held


def test_a_page_that_is_not_there_leads_back_into_the_panel(panel: PanelSite) -> None:
    answer = panel.inside().get("/panel/no-existe")

    assert answer.status_code == 404
    assert 'href="/panel"' in answer.text
