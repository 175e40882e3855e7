"""Slips issued elsewhere, from the terminal: all of a file or nothing of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.commands import slipping
from bot.errors import BadRow, ComprobotError
from bot.store import tables
from bot.store.db import Database

HEADER = "reference,amount,customer_name,customer_email,rfc,issued_at,expires_at\n"
GOOD = (
    HEADER
    + '935447,"$1,305.00",La Esperanza,Lupita@x.example,,2026-11-01,31/12/2026\n935454,638.00,Trejo,t@x.example,,,\n'
)


@pytest.fixture
def url(tmp_path: Path) -> str:
    """Give the address of an empty house."""
    return f"sqlite:///{tmp_path}/comprobot.db"


def take(url: str, text: str) -> None:
    file = Path(url.removeprefix("sqlite:///")).with_name("constancias.csv")
    file.write_text(text, "utf-8")
    slipping.import_csv(file, None, url)


def references(url: str) -> list[str]:
    with Database(url).read() as tx:
        return list(tx.execute(sa.select(tables.slips.c.reference).order_by(tables.slips.c.id)).scalars())


def test_a_good_file_is_taken_and_told(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    take(url, GOOD)

    assert capsys.readouterr().out == "2 constancias importadas.\n"
    assert references(url) == ["935447", "935454"]
    with Database(url).read() as tx:
        written = tx.execute(sa.select(tables.audit.c.actor, tables.audit.c.details).filter_by(event="slips_imported"))
        assert [tuple(row) for row in written] == [("terminal", {"slips": 2})]


def test_every_bad_row_is_named_at_once_and_nothing_is_taken(url: str) -> None:
    """Wrong cells, a repeated reference and one that exists, in the order of the file."""
    take(url, GOOD)
    more = (
        "935454,638.00,Trejo,t@x.example,,,\n"
        "ABC,638.00,Trejo,t@x.example,,,\n"
        "935462,0.00,Trejo,t@x.example,,,\n"
        "935471,638.00,Trejo,t@x.example,,,\n"
        "935471,638.00,,t@x.example,,,\n"
        "935483,638.00,Trejo,no es,,,\n"
    )

    with pytest.raises(BadRow) as refused:
        take(url, HEADER + more)

    assert str(refused.value).splitlines() == [
        "Renglón 2: la referencia 935454 ya existe.",
        "Renglón 3: la referencia 'ABC' no es un número.",
        "Renglón 4: el importe '0.00' debe ser mayor que cero.",
        "Renglón 6: falta customer_name.",
        "Renglón 7: customer_email 'no es' no es una dirección de correo.",
    ]
    assert references(url) == ["935447", "935454"]


def test_a_file_that_is_not_there_or_no_text_is_a_sentence(url: str, tmp_path: Path) -> None:
    latin = tmp_path / "latin.csv"
    latin.write_bytes("reference,ñ".encode("latin-1"))

    with pytest.raises(ComprobotError, match="no está en UTF-8"):
        slipping.import_csv(latin, None, url)
    with pytest.raises(ComprobotError, match="no se puede abrir"):
        slipping.import_csv(tmp_path / "no.csv", None, url)


def test_the_list_is_one_json_line_a_slip(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    take(url, GOOD)
    capsys.readouterr()

    slipping.listed(None, url, json=True)

    rows = [json.loads(one) for one in capsys.readouterr().out.splitlines()]
    assert [(row["reference"], row["amount"], row["customer_email"], row["status"]) for row in rows] == [
        ("935447", "1305.00", "lupita@x.example", "open"), ("935454", "638.00", "t@x.example", "open"),
    ]  # fmt: skip
