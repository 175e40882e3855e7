"""Values that a person types over what was read."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bot.errors import ComprobotError
from bot.model import Correction, Receipt
from bot.receipts.corrected import FIELDS, as_read, corrected, overruled, typed, unpaid
from bot.receipts.currencies import FOREIGN

READ = Receipt(
    references=("935447",), candidates=("260926",), amount=90_000, paid_on=date(2026, 9, 26), tracking_key="HSBC31249"
)


@pytest.mark.parametrize(
    ("field", "words", "value"),
    [
        ("amount", "$9,000.00", 900_000), ("amount", " 1,305.50 ", 130_550), ("references", "0935448, 935449", ("935448", "935449")),
        ("paid_on", "1/9/2026", date(2026, 9, 1)), ("paid_on", "2026-09-01", date(2026, 9, 1)),
        ("tracking_key", "hsbc 312492", "HSBC312492"), ("tracking_key", "", None), ("references", " ", ()),
        ("payee_account", "0121 6400 1016 446374", "012164001016446374"), ("payee_account", "••6374", "**6374"),
        ("payee_account", "4111 1111 1111 1111", "************1111"), ("folio", " 1234-ab ", "1234-AB"),
        ("status", "Programado", "scheduled"), ("status", "en proceso", "pending"), ("currency", "usd", "USD"),
        ("currency", "", None), ("payer_name", "  Ana   Ruiz ", "Ana Ruiz"), ("payer_bank", "", None),
    ],
)  # fmt: skip
def test_a_value_is_taken_as_people_type_it(field: str, words: str, value: object) -> None:
    assert getattr(corrected(READ, field, words, "Ana R."), field) == value


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("amount", "nueve mil"), ("amount", "-5"), ("references", "93x447"), ("references", "935447,"), ("paid_on", "31/2/2026"),
        ("paid_on", "ayer"), ("tracking_key", "A" * 31), ("tracking_key", "ABC-123"), ("payee_account", "BBVA"),
        ("payee_account", "12"), ("folio", "¿?"), ("folio", "9" * 31), ("references", "\u0669\u0663\u0665"),
        ("status", ""), ("status", "ya mero"), ("currency", "pesos mexicanos"), ("payer_name", "Ana\u202eziuR"),
        ("payer_name", "A" * 121),
    ],
)  # fmt: skip
def test_what_is_no_value_is_refused(field: str, words: str) -> None:
    with pytest.raises(ComprobotError, match="no es un"):
        corrected(READ, field, words, "Ana R.")


def test_it_says_who_and_what_stood_there_before() -> None:
    found = corrected(corrected(READ, "amount", "9000.00", "Ana R."), "amount", "9001.00", "Luis M.")

    assert found.corrected == (Correction("amount", "Ana R.", "900.00"), Correction("amount", "Luis M.", "9000.00"))


def test_a_typed_reference_is_the_only_one() -> None:
    assert corrected(READ, "references", "935448", "Ana R.").candidates == ()


def test_the_paper_as_it_was_read_is_known_again() -> None:
    found = READ
    for field, words in [("amount", "9000.00"), ("tracking_key", ""), ("paid_on", "01/10/2026"), ("amount", "8000.00")]:
        found = corrected(found, field, words, "Ana R.")

    assert as_read(found) == READ


@pytest.mark.parametrize("field", FIELDS)
def test_what_is_shown_to_be_typed_over_says_the_same_when_nobody_touches_it(field: str) -> None:
    assert getattr(corrected(READ, field, typed(READ, field), "Ana R."), field) == getattr(READ, field)
    assert typed(Receipt(), field) == ("pagado" if field == "status" else "")


@pytest.mark.parametrize(
    "printed",
    [{"payee_account": "****6374 BBVA"}, {"folio": "12/34 A"}, {"payer_name": "x" * 200}, {"tracking_key": "A-1"}],
)
def test_what_nobody_could_type_is_known_again(printed: dict[str, Any]) -> None:
    """Or the corrected payment could never be accepted."""
    read, (field,) = replace(READ, **printed), printed

    assert as_read(corrected(read, field, "12345678", "Ana R.")) == read


@pytest.mark.parametrize("day", ["01/01/0001", "31/12/9999", "0099-01-01", "31/12/1999", "99/99/2026", "hoy"])
def test_a_day_of_another_century_is_none(day: str) -> None:
    with pytest.raises(ComprobotError, match="no es una fecha"):
        corrected(READ, "paid_on", day, "Ana R.")


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({}, ""), ({"currency": None}, ""), ({"status": "scheduled"}, "«programado»"), ({"status": "rejected"}, "«rechazado»"),
        ({"status": "pending"}, "«en proceso»"), ({"flags": ("returned",)}, "«devuelto»"), ({"currency": "USD"}, "«USD»"),
    ],
)  # fmt: skip
def test_a_paper_that_speaks_of_no_payment_yet_says_so(more: dict[str, Any], why: str) -> None:
    assert unpaid(replace(READ, **more)) == (f"el comprobante dice {why}." if why else "")


@pytest.mark.parametrize("currency", [None, "MXN", FOREIGN, "USD"])
def test_whatever_currency_was_read_is_known_again(currency: str | None) -> None:
    read = replace(READ, currency=currency)

    assert as_read(corrected(read, "currency", "EUR", "Ana R.")) == read


@pytest.mark.parametrize(
    ("read", "typed_in", "why"),
    [
        ({"status": "scheduled"}, [("status", "pagado")], "el bot leyó «programado» y Ana R. lo cambió por «pagado»."),
        ({"status": "scheduled"}, [("status", "rechazado"), ("status", "pagado")], "el bot leyó «programado» y"),
        ({"status": "rejected"}, [("status", "pagado"), ("amount", "5")], "el bot leyó «rechazado» y"),
        ({"currency": "USD"}, [("currency", "")], "el bot leyó «USD» y Ana R. lo cambió por «MXN»."),
        ({}, [("status", "programado"), ("status", "pagado")], ""), ({"status": "scheduled"}, [("amount", "5")], ""),
        ({"status": "scheduled"}, [("status", "en proceso")], ""), ({}, [("currency", "MXN")], ""),
    ],
)  # fmt: skip
def test_who_reads_a_payment_where_the_paper_says_none_is_seen(
    read: dict[str, Any], typed_in: list[tuple[str, str]], why: str
) -> None:
    found = replace(READ, **read)
    for field, words in typed_in:
        found = corrected(found, field, words, "Ana R.")

    assert overruled(found).startswith(why)
    assert bool(overruled(found)) == bool(why)
