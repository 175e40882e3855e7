"""Bitácora: rows in Spanish, filtered, and the chain that is followed to its end."""

from __future__ import annotations

import ast
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from desk_site import NOW, Desk
from staffed import enter, open_desk

from bot.commands.words import EVENTS
from bot.desk import log_page
from bot.store import audit
from bot.store.audit_search import Entry

BOT = Path(__file__).parents[2] / "bot"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Give a desk where the bot did something yesterday and Eva today."""
    made = open_desk(tmp_path)
    with made.db.begin() as tx:
        audit.write(tx, "activated", at=NOW - timedelta(days=1), actor="bot", details={"reference": "935447"})
        audit.write(tx, "slip_cancelled", at=NOW, actor="eva@x.example", details={"because": "<b>dos veces</b>"})
    return made


def test_the_newest_comes_first_in_words(desk: Desk) -> None:
    page = enter(desk, "auditor").get("/bitacora").text

    assert page.index("entró al escritorio") < page.index('Qué">se canceló una constancia')
    assert "&lt;b&gt;dos veces&lt;/b&gt;" in page


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("evento=activated", {"935447"}), ("quien=eva%40x.example", {"dos veces"}), ("desde=2026-11-22", {"dos veces"}),
        ("hasta=2026-11-21", {"935447"}), ("desde=2026-12-01", set()), ("caso=C-99", set()),
    ],
)  # fmt: skip
def test_filters_narrow_the_rows(desk: Desk, asked: str, found: set[str]) -> None:
    page = enter(desk).get(f"/bitacora?{asked}").text

    assert {words for words in ("935447", "dos veces") if words in page} == found
    assert ("Sin movimientos con estos filtros." in page) == (not found)


def test_a_whole_chain_is_said_to_be_whole(desk: Desk) -> None:
    assert "La cadena está completa: 3 renglones" in enter(desk).get("/bitacora?comprobar=si").text


def test_a_row_that_was_changed_is_named(desk: Desk) -> None:
    """B115."""
    browser = enter(desk)
    with desk.db.begin() as tx:
        tx.execute(sa.text("drop trigger audit_no_update"))
        tx.execute(sa.text("update audit set actor = 'nadie' where id = 2"))

    assert "La cadena no cuadra en el renglón 2. Avise al administrador." in browser.get("/bitacora?comprobar=si").text


def test_details_are_said_in_spanish() -> None:
    entry = Entry(
        1, NOW, "bot", "activated", None, {"amount": 130_500, "on": True, "reasons": ["no_key"], "case": None}
    )

    assert log_page.said(entry) == (
        ("importe", "$1,305.00"), ("encendido", "sí"), ("motivos", "Sin clave ni folio"), ("caso", "nada"),
    )  # fmt: skip


def test_every_event_that_is_written_has_its_words() -> None:
    written = {
        call.args[1].value
        for path in BOT.rglob("*.py")
        for call in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr == "write"
        if len(call.args) > 1 and isinstance(call.args[1], ast.Constant) and isinstance(call.func.value, ast.Name)
        if call.func.value.id == "audit"
    }

    assert len(written) > 15
    assert written - EVENTS.keys() == set()
