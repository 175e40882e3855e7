"""The sum that was paid, told from a till's charge, its IVA and its total."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.receipts.places import Said
from bot.receipts.sums import amount_of


def said(field: str, value: str, top: float, label: str = "") -> Said:
    return Said(field, 0, value, (0, top, 100, top + 10), 0.99, 1, "text_layer", label)


def centavos(*rows: Said) -> int | None:
    found = amount_of(rows)
    return found.money.centavos if found else None


def test_the_cash_of_a_deposit_is_what_its_total_says_again() -> None:
    cash, total = (
        said("other_amount", "$**2,436.00**", 20, "EFECTIVO"),
        said("other_amount", "$**2,436.00**", 40, "TOTAL"),
    )
    fee, change = said("fee", "$15.00", 60, "COM."), said("other_amount", "$64.00", 80, "CAMBIO")

    assert centavos(cash, total, fee) == 243_600
    assert centavos(cash, total, fee, change) is None


def test_an_amount_may_be_followed_by_its_words_in_brackets() -> None:
    spelled = "$ 3,364.00 M.N. (TRES MIL TRESCIENTOS SESENTA Y CUATRO PESOS 00/100 M.N.)"

    assert centavos(said("amount", spelled, 20, "Cantidad")) == 336_400


def test_pesos_that_another_currency_equals_are_not_what_was_paid() -> None:
    told = said("", "entregamos USD 145.00 a la cuenta de SISTEMAS PERSEO", 10)

    assert centavos(told, said("", "MXN 2,644.95", 30), said("", "USD 12.00", 50)) is None
    assert centavos(told, said("", "USD 145.00", 30)) == 14_500
    assert centavos(said("", "MXN 2,644.95", 30), said("", "USD 12.00", 50)) == 264_495


def test_what_a_till_gave_back_is_not_what_was_paid() -> None:
    line = (said("", "DEVUELTO", 10), replace(said("", "$94.32", 10), box=(150, 10, 200, 20)))

    assert centavos(*line) is None


TILL = (
    said("", "$ 3,190.00", 20),
    said("fee", "$ 15.00", 40, "CARGO SERVICIO"),
    said("fee", "16%", 60, "IVA"),
    said("", "$ 2.40", 80),
    said("total", "$ 3,207.40", 100, "TOTAL"),
    said("other_amount", "$ 3,500.00", 120, "EFECTIVO"),
    said("other_amount", "$ 292.60", 140, "SU CAMBIO"),
)


def test_a_total_that_a_charge_and_its_iva_make_up_proves_the_sum() -> None:
    found = amount_of(TILL)

    assert found is not None
    assert found.money.centavos == 319_000


@pytest.mark.parametrize("total", ["$ 3,208.40", "$ 3,300.00"])
def test_a_total_that_they_do_not_make_up_proves_none(total: str) -> None:
    changed = tuple(said("total", total, 100, "TOTAL") if one.field == "total" else one for one in TILL)

    assert amount_of(changed) is None


def test_a_sum_without_a_label_is_the_one_that_is_spelled_out() -> None:
    spelled = said("", "(SETECIENTOS CINCUENTA Y CUATRO PESOS 00/100 M.N.)", 60)

    assert centavos(said("", "$***754.00", 20), said("", "$12,308.04", 40), spelled) == 75_400


def test_the_only_sum_beside_fee_and_balance_is_paid_whatever_its_label() -> None:
    balance, fee = said("other_amount", "$8,121.08", 40, "Saldo disponible"), said("fee", "$5.00", 60, "Comisión")
    operation = said("other", "$ 2,610.00", 20, "de la operación")

    assert centavos(operation, balance, fee) == 261_000
    assert centavos(operation, said("other", "$30,000.00", 80, "Servicio"), fee) is None
    assert centavos(said("other", "$ 2,610.00", 20, "Plazo"), balance, fee) is None


def test_a_program_writes_one_decimal_where_a_picture_has_lost_one() -> None:
    written = Said("amount", 1, "7250.0", (0, 0, 9, 9), 1.0, 1, "xml", "MontoPago")

    assert centavos(written) == 725_000
    assert centavos(replace(written, source="ocr")) is None


def test_the_one_sum_that_is_no_charge_is_paid_whatever_the_size_of_its_letters() -> None:
    charge = Said("", 0, "$ 4.50", (0, 40, 100, 70), 0.99, 1, "ocr", "")

    assert centavos(said("", "$ 1,276.00 MXN", 20), charge) == 127_600
    assert centavos(said("", "$ 1,276.00 MXN", 20), said("", "$ 900.00", 60), charge) is None
