"""A receipt beside its slip."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from case_samples import NOW, receipt

from bot.desk.comparison import Known, more, rows, where, why_discarded
from bot.model import Customer, Slip, SlipLine

ANA = Customer(1, "Refaccionaria La Esperanza, S.A. de C.V.", "ana@x.example")
LINES = (SlipLine("SP0800", "Actualización", 1, 900_000),)
SLIP = Slip(7, "935819", ANA, 1_044_000, datetime(2026, 9, 24, 16, tzinfo=UTC), None, lines=LINES)
KNOWN = Known(("012164001016446374",), "America/Mexico_City", NOW)


def results(*, slips: tuple[Slip, ...] = (SLIP,), known: Known = KNOWN, **said: Any) -> dict[str, tuple[str, str]]:
    """Return result and colour of each datum."""
    return {row.field: (row.result, row.tone) for row in rows(receipt(**said), slips, known)}


def test_what_differs_comes_first_and_the_rest_in_its_order() -> None:
    shown = rows(receipt(), (SLIP,), KNOWN)

    assert [row.label for row in shown] == [
        "Importe", "Referencia", "Cuenta destino", "Fecha de pago", "Estado", "Clave de rastreo", "Quién paga",
    ]  # fmt: skip
    assert [row.differs for row in shown] == [True, *[False] * 6]
    other = rows(receipt(amount=1_044_000, payee_account="****1111"), (SLIP,), KNOWN)
    assert [row.label for row in other][:2] == ["Cuenta destino", "Importe"]


@pytest.mark.parametrize(
    ("amount", "result"),
    [
        (1_044_000, ("igual", "ok")),
        (900_000, ("faltan $1,440.00", "warn")),
        (1_044_001, ("sobran $0.01", "warn")),
        (None, ("sin dato", "warn")),
    ],
)
def test_amounts_are_compared_to_the_centavo(amount: int | None, result: tuple[str, str]) -> None:
    assert results(amount=amount)["amount"] == result


def test_a_part_that_was_received_is_no_longer_asked_for() -> None:
    slip = replace(SLIP, received=900_000)

    (row, *_) = rows(receipt(amount=144_000), (slip,), KNOWN)

    assert (row.asked, row.result, row.asked_note) == ("$1,440.00", "igual", "de $10,440.00 ya se recibieron $9,000.00")


def test_several_slips_are_compared_by_their_sum() -> None:
    second = replace(SLIP, id=8, reference="935820", amount=100)

    said = results(slips=(SLIP, second), amount=1_044_100, references=("935819", "935820"))

    assert said["amount"] == said["references"] == ("igual", "ok")


@pytest.mark.parametrize(
    ("references", "slips", "result"),
    [
        (("935819",), (SLIP,), ("igual", "ok")),
        (("935818",), (SLIP,), ("otra", "warn")),
        (("935818",), (), ("no existe", "warn")),
        ((), (), ("sin dato", "warn")),
    ],
)
def test_references_are_equal_or_not(references: tuple[str, ...], slips: tuple[Slip, ...], result: object) -> None:
    assert results(references=references, slips=slips)["references"] == result


@pytest.mark.parametrize(
    ("account", "result"),
    [
        ("****6374", ("coincide", "ok")),
        ("0101644637", ("coincide", "ok")),
        ("****1111", ("otra cuenta", "stop")),
        ("BBVA", ("no se ve completa", "warn")),
        (None, ("sin dato", "")),
    ],
)
def test_an_account_is_ours_or_another_one(account: str | None, result: tuple[str, str]) -> None:
    assert results(payee_account=account)["payee_account"] == result


@pytest.mark.parametrize(
    ("paid_on", "result"),
    [
        (date(2026, 9, 26), ("vigente", "ok")),
        (date(2026, 9, 23), ("vigente", "ok")),  # the payer's calendar may be a day behind
        (date(2026, 9, 22), ("antes de la constancia", "warn")),
        (date(2026, 11, 23), ("aún no llega", "warn")),
        (date(2026, 10, 2), ("vencida", "warn")),
        (None, ("sin dato", "")),
    ],
)
def test_a_day_lies_in_the_slips_life_or_not(paid_on: date | None, result: tuple[str, str]) -> None:
    slip = replace(SLIP, expires_at=SLIP.issued_at + timedelta(days=7))

    assert results(paid_on=paid_on, slips=(slip,))["paid_on"] == result


def test_status_key_and_payer_have_their_words() -> None:
    assert results(status="pending")["status"] == ("en proceso", "warn")
    assert results(status="rejected", flags=("returned",))["status"] == ("devuelta", "stop")
    assert results()["tracking_key"] == ("nueva", "ok")
    used = replace(KNOWN, rules=frozenset({"payment_used_elsewhere"}))
    assert results(known=used)["tracking_key"] == ("ya usada", "stop")
    assert results(payer_name="JUAN PEREZ")["payer_name"] == ("otro nombre", "")
    assert results(payer_name="REFACCIONARIA LA ESPER")["payer_name"] == ("coincide", "ok")
    assert [row.label for row in rows(receipt(tracking_key=None), (SLIP,), KNOWN)][5] == "Folio"


def test_a_convenio_stands_where_no_account_is_printed() -> None:
    under: dict[str, Any] = {"payee_account": None, "convenio": "1712349"}

    assert results(**under)["payee_account"] == ("es de los nuestros", "ok")
    unsure = replace(KNOWN, rules=frozenset({"account_unread"}))
    assert results(known=unsure, **under)["payee_account"] == ("sin confirmar", "warn")
    assert [row.label for row in rows(receipt(**under), (SLIP,), KNOWN)][2] == "Convenio"


def test_the_end_of_our_account_at_another_bank_shows_its_bank() -> None:
    asked = replace(KNOWN, rules=frozenset({"account_unread"}))
    (row,) = (one for one in rows(receipt(payee_bank="BANORTE"), (SLIP,), asked) if one.field == "payee_account")

    assert (row.result, row.tone, row.read_note) == ("sólo se ve el final", "warn", "BANORTE")


def test_what_was_not_read_is_a_matter_only_where_a_rule_says_so() -> None:
    asked = replace(KNOWN, rules=frozenset({"account_unread", "date_unread", "no_key"}))
    bare: dict[str, Any] = {"payee_account": None, "paid_on": None, "tracking_key": None, "folio": None}

    quiet, loud = results(**bare), results(known=asked, **bare)

    for field in ("payee_account", "paid_on", "tracking_key"):
        assert quiet[field] == ("sin dato", "")
        assert loud[field] == ("sin dato", "warn")


@pytest.mark.parametrize(
    ("number", "why"),
    [
        ("260926", "es la fecha"),
        ("26092026", "es la fecha"),
        ("86017447", "es el folio"),
        ("312492", "es de la clave de rastreo"),
        ("6374", "es de la cuenta"),
        ("111222", "no se tomó como referencia"),
    ],
)
def test_a_number_that_was_set_aside_says_why(number: str, why: str) -> None:
    assert why_discarded(number, receipt()) == why


def test_each_value_says_where_it_was_read() -> None:
    proof = receipt().evidence[0]

    assert where(proof) == "página 1, leído de la imagen, «9,000.00 MXN»"
    assert len(where(replace(proof, text="9" * 500))) < 130
    assert [row.label for row in more(receipt())] == [
        "Beneficiario", "Concepto", "Banco de quien paga", "Moneda", "Folio",
    ]  # fmt: skip
