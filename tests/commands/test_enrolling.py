"""Who may enter the panel, from the terminal."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa

from bot.commands import enrolling
from bot.errors import BadRow, ComprobotError
from bot.model import Panel
from bot.store import customers, panel_links, panel_users, tables
from bot.store.db import Database
from bot.web import passwords

if TYPE_CHECKING:
    from bot.store.panel_users import PanelUser

HEADER = "usuario,nombre,correo,rfc,version,vence,timbres\n"
TWO = HEADER + "esperanza,La Esperanza,lupita@x.example,,3.3,31/12/2026,419\npepe,José,pepe@x.example,,,,\n"


@pytest.fixture
def url(tmp_path: Path) -> str:
    """Give the address of an empty house."""
    return f"sqlite:///{tmp_path}/comprobot.db"


def take(url: str, text: str, *, send: bool = False, update: bool = False) -> None:
    file = Path(url.removeprefix("sqlite:///")).with_name("clientes.csv")
    file.write_text(text, "utf-8")
    enrolling.import_csv(file, None, url, send=send, update=update)


def user(url: str, username: str = "esperanza") -> PanelUser:
    with Database(url).read() as tx:
        found = panel_users.by_username(tx, username)
    assert found is not None
    return found


def panel(url: str, username: str = "esperanza") -> tuple[str, date | None, int]:
    with Database(url).read() as tx:
        found = customers.panel(tx, user(url, username).customer_id)
    return found.version, found.active_until, found.stamps


def everything(url: str) -> str:
    """Return all that is kept but for the audit, which says that the command ran."""
    chosen = (tables.customers, tables.panel_users, tables.panels, tables.panel_links, tables.letters, tables.jobs)
    with Database(url).read() as tx:
        return repr([tx.execute(sa.select(table)).all() for table in chosen])


def count(url: str, table: sa.Table) -> int:
    with Database(url).read() as tx:
        return tx.execute(sa.select(sa.func.count()).select_from(table)).scalar_one()


def test_a_file_of_customers_is_taken(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    take(url, TWO)

    assert capsys.readouterr().out == "2 clientes nuevos.\n"
    assert panel(url) == ("3.3", date(2026, 12, 31), 419)
    assert panel(url, "pepe") == ("3.3", None, 0)
    assert count(url, tables.letters) == 0


def test_the_same_file_twice_changes_nothing(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    take(url, TWO, send=True)
    before = everything(url)

    take(url, TWO, send=True)

    assert everything(url) == before
    assert capsys.readouterr().out.splitlines()[-2:] == [
        "0 clientes nuevos; 2 ya estaban y no cambian.", "0 cartas de acceso por salir.",
    ]  # fmt: skip


def test_who_is_known_keeps_the_panel_he_has_unless_it_is_asked_for(
    url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    take(url, TWO)
    with Database(url).begin() as tx:
        customers.write_panel(tx, Panel(user(url).customer_id, "4.0", date(2027, 12, 31), 1419))

    take(url, TWO)
    assert panel(url) == ("4.0", date(2027, 12, 31), 1419)

    take(url, HEADER + "esperanza,La Esperanza,lupita@x.example,,,,1400\n", update=True)
    assert panel(url) == ("4.0", date(2027, 12, 31), 1400)
    assert capsys.readouterr().out.splitlines()[-1] == "0 clientes nuevos; 1 ya estaba, 1 con cambios."


def test_a_customer_known_by_his_slips_gets_his_user(url: str) -> None:
    database = Database(url)
    database.migrate()
    with database.begin() as tx:
        customers.enrol(tx, [("La Esperanza S.A.", "lupita@x.example", None)])
        customers.write_panel(tx, Panel(1, "4.0", date(2027, 1, 1), 7))

    take(url, TWO)

    assert panel(url) == ("4.0", date(2027, 1, 1), 7)


def test_one_bad_row_and_nobody_is_taken(url: str) -> None:
    take(url, HEADER + "esperanza,La Esperanza,lupita@x.example,,,,\n")
    bad = (
        HEADER + "nuevo,Nuevo,nuevo@x.example,,,,\nesperanza,Otra,otra@x.example,,,,\notro,Otro,lupita@x.example,,,,\n"
    )

    with pytest.raises(BadRow) as refused:
        take(url, bad)

    assert str(refused.value).splitlines() == [
        "Renglón 3: el usuario esperanza ya es de otro cliente (lupita@x.example).",
        "Renglón 4: el correo lupita@x.example ya tiene el usuario esperanza.",
    ]
    assert count(url, tables.panel_users) == 1


def test_letters_go_only_when_asked_and_hold_no_password(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    take(url, TWO, send=True)

    assert "2 cartas de acceso por salir." in capsys.readouterr().out
    with Database(url).read() as tx:
        raws = list(tx.execute(sa.select(tables.letters.c.raw)).scalars())
        jobs = tx.execute(sa.select(tables.jobs.c.kind)).scalars().all()
    assert jobs == ["letter", "letter"]
    assert all(b"From: Sistemas Perseo <facturamos@perseo.example>" in raw for raw in raws)
    assert all(b"/panel/contrasena/" in raw for raw in raws)


def test_an_address_that_no_letter_can_have_is_named_and_the_others_get_theirs(
    url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    take(url, HEADER + "toño,Toño,toño@x.example,,,,\npepe,José,pepe@x.example,,,,\n", send=True)

    assert capsys.readouterr().out.splitlines()[1:] == [
        "1 carta de acceso por salir.",
        "Renglón 2: a toño@x.example no se le puede escribir; use reset con --link.",
    ]
    assert (count(url, tables.letters), count(url, tables.panel_links)) == (1, 1)


def test_a_reset_ends_the_old_password_and_mails_a_link(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    take(url, TWO)
    with Database(url).begin() as tx:
        panel_users.change(tx, user(url).id, password_hash=passwords.hashed("tres tristes tigres"))

    enrolling.reset("Esperanza", None, url, link=False)

    assert user(url).password_hash is None
    assert count(url, tables.letters) == 1
    assert "Le llegará un enlace" in capsys.readouterr().out


def test_a_link_is_shown_instead_when_there_is_no_mail(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    take(url, TWO)

    enrolling.reset("pepe", None, url, link=True)

    assert "http://127.0.0.1:8080/panel/contrasena/" in capsys.readouterr().out
    assert count(url, tables.letters) == 0


def test_nobody_of_that_name_is_said(url: str) -> None:
    with pytest.raises(ComprobotError, match="No hay un cliente con el usuario «nadie»"):
        enrolling.reset("nadie", None, url, link=False)


def test_they_are_listed(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    take(url, TWO)
    capsys.readouterr()

    enrolling.listed(None, url, json=True)

    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert rows[0] == {
        "usuario": "esperanza", "nombre": "La Esperanza", "correo": "lupita@x.example", "version": "3.3",
        "vence": "2026-12-31", "timbres": 419, "estado": "sin contraseña", "ultima_entrada": None,
    }  # fmt: skip
    enrolling.listed(None, url, json=False)
    assert "esperanza" in capsys.readouterr().out


def test_an_account_is_closed_and_opened_again(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    take(url, TWO, send=True)

    enrolling.switch("Pepe", None, url, active=False)
    assert not user(url, "pepe").active
    with Database(url).read() as tx:
        assert panel_links.waiting(tx, user(url, "pepe").id, now=user(url, "pepe").created_at) == 0
    enrolling.switch("pepe", None, url, active=True)

    assert user(url, "pepe").active
    assert capsys.readouterr().out.splitlines()[-2:] == [
        "Listo: pepe ya no puede entrar al panel.", "Listo: pepe puede entrar al panel.",
    ]  # fmt: skip
