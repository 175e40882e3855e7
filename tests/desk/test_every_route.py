"""Every route of the desk, found in its files, before each role and before nobody."""

from __future__ import annotations

import importlib
import pkgutil
from typing import TYPE_CHECKING, Any

import pytest
import sqlalchemy as sa
from desk_site import PASSWORD, Browser
from starlette.testclient import TestClient

import bot.desk
from bot.store import tables, users
from bot.web import passwords

if TYPE_CHECKING:
    from houses import Story

    from bot.store.users import Role

NOBODY_TOO = {
    "GET /entrar", "POST /entrar", "GET /entrar/codigo", "POST /entrar/codigo", "POST /salir",
    "GET /contrasena/{token}", "POST /contrasena/{token}",
}  # fmt: skip
ALL = {
    "GET /", "GET /bandeja/cuenta", "GET /bandeja/exportar", "GET /buscar", "GET /casos/{number}", "GET /casos/{number}/cartas/{letter}",
    "GET /casos/{number}/papeles/{sha256}/{page}", "GET /casos/{number}/papeles/{sha256}",
    "GET /casos/{number}/correos/{mail}/mensaje.eml", "GET /casos/{number}/marco/{sha256}",
    "GET /casos/{number}/cartas/{letter}/marco", "POST /casos/{number}/presencia", "GET /tablero",
    "GET /tablero/exportar", "GET /constancias", "GET /constancias/exportar", "GET /constancias/{reference}",
    "GET /correos", "GET /correos/exportar", "GET /correos/{letter_id}", "GET /correos/{letter_id}/html",
    "GET /bitacora", "GET /bitacora/exportar", "GET /plantillas", "GET /plantillas/{name}",
    "GET /plantillas/{name}/html", "GET /mi-cuenta", "POST /mi-cuenta/contrasena", "POST /mi-cuenta/preferencias",
    "GET /mi-cuenta/autenticador", "POST /mi-cuenta/autenticador",
}  # fmt: skip
CLERKS = {
    "GET /casos/{number}/{panel}", "POST /casos/{number}/{panel}", "POST /casos/{number}/firmar",
    "POST /casos/{number}/nota", "POST /casos/{number}/corregir", "POST /casos/{number}/carta", "POST /bandeja/no-es-comprobante", "POST /casos/{number}/banco", "POST /casos/{number}/panel",
    "POST /casos/{number}/leer-de-nuevo",
    "POST /casos/{number}/cartas/{letter}/reenviar", "POST /casos/{number}/revertir", "POST /casos/{number}/deshacer",
    "POST /casos/{number}/tomar", "POST /casos/{number}/soltar", "POST /bandeja/tomar", "POST /bandeja/soltar",
    "GET /constancias/nueva", "POST /constancias/nueva", "GET /constancias/importar", "POST /constancias/importar",
    "POST /constancias/importar/guardar", "POST /constancias/{reference}/cancelar",
}  # fmt: skip
ADMIN = {
    "GET /ajustes", "POST /ajustes/{name}", "GET /usuarios", "POST /usuarios", "GET /usuarios/exportar",
    "GET /usuarios/{user_id}", "POST /usuarios/{user_id}/{what}",
}  # fmt: skip
MAY: dict[Role, set[str]] = {
    "auditor": ALL, "operator": ALL | CLERKS, "approver": ALL | CLERKS, "admin": ALL | CLERKS | ADMIN,
}  # fmt: skip
LIKE = {
    "{number}": "2", "{letter}": "1", "{letter_id}": "1", "{sha256}": "a" * 64, "{page}": "1", "{mail}": "2",
    "{panel}": "pedir", "{reference}": "935401", "{name}": "send", "{user_id}": "99", "{what}": "cerrar", "{token}": "x",
}  # fmt: skip


def routes() -> list[str]:
    """Return method and path of every route of the desk, those that end or change a session last."""
    found = []
    for file in pkgutil.iter_modules(bot.desk.__path__):
        router: Any = getattr(importlib.import_module(f"bot.desk.{file.name}"), "routes", None)
        for route in router.routes if router else ():
            found += [f"{method} {route.path}" for method in route.methods - {"HEAD"}]
    return sorted(found, key=lambda one: ("salir" in one, "entrar" in one, "mi-cuenta" in one, one))


def asked(browser: Browser, route: str) -> tuple[int, str]:
    """Return status and whereto of a request to it, its form with the visitor's own word."""
    method, path = route.split()
    for name, value in LIKE.items():
        path = path.replace(name, value)
    if method == "GET":
        answer = browser.client.get(path)
    else:
        seen = browser.page
        answer = browser.post(path, volver="", motivo="x")
        browser.page = seen  # with its hidden word: an error's page has none
    return answer.status_code, answer.headers.get("location", "")


def inside(story: Story, role: Role) -> Browser:
    with story.house.db.begin() as tx:
        user = users.add(
            tx, email=f"{role}@x.example", name=role, role=role, password_hash=passwords.hashed(PASSWORD), at=story.clock()
        )  # fmt: skip
    browser = Browser(TestClient(story.house.site(), base_url="http://127.0.0.1:8080", follow_redirects=False))
    browser.sign_in(f"{role}@x.example")
    with story.house.db.begin() as tx:
        users.change(tx, user, totp_nonce="taken")
        tx.execute(sa.update(tables.sessions).where(tables.sessions.c.owner == user).values(complete=True))
    browser.get("/mi-cuenta")
    return browser


def test_every_route_says_who_may() -> None:
    """A new route fails here until somebody has said for whom it is."""
    assert sorted(routes()) == sorted(NOBODY_TOO | ALL | CLERKS | ADMIN)


@pytest.mark.parametrize("role", MAY)
def test_each_role_is_let_through_where_it_may_and_nowhere_else(
    flagged_story: tuple[Story, dict[str, int]], role: Role
) -> None:
    """B104"""
    browser = inside(flagged_story[0], role)

    got = {route: asked(browser, route) for route in routes() if route not in NOBODY_TOO}

    refused = {route for route, (status, _) in got.items() if status == 403}
    sent_away = {route for route, (_, place) in got.items() if place.startswith("/entrar")}
    assert refused == set(routes()) - NOBODY_TOO - MAY[role]
    assert sent_away == set()


def test_nobody_is_let_through_without_signing_in(flagged_story: tuple[Story, dict[str, int]]) -> None:
    site = flagged_story[0].house.site()
    browser = Browser(TestClient(site, base_url="http://127.0.0.1:8080", follow_redirects=False))
    browser.get("/entrar")
    before = flagged_story[0].count(tables.audit)

    got = {route: asked(browser, route) for route in routes() if route not in NOBODY_TOO}

    assert {route for route, (_, place) in got.items() if not place.startswith("/entrar")} == set()
    assert flagged_story[0].count(tables.audit) == before
