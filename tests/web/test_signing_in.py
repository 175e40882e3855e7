"""The desk's door: who is let in, who is slowed, and what a form must carry."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pyotp
import pytest
from desk_site import PASSWORD, Browser, Desk

from bot.store import audit, sessions, users
from bot.store.db import Database
from bot.web import throttle, tokens
from bot.web.headers import POLICY

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Give a desk where nobody works yet."""
    db = Database(f"sqlite:///{tmp_path / 'a.db'}")
    db.migrate()
    return Desk(db)


def _is_inside(browser: Browser) -> bool:
    return browser.get("/mi-cuenta").status_code == 200


def test_who_knows_the_password_is_let_in_and_can_leave(desk: Desk) -> None:
    browser = desk.inside()

    assert _is_inside(browser)
    browser.post("/salir")
    assert not _is_inside(browser)


def test_a_stranger_is_sent_to_the_door_and_back_to_where_he_wanted(desk: Desk) -> None:
    desk.person()
    browser = desk.browser()

    assert browser.get("/mi-cuenta").headers["location"] == "/entrar?volver=/mi-cuenta"
    browser.get("/entrar?volver=/mi-cuenta")
    answer = browser.post("/entrar", email="ana@x.example", password=PASSWORD, volver="/mi-cuenta")
    assert answer.headers["location"] == "/mi-cuenta"


def test_a_wrong_password_and_a_session_that_ended_lose_neither_page_nor_filter(desk: Desk) -> None:
    desk.person()
    browser = desk.browser()

    door = browser.get("/?ver=cliente&solo=importe").headers["location"]
    browser.get(door)
    wrong = browser.post("/entrar", email="ana@x.example", password="otra", volver="/?ver=cliente&solo=importe")
    kept = re.search(r'name="volver" value="([^"]*)"', wrong.text)

    assert door == "/entrar?volver=/%3Fver%3Dcliente%26solo%3Dimporte"
    assert kept is not None
    assert kept[1] == "/?ver=cliente&amp;solo=importe"


@pytest.mark.parametrize("text", ["+2AA-", "a+AAA-b"])
def test_half_a_character_in_a_form_is_refused_in_a_sentence(desk: Desk, text: str) -> None:
    """B101: a browser sends none; what does is told so, and nothing fails on our side."""
    desk.person()
    browser = desk.browser()
    browser.get("/entrar")
    word = re.search(r'name="form_word" value="([^"]+)"', browser.page)
    assert word is not None
    fields = {"form_word": word[1], "email": text, "password": PASSWORD}
    parts = "".join(
        f'--x\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n' for name, value in fields.items()
    )

    answer = browser.client.post(
        "/entrar",
        content=f"{parts}--x--\r\n",
        headers={"Content-Type": "multipart/form-data; boundary=x; charset=utf-7"},
    )

    assert (answer.status_code, "no se entiende" in answer.text) == (400, True)


def test_an_address_with_a_nul_in_it_is_refused_before_the_database_sees_it(desk: Desk) -> None:
    browser = desk.inside()

    assert [browser.get(f"/{place}?q=a%00").status_code for place in ("buscar", "constancias", "bitacora")] == [400] * 3


@pytest.mark.parametrize(
    "place", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", ""]
)
def test_the_door_leads_nowhere_else(desk: Desk, place: str) -> None:
    desk.person()
    browser = desk.browser()
    browser.get("/entrar")

    answer = browser.post("/entrar", email="ana@x.example", password=PASSWORD, volver=place)

    assert answer.headers["location"] == "/"


def test_an_unknown_name_and_a_wrong_password_are_told_the_same(desk: Desk) -> None:
    """B103: no list of our people can be made by asking."""
    desk.person()
    answers = [desk.browser().sign_in(email, "no es esta contraseña") for email in ("ana@x.example", "eva@x.example")]

    said = {re.sub(r"ana@|eva@|value=\"[^\"]*\"", "", answer.text) for answer in answers}
    assert [answer.status_code for answer in answers] == [422, 422]
    assert len(said) == 1
    assert "no coinciden" in answers[0].text


def test_guessing_is_slowed_and_the_right_password_too(desk: Desk) -> None:
    """B103."""
    desk.person()
    guesser = desk.browser()
    answers = [
        guesser.sign_in("ana@x.example", f"no es esta {n}").status_code for n in range(throttle.FREE_PER_ACCOUNT + 1)
    ]

    assert answers == [422] * throttle.FREE_PER_ACCOUNT + [429]
    assert guesser.sign_in("ana@x.example").status_code == 429
    desk.pass_time(seconds=3)
    assert guesser.sign_in("ana@x.example").status_code == 303


def test_whoever_guesses_elsewhere_cannot_lock_the_owner_out(desk: Desk) -> None:
    """B103: a browser that has signed in before has a counter of its own."""
    owner = desk.inside()
    owner.get("/mi-cuenta")
    owner.post("/salir")
    guesser = desk.browser()
    for number in range(throttle.FREE_PER_ACCOUNT + 2):
        guesser.sign_in("ana@x.example", f"no es esta {number}")

    assert guesser.sign_in("ana@x.example").status_code == 429
    assert owner.sign_in("ana@x.example").status_code == 303


def test_a_thousand_guesses_cost_more_than_a_week() -> None:
    """B103."""
    from datetime import UTC, datetime, timedelta

    at = datetime(2026, 11, 22, tzinfo=UTC)
    begun = at
    for failures in range(1000):
        at = max(at, throttle.blocked_until(failures, at, throttle.FREE_PER_ACCOUNT))

    assert at - begun > timedelta(days=7)


def test_a_form_without_its_word_changes_nothing(desk: Desk) -> None:
    """B101: neither without the word, nor with another visitor's, nor from another site."""
    desk.person()
    browser, other = desk.browser(), desk.browser()
    browser.get("/entrar")
    other.get("/entrar")
    foreign = re.search(r'name="form_word" value="([^"]+)"', other.page)
    own = re.search(r'name="form_word" value="([^"]+)"', browser.page)
    assert foreign is not None
    assert own is not None
    fields = {"email": "ana@x.example", "password": PASSWORD}

    assert browser.send("/entrar", fields).status_code == 403
    assert browser.send("/entrar", {"form_word": foreign[1], **fields}).status_code == 403
    evil = browser.send("/entrar", {"form_word": own[1], **fields}, {"origin": "https://evil.example"})
    assert evil.status_code == 403
    assert "no se guardó nada" in evil.text
    for site in ("cross-site", "same-site"):
        unnamed = {"origin": "null", "sec-fetch-site": site}
        assert browser.send("/entrar", {"form_word": own[1], **fields}, unnamed).status_code == 403
    here = browser.send("/entrar", {"form_word": own[1], **fields}, {"origin": "http://desk.example"})
    assert here.status_code == 303


def test_a_browser_that_hides_where_a_form_stands_still_lets_staff_in(desk: Desk) -> None:
    """Chromium says "Origin: null" of every form under our own Referrer-Policy: no-referrer."""
    desk.person()
    browser = desk.browser()
    browser.get("/entrar")
    own = re.search(r'name="form_word" value="([^"]+)"', browser.page)
    assert own is not None
    fields = {"form_word": own[1], "email": "ana@x.example", "password": PASSWORD}

    answer = browser.send("/entrar", fields, {"origin": "null", "sec-fetch-site": "same-origin"})

    assert answer.status_code == 303


def test_a_cookie_that_was_planted_is_worth_nothing_after_the_sign_in(desk: Desk) -> None:
    """B102."""
    desk.person()
    browser, thief = desk.browser(), desk.browser()
    for one in (browser, thief):
        one.client.cookies.set("comprobot-desk", "planted", domain="desk.example", path="/")
    assert browser.sign_in("ana@x.example").status_code == 303

    assert browser.client.cookies.get("comprobot-desk", domain="desk.example") != "planted"
    assert not _is_inside(thief)


def test_a_session_ends_by_idleness_and_by_age(desk: Desk) -> None:
    """B102: 30 minutes, 12 hours."""
    browser = desk.inside()
    for _ in range(4):
        desk.pass_time(minutes=29)
        assert _is_inside(browser)
    desk.pass_time(minutes=31)
    assert not _is_inside(browser)

    browser.sign_in("ana@x.example")
    for _ in range(24):
        desk.pass_time(minutes=29)
        browser.get("/mi-cuenta")
    desk.pass_time(minutes=29)
    assert not _is_inside(browser)


def test_what_an_open_page_asks_by_itself_keeps_nobody_signed_in(desk: Desk) -> None:
    """B102: the page of somebody who went home asks every half minute."""
    browser = desk.inside()
    for _ in range(4):
        desk.pass_time(minutes=10)
        browser.get("/bandeja/cuenta", headers={"HX-Request": "true"})

    assert not _is_inside(browser)


def test_a_closed_account_is_out_at_once(desk: Desk) -> None:
    browser = desk.inside()
    with desk.db.begin() as tx:
        users.change(tx, 1, active=False)

    assert not _is_inside(browser)
    assert browser.sign_in("ana@x.example").status_code == 422


def _secret_of(page: str) -> str:
    spelled = re.search(r'<span class="id">([A-Z2-7 ]+)</span>', page)
    assert spelled is not None
    return spelled[1].replace(" ", "")


def _enrolled(desk: Desk, browser: Browser) -> pyotp.TOTP:
    authenticator = pyotp.TOTP(_secret_of(browser.get("/mi-cuenta/autenticador").text))
    code = authenticator.at(desk.now)
    assert browser.post("/mi-cuenta/autenticador", code=code, password=PASSWORD).status_code == 303
    return authenticator


def test_an_approver_signs_in_with_six_digits_too(desk: Desk) -> None:
    """B103: first he must take an authenticator, then nothing opens without its code, and no code opens twice."""
    desk.person("eva@x.example", "approver")
    browser = desk.browser()
    assert browser.sign_in("eva@x.example").headers["location"] == "/mi-cuenta/autenticador"
    authenticator = _enrolled(desk, browser)
    browser.get("/mi-cuenta")
    browser.post("/salir")

    desk.pass_time(minutes=1)
    assert browser.sign_in("eva@x.example").headers["location"].startswith("/entrar/codigo")
    assert browser.get("/mi-cuenta").headers["location"].startswith("/entrar/codigo")
    browser.get("/entrar/codigo")
    assert browser.post("/entrar/codigo", code="000000").status_code == 422
    code = authenticator.at(desk.now)
    assert browser.post("/entrar/codigo", code=code).status_code == 303
    assert _is_inside(browser)

    other = desk.browser()
    other.sign_in("eva@x.example")
    other.get("/entrar/codigo")
    assert other.post("/entrar/codigo", code=code).status_code == 422


def test_who_takes_an_authenticator_first_lands_on_the_page_that_was_wanted(desk: Desk) -> None:
    desk.person("eva@x.example", "admin")
    browser = desk.browser()
    browser.get("/entrar")
    entered = browser.post("/entrar", email="eva@x.example", password=PASSWORD, volver="/ajustes")
    assert entered.headers["location"] == "/mi-cuenta/autenticador?volver=/ajustes"
    page = browser.get(entered.headers["location"]).text
    wrong = browser.post("/mi-cuenta/autenticador", code="000000", password=PASSWORD, volver="/ajustes")
    assert 'name="volver" value="/ajustes"' in page
    assert 'name="volver" value="/ajustes"' in wrong.text

    code = pyotp.TOTP(_secret_of(page)).at(desk.now)
    taken = browser.post("/mi-cuenta/autenticador", code=code, password=PASSWORD, volver="/ajustes")

    assert taken.headers["location"] == "/ajustes"


def test_an_authenticator_leads_to_no_other_site(desk: Desk) -> None:
    browser = desk.inside("eva@x.example", "approver")
    code = pyotp.TOTP(_secret_of(browser.get("/mi-cuenta/autenticador").text)).at(desk.now)

    taken = browser.post("/mi-cuenta/autenticador", code=code, password=PASSWORD, volver="//evil.example")

    assert taken.headers["location"] == "/"


def test_no_table_holds_the_secret_of_an_authenticator(desk: Desk) -> None:
    """B109."""
    browser = desk.inside("eva@x.example", "approver")
    secret = _secret_of(browser.get("/mi-cuenta/autenticador").text)
    _enrolled(desk, browser)

    file = desk.db.file()
    assert file is not None
    held = b"".join(path.read_bytes() for path in file.parent.glob(f"{file.name}*"))
    assert secret.encode() not in held


def test_a_new_password_ends_the_other_sessions(desk: Desk) -> None:
    browser = desk.inside()
    elsewhere = desk.browser()
    elsewhere.sign_in("ana@x.example")
    browser.get("/mi-cuenta")

    done = browser.post("/mi-cuenta/contrasena", old=PASSWORD, new="cuatro gatos negros", again="cuatro gatos negros")

    assert "Su contraseña cambió" in done.text
    assert _is_inside(browser)
    assert not _is_inside(elsewhere)
    assert desk.browser().sign_in("ana@x.example", "cuatro gatos negros").status_code == 303


@pytest.mark.parametrize(
    ("old", "new", "again", "sentence"),
    [
        ("otra cosa", "cuatro gatos negros", "cuatro gatos negros", "actual no coincide"),
        (PASSWORD, "corta", "corta", "al menos 12"),
        (PASSWORD, "cuatro gatos negros", "cuatro gatos blancos", "no son iguales"),
        (PASSWORD, "aaaaaaaaaaaaaaa", "aaaaaaaaaaaaaaa", "muy pocos"),
    ],
)
def test_a_password_that_cannot_be_is_refused_with_its_reason(
    desk: Desk, old: str, new: str, again: str, sentence: str
) -> None:
    browser = desk.inside()
    browser.get("/mi-cuenta")

    answer = browser.post("/mi-cuenta/contrasena", old=old, new=new, again=again)

    assert answer.status_code == 422
    assert sentence in answer.text


@pytest.mark.parametrize("path", ["/entrar", "/no-existe", "/health/live", "/static/app.css", "/mi-cuenta"])
def test_every_answer_carries_the_headers(desk: Desk, path: str) -> None:
    """B96: errors and redirections included."""
    headers = desk.browser().get(path).headers

    assert headers["content-security-policy"] == POLICY
    assert (headers["x-content-type-options"], headers["referrer-policy"]) == ("nosniff", "no-referrer")


def test_a_body_that_is_too_large_is_refused_unread(desk: Desk) -> None:
    """B108."""
    browser = desk.browser()
    browser.get("/entrar")

    answer = browser.client.post("/entrar", content=b"x", headers={"content-length": "99000000"})

    assert (answer.status_code, answer.text) == (413, "Lo que envió es demasiado grande; no se guardó nada.")


def test_sign_ins_are_audited_and_sessions_kept_as_hashes(desk: Desk) -> None:
    """B116."""
    browser = desk.inside()
    desk.browser().sign_in("ana@x.example", "no es esta contraseña")
    cookie = browser.client.cookies.get("comprobot-desk", domain="desk.example") or ""

    with desk.db.read() as tx:
        assert sessions.find(tx, cookie, "desk") is None
        assert sessions.find(tx, tokens.kept(cookie), "desk") is not None
        assert audit.verified(tx).rows == 2


def test_a_page_that_fails_says_so_with_a_number_and_no_secret(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    browser = desk.inside()

    def fails(*_: object, **__: object) -> None:
        raise RuntimeError("database password is hunter2")

    monkeypatch.setattr("bot.desk.account._page", fails)
    browser.client = type(browser.client)(
        desk.site, base_url="http://desk.example", raise_server_exceptions=False, cookies=browser.client.cookies
    )
    answer = browser.get("/mi-cuenta")

    assert answer.status_code == 500
    assert "No se perdió nada. Folio" in answer.text
    assert "hunter2" not in answer.text
    assert answer.headers["content-security-policy"] == POLICY
    assert [event for event, _ in desk.logged] == ["page_failed"]
