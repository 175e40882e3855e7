"""The vendor's file of customers: every bad row in a sentence."""

from __future__ import annotations

from datetime import date

import pytest

from bot.errors import BadRow
from bot.slips.customer_rows import CustomerRow, rows

HEADER = "usuario,nombre,correo,rfc,version,vence,timbres\n"


def test_a_row_is_taken_as_it_is_meant() -> None:
    """
    usuario,nombre,correo,rfc,version,vence,timbres
    Esperanza,Refaccionaria La Esperanza,Lupita@Esperanza.example,rle-850101 AB1,3.3,31/12/2026,"1,419"
    """
    text = (test_a_row_is_taken_as_it_is_meant.__doc__ or "").strip().replace("    ", "")

    assert rows(text) == (
        CustomerRow(
            2, "esperanza", "Refaccionaria La Esperanza", "lupita@esperanza.example", "RLE850101AB1", "3.3",
            date(2026, 12, 31), 1419,
        ),
    )  # fmt: skip


def test_what_is_not_known_may_be_left_out() -> None:
    assert rows("usuario;nombre;correo\npepe;José Pérez;pepe@x.example\n") == (
        CustomerRow(2, "pepe", "José Pérez", "pepe@x.example", None, None, None, None),
    )


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (",José,pepe@x.example,,,,", "Renglón 2: falta usuario."),
        ("pe,José,pepe@x.example,,,,", "el usuario 'pe' debe tener de 3 a 60"),
        ("pepe perez,José,pepe@x.example,,,,", "sin espacios"),
        ("<script>,José,pepe@x.example,,,,", "el usuario '<script>'"),
        ("pepe,,pepe@x.example,,,,", "falta nombre"),
        ("pepe,José,pepe,,,,", "correo 'pepe' no es una dirección de correo"),
        ("pepe,José,pepe@x.example,XX,,,", "el RFC 'XX' no tiene la forma"),
        ("pepe,José,pepe@x.example,,5.0,,", "la version '5.0' no es 3.3 ni 4.0"),
        ("pepe,José,pepe@x.example,,,pronto,", "vence 'pronto' no es una fecha como 2026-09-14"),
        ("pepe,José,pepe@x.example,,,9999-12-31,", "vence '9999-12-31' debe ser una fecha de este siglo"),
        ("pepe,José,pepe@x.example,,,31/02/2026,", "vence '31/02/2026' no es una fecha"),
        ("pepe,José,pepe@x.example,,,,-5", "los timbres '-5' no son un número entero"),
        ("pepe,José,pepe@x.example,,,,1000000000000000", "los timbres"),
        ("pepe,José,pepe@x.example,,,,0000000000011000000000000", "los timbres"),
        ("pepe,Jos\u202eé,pepe@x.example,,,,", "nombre 'Jos\\u202eé' tiene caracteres que no se ven"),
        ("pepe,Jos\0é,pepe@x.example,,,,", "tiene caracteres que no se ven"),
        ("pepe,José,pe\0pe@x.example,,,,", "no es una dirección de correo"),
        ("pepe," + "é" * 200_000 + ",pepe@x.example,,,,", "no se entiende; revise sus comillas"),
        ("pepe,José,pepe@x.example,,,,1,419", "tiene más columnas que el encabezado"),
    ],
)
def test_a_bad_row_is_a_sentence_with_its_line(row: str, said: str) -> None:
    with pytest.raises(BadRow) as refused:
        rows(HEADER + row + "\n")

    assert said in str(refused.value)
    assert str(refused.value).startswith("Renglón 2: ")


def test_empty_rows_are_passed_over_and_a_name_on_two_lines_is_one() -> None:
    found = rows(HEADER + 'pepe,"José\nPérez",pepe@x.example,,,,\n\n,,,,,,\nana,Ana,ana@x.example,,,,\n')

    assert [(row.line, row.name) for row in found] == [(3, "José Pérez"), (6, "Ana")]


def test_all_bad_rows_are_told_at_once() -> None:
    text = (
        HEADER
        + "pepe,José,pepe@x.example,,,,\nana,,ana@x.example,,,,\npepe,Otro,otro@x.example,,,,\neva,Eva,pepe@x.example,,,,\n"
    )

    with pytest.raises(BadRow) as refused:
        rows(text)

    assert str(refused.value).splitlines() == [
        "Renglón 3: falta nombre.",
        "Renglón 4: el usuario pepe ya está en el renglón 2.",
        "Renglón 5: el correo pepe@x.example ya está en el renglón 2.",
    ]


def test_a_file_without_its_columns_says_which() -> None:
    with pytest.raises(BadRow, match="faltan las columnas nombre, correo"):
        rows("usuario\npepe\n")
