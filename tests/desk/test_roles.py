"""Each role against each route of the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from staffed import a_letter, a_slip, enter, open_desk

if TYPE_CHECKING:
    from pathlib import Path

    from bot.store.users import Role

SEEN_BY_ALL = (
    "/tablero", "/tablero/exportar", "/bandeja/exportar", "/constancias", "/constancias/exportar", "/constancias/935447", "/correos",
    "/correos/exportar", "/correos/1", "/correos/1/html", "/bitacora", "/bitacora/exportar", "/plantillas",
    "/plantillas/activation", "/plantillas/activation/html", "/mi-cuenta",
)  # fmt: skip
SEEN_BY_CLERKS = ("/constancias/nueva", "/constancias/importar")
SEEN_BY_ADMIN = ("/usuarios", "/usuarios/exportar", "/usuarios/1", "/ajustes")
DONE_BY_CLERKS = (
    "/constancias/nueva", "/constancias/importar", "/constancias/importar/guardar", "/constancias/935447/cancelar",
)  # fmt: skip
DONE_BY_ADMIN = (
    "/usuarios", "/ajustes/send", "/ajustes/activate",
    *(f"/usuarios/99/{what}" for what in ("puesto", "cerrar", "abrir", "sesiones", "codigo", "contrasena", "enlace")),
)  # fmt: skip
MAY: dict[Role, tuple[str, ...]] = {
    "auditor": ("all",), "operator": ("all", "clerks"), "approver": ("all", "clerks"), "admin": ("all", "clerks", "admin"),
}  # fmt: skip


@pytest.mark.parametrize("role", MAY)
def test_each_role_opens_its_own_doors_and_no_other(tmp_path: Path, role: Role) -> None:
    """B104: what is another's is 403, whatever the address; what is one's own is found or said to be missing."""
    desk = open_desk(tmp_path)
    a_slip(desk)
    a_letter(desk)
    browser = enter(desk, role)
    seen = {"all": SEEN_BY_ALL, "clerks": SEEN_BY_CLERKS, "admin": SEEN_BY_ADMIN}
    done = {"clerks": DONE_BY_CLERKS, "admin": DONE_BY_ADMIN}

    got = {path: browser.get(path).status_code for paths in seen.values() for path in paths}
    browser.get("/mi-cuenta")
    word = browser.page
    sent = {}
    for paths in done.values():
        for path in paths:
            browser.page = word
            sent[path] = browser.post(path, on="si").status_code

    for group, paths in seen.items():
        assert {path: got[path] for path in paths} == dict.fromkeys(paths, 200 if group in MAY[role] else 403)
    for group, paths in done.items():
        refused = {path for path in paths if sent[path] == 403}
        assert refused == (set() if group in MAY[role] else set(paths))


def test_a_stranger_sees_nothing(tmp_path: Path) -> None:
    browser = open_desk(tmp_path).browser()

    for path in (*SEEN_BY_ALL, *SEEN_BY_CLERKS, *SEEN_BY_ADMIN):
        assert browser.get(path).headers["location"].startswith("/entrar")


@pytest.mark.parametrize("path", [*DONE_BY_CLERKS, *DONE_BY_ADMIN])
def test_no_form_without_its_word_changes_anything(tmp_path: Path, path: str) -> None:
    """B101."""
    assert enter(open_desk(tmp_path)).send(path, {"on": "no"}).status_code == 403
