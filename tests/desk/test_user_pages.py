"""Usuarios: added, moved, closed, helped; never without an administrator."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from desk_site import PASSWORD, Browser, Desk
from staffed import enter, open_desk

from bot.store import audit_search, users
from bot.store.audit_search import Asked

if TYPE_CHECKING:
    from pathlib import Path

    from bot.store.users import User

NEW = "cuatro gatos negros"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Give an empty desk."""
    return open_desk(tmp_path)


def _user(desk: Desk, email: str) -> User:
    with desk.db.read() as tx:
        found = users.by_email(tx, email)
    assert found is not None
    return found


def _add(browser: Browser, **fields: str) -> str:
    browser.get("/usuarios")
    return browser.post(
        "/usuarios", **{"email": "luis@x.example", "name": "Luis M.", "role": "operator", **fields}
    ).text


def _link(page: str) -> str:
    found = re.search(r"http://desk\.example(/contrasena/[^<]+)<", page)
    assert found is not None
    return found[1]


def test_who_is_added_with_a_password_signs_in_with_it(desk: Desk) -> None:
    _add(enter(desk), password=NEW)

    assert desk.browser().sign_in("luis@x.example", NEW).status_code == 303


def test_a_link_opens_once(desk: Desk) -> None:
    """The link lets its owner choose a password; used, it is worth nothing."""
    link = _link(_add(enter(desk), password=""))
    luis = desk.browser()
    assert "Elija su contraseña" in luis.get(link).text
    assert "no son iguales" in luis.post(link, new=NEW, again=NEW + "x").text
    assert luis.post(link, new=NEW, again=NEW).headers["location"] == "/entrar"

    assert luis.sign_in("luis@x.example", NEW).status_code == 303
    late = desk.browser()
    assert late.get(link).status_code == 404
    assert "ya se usó o venció" in late.page


def test_a_link_ends_after_two_days(desk: Desk) -> None:
    link = _link(_add(enter(desk), password=""))
    desk.pass_time(hours=49)

    assert desk.browser().get(link).status_code == 404


@pytest.mark.parametrize("token", ["x", "1-9999999999-0000000000000000.aaaa", "a.b.c", "--."])
def test_a_made_up_link_opens_nothing(desk: Desk, token: str) -> None:
    assert desk.browser().get(f"/contrasena/{token}").status_code == 404


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"email": "luis"}, "Escriba un correo"), ({"name": ""}, "Escriba su nombre"),
        ({"role": "king"}, "Elija un puesto"), ({"password": "corta"}, "al menos 12"),
        ({"email": "admin@x.example"}, "Ya hay un usuario"),
    ],
)  # fmt: skip
def test_who_cannot_be_added_is_told_why(desk: Desk, fields: dict[str, str], sentence: str) -> None:
    assert sentence in _add(enter(desk), **fields)


def test_the_last_administrator_can_neither_close_nor_leave(desk: Desk) -> None:
    browser = enter(desk)
    own = _user(desk, "admin@x.example").id
    browser.get(f"/usuarios/{own}")

    for what, fields in (("cerrar", {}), ("puesto", {"role": "auditor"})):
        answer = browser.post(f"/usuarios/{own}/{what}", **fields)
        assert answer.status_code == 422
        assert "único administrador activo" in answer.text
    desk.person("eva@x.example", "admin")
    assert browser.post(f"/usuarios/{own}/puesto", role="auditor").status_code == 303
    assert _user(desk, "admin@x.example").role == "auditor"


@pytest.mark.parametrize(
    ("what", "fields"),
    [
        ("cerrar", {}), ("sesiones", {}), ("codigo", {}), ("puesto", {"role": "approver"}),
        ("contrasena", {"password": NEW}),
    ],
)  # fmt: skip
def test_whoever_is_changed_is_out_at_once_and_it_is_written_down(
    desk: Desk, what: str, fields: dict[str, str]
) -> None:
    """B102, B116."""
    luis = enter(desk, "operator")
    browser = enter(desk)
    other = _user(desk, "operator@x.example").id
    browser.get(f"/usuarios/{other}")

    assert browser.post(f"/usuarios/{other}/{what}", **fields).status_code == 303

    assert luis.get("/mi-cuenta").status_code == 303
    with desk.db.read() as tx:
        last = audit_search.page(tx, Asked(actor="admin@x.example"), limit=1)[0]
    assert last.details["email"] == "operator@x.example"


def test_a_closed_account_opens_again(desk: Desk) -> None:
    enter(desk, "operator")
    browser = enter(desk)
    other = _user(desk, "operator@x.example").id
    browser.get(f"/usuarios/{other}")
    browser.post(f"/usuarios/{other}/cerrar")
    browser.post(f"/usuarios/{other}/abrir")

    assert desk.browser().sign_in("operator@x.example", PASSWORD).status_code == 303


def test_no_list_shows_what_a_password_became(desk: Desk) -> None:
    browser = enter(desk)

    assert "argon2" not in browser.get("/usuarios").text + browser.get("/usuarios/exportar").text
