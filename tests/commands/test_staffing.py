"""Who works at the desk, from the terminal."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

import pytest

from bot.commands import staffing
from bot.errors import ComprobotError
from bot.store import sessions, tables, users
from bot.store.db import Database
from bot.web import passwords

if TYPE_CHECKING:
    from pathlib import Path

LONG_ENOUGH = "tres tristes tigres"


@pytest.fixture
def url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Give the address of an empty house; what is typed comes from a pipe."""
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{LONG_ENOUGH}\ncuatro gatos negros\n"))
    return f"sqlite:///{tmp_path}/comprobot.db"


def add(url: str, email: str = "Lola@Perseo.example", role: str = "operator") -> None:
    staffing.add(None, url, email=email, name="Lola", role=role, ask=input)


def kept(url: str) -> users.User:
    with Database(url).read() as tx:
        found = users.by_email(tx, "lola@perseo.example")
    assert found is not None
    return found


def test_who_is_added_is_told_what_the_role_may_do(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    add(url)

    assert "lola@perseo.example entra como operador (operator). Puede resolver casos" in capsys.readouterr().out
    assert passwords.fits(kept(url).password_hash, LONG_ENOUGH)
    assert LONG_ENOUGH not in kept(url).password_hash


@pytest.mark.parametrize(
    ("email", "role", "said"),
    [
        ("lola", "operator", "«lola» no es un correo."),
        ("lola@perseo.example", "jefa", "No hay un puesto «jefa»; hay operator, approver, admin, auditor."),
    ],
)
def test_what_does_not_fit_is_said_and_nobody_is_added(url: str, email: str, role: str, said: str) -> None:
    with pytest.raises(ComprobotError, match=said):
        add(url, email, role)


def test_a_second_user_with_the_same_address_is_refused(url: str) -> None:
    add(url)

    with pytest.raises(ComprobotError, match="Ya hay un usuario"):
        add(url)


def test_a_short_password_is_refused_in_a_sentence(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("1234\n"))

    with pytest.raises(ComprobotError, match="contraseña"):
        add(url)


def test_the_list_is_a_table_or_json(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    add(url, role="auditor")
    capsys.readouterr()

    staffing.listed(None, url, json=True)

    assert json.loads(capsys.readouterr().out)["role"] == "auditor"
    staffing.listed(None, url, json=False)
    assert "Auditor" in capsys.readouterr().out


@pytest.mark.parametrize("what", ["close", "open", "code", "password"])
def test_every_change_ends_the_sessions_and_stands_in_the_audit(url: str, what: str) -> None:
    add(url)
    db = Database(url)
    now = kept(url).created_at
    with db.begin() as tx:
        sessions.begin(
            tx,
            sessions.Session(
                "kept", "desk", kept(url).id, complete=True, created_at=now, seen_at=now, ends_at=now, address="::1"
            ),
        )

    staffing.change(None, url, email="lola@perseo.example", what=what, ask=input)

    with db.read() as tx:
        assert sessions.find(tx, "kept", "desk") is None
        assert f"user_{what}" in tx.execute(tables.audit.select().with_only_columns(tables.audit.c.event)).scalars()
    assert kept(url).active == (what != "close")
    assert passwords.fits(kept(url).password_hash, "cuatro gatos negros") == (what == "password")


def test_nobody_of_that_address_is_said_so(url: str) -> None:
    with pytest.raises(ComprobotError, match="No hay un usuario con el correo x@"):
        staffing.change(None, url, email="x@perseo.example", what="close", ask=input)
