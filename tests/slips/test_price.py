from __future__ import annotations

from bot.model import SlipLine
from bot.slips.price import price


def test_the_slip_of_the_vendors_manual() -> None:
    lines = (
        SlipLine("SP0800", "Actualizacion 3.3 NIVEL A", 1, 57500),
        SlipLine("I05077", "Anualidad NIVEL 1", 1, 55000),
    )

    asked = price(lines)

    assert (asked.subtotal, asked.iva, asked.total) == (112500, 18000, 130500)


def test_iva_is_rounded_once_for_all_lines() -> None:
    lines = (SlipLine("A", "Uno", 1, 33), SlipLine("B", "Otro", 1, 33))

    assert price(lines).iva == 11  # 0.66 x 16 % = 0.1056; line by line it would be 0.10


def test_quantities_count() -> None:
    assert price((SlipLine("A", "Timbres", 3, 10000),)).total == 34800


def test_no_lines_ask_for_nothing() -> None:
    assert price(()).total == 0
