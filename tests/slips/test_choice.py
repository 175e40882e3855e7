from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.model import Product, SlipLine
from bot.slips.choice import choices, chosen
from bot.slips.price import price

TODAY = date(2026, 11, 22)
SINCE = date(2022, 1, 1)
UPGRADE = SlipLine("SP0800", "Actualizacion 3.3 NIVEL A", 1, 57500)
ANNUITY = SlipLine("I05077", "Anualidad NIVEL 1", 1, 55000)
STAMPS = Product("TF0100", "Paquete de 100 timbres", 18000, SINCE, stamps=100)
CATALOG = (
    Product("SP0800", "Actualizacion 3.3 NIVEL A", 57500, SINCE, version="4.0"),
    Product("I05077", "Anualidad NIVEL 1", 55000, SINCE, stamps=1000, months=12),
    Product("I05078", "Anualidad NIVEL 2", 95000, SINCE, stamps=2500, months=12),
    STAMPS,
)


def test_what_is_offered_is_in_and_stamps_may_be_added() -> None:
    found = choices((UPGRADE, ANNUITY), CATALOG, TODAY)

    assert [(one.line.code, one.is_in, one.is_offered) for one in found] == [
        ("SP0800", True, True), ("I05077", True, True), ("TF0100", False, False),
    ]  # fmt: skip
    assert price(chosen(found)).total == 130500


def test_only_what_he_ticked_is_in_and_nothing_that_is_not_his_to_choose() -> None:
    found = choices((UPGRADE, ANNUITY), CATALOG, TODAY, {"TF0100", "SP0800", "I05078", "NADA"})

    assert [line.code for line in chosen(found)] == ["SP0800", "TF0100"]
    assert chosen(choices((UPGRADE,), CATALOG, TODAY, set())) == ()


def test_stamps_cost_what_they_cost_today() -> None:
    ended = replace(STAMPS, valid_until=date(2026, 11, 21))
    dearer = replace(STAMPS, price=20000, valid_from=TODAY)

    (only,) = choices((), (ended, dearer), TODAY, {"TF0100"})

    assert only.line == SlipLine("TF0100", "Paquete de 100 timbres", 1, 20000)
