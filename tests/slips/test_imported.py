"""The CSV of another program, as Excel and people write it."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest

from bot.errors import BadRow
from bot.slips.imported import examined

NOW = datetime(2026, 11, 22, 18, tzinfo=UTC)
ZONE = "America/Mexico_City"
HEADER = "reference,amount,customer_name,customer_email,rfc,issued_at,expires_at"


def test_excels_mark_semicolons_and_quotes_are_taken() -> None:
    text = f'\ufeff{HEADER.replace(",", ";")}\r\n"0935447";"$1,305.00";"Pérez; Juan";Juan@Cliente.mx;;;\r\n'

    ((slip,), _) = examined(text, zone=ZONE, now=NOW)

    assert (slip.reference, slip.amount, slip.customer_name) == ("935447", 130_500, "Pérez; Juan")
    assert (slip.customer_email, slip.issued_at, slip.expires_at) == (
        "juan@cliente.mx",
        NOW - timedelta(days=180),
        None,
    )


@pytest.mark.parametrize("day", ["2026-09-14", "14/09/2026", "14-9-2026", "2026-09-14T00:00"])
def test_a_day_begins_at_its_midnight_here(day: str) -> None:
    ((slip,), _) = examined(f"{HEADER}\n935447,1305.00,Ana,ana@x.mx,,{day},", zone=ZONE, now=NOW)

    assert slip.issued_at == datetime(2026, 9, 14, 6, tzinfo=UTC)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("935447,1305.005,Ana,ana@x.mx,,,", "importe"),
        ("935447,-5.00,Ana,ana@x.mx,,,", "mayor que cero"),
        ("935447,NaN,Ana,ana@x.mx,,,", "importe"),
        ("935447,1,305.00,Ana,ana@x.mx,,,", "más columnas"),
        ("٩٣٥٤٤٧,1305.00,Ana,ana@x.mx,,,", "no es un número"),
        (",1305.00,Ana,ana@x.mx,,,", "no es un número"),
        ("935447,1305.00,,ana@x.mx,,,", "customer_name"),
        ("935447,1305.00,Ana,ana,,,", "dirección de correo"),
        ("935447,1305.00,Ana,ana@x.mx,,31/02/2026,", "no es una fecha"),
        ("935447,1305.00,Ana,ana@x.mx,,2026-09-14,2026-09-13", "vence antes"),
        ("935446,1305.00,Ana,ana@x.mx,,,\n935446,1305.00,Ana,ana@x.mx,,,", "renglón 2"),
    ],
)
def test_a_bad_row_is_named_and_the_good_one_beside_it_is_not(row: str, reason: str) -> None:
    good, (bad,) = examined(f"{HEADER}\n{row}\n935448,10.00,Ana,ana@x.mx,,,", zone=ZONE, now=NOW)

    assert re.match(rf"Renglón \d+: .*{reason}", bad.sentence)
    assert good[-1].reference == "935448"


def test_a_header_without_its_columns_is_refused() -> None:
    with pytest.raises(BadRow, match="faltan las columnas amount"):
        examined("reference,customer_name,customer_email\n", zone=ZONE, now=NOW)
