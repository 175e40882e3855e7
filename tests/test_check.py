"""Every error becomes a row that says what to do."""

from __future__ import annotations

import pytest

from bot import check
from bot.errors import BadRow, Busy, ComprobotError, DoorClosed, LetterRefused, SettingsMistake, UnreadableMail


def _closed() -> str:
    raise DoorClosed("imap.perseo.example no acepta la contraseña de cxc@perseo.example.")


def test_every_try_gives_a_row_in_its_order() -> None:
    rows = check.run([("buzón cxc", _closed), ("plantillas", lambda: "9 plantillas.")])

    assert [(row.name, row.well, row.sentence) for row in rows] == [
        ("buzón cxc", False, "imap.perseo.example no acepta la contraseña de cxc@perseo.example."),
        ("plantillas", True, "9 plantillas."),
    ]
    assert rows[0].what_to_do.startswith("Revise servidor, puerto, cifrado, usuario y contraseña")
    assert rows[1].what_to_do == ""


def test_an_error_that_is_none_of_ours_is_not_hidden() -> None:
    def broken() -> str:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        check.run([("x", broken)])


@pytest.mark.parametrize("kind", [SettingsMistake, DoorClosed, LetterRefused, UnreadableMail, BadRow, Busy])
def test_each_error_has_its_own_advice(kind: type[ComprobotError]) -> None:
    advice = check.what_to_do(kind("x"))

    assert advice.endswith(".")
    assert advice != check.what_to_do(ComprobotError("x"))


def test_the_summary_names_what_is_not_well() -> None:
    well = check.Row("base de datos", well=True, sentence=".")
    wrong = check.Row("salida", well=False, sentence=".", what_to_do="Revise.")

    assert check.summary([well, well]) == "2 de 2 bien."
    assert check.summary([well, wrong]) == "Falta arreglar: salida."


@pytest.mark.parametrize("version", ["3.51.3", "3.52.0", "4.0.0", "3.50.7", "3.44.6", "3.44.7"])
def test_a_mended_sqlite_lacks_nothing(version: str) -> None:
    """B28"""
    assert check.sqlite(version) == f"SQLite {version}; un solo proceso trabaja a la vez."


@pytest.mark.parametrize("version", ["3.40.1", "3.45.0", "3.50.6", "3.51.2", "3.35.0"])
def test_an_older_sqlite_is_named_with_what_it_lacks(version: str) -> None:
    """B28"""
    sentence = check.sqlite(version)

    assert version in sentence
    assert "Le falta la corrección de 3.51.3" in sentence


def test_a_sqlite_without_returning_is_refused() -> None:
    """B28"""
    with pytest.raises(ComprobotError, match=r"3\.34\.1 es demasiado antiguo: le falta la instrucción RETURNING"):
        check.sqlite("3.34.1")
