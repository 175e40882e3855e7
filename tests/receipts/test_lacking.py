"""Which pages are worth a second reading."""

from __future__ import annotations

import pytest

from bot.model import Page, Word
from bot.receipts.lacking import wants_second_reading

WHOLE = ("Transferencia exitosa", "Importe: $1,305.00", "Referencia: 935447", "Fecha: 14/09/2026", "Folio: 254090759")
SHOP = ("Panadería", "La Espiga", "Bolillo", "Concha", "Abierto", "lunes", "martes", "Gracias")


def page(*lines: str, confidence: float = 0.99, unsure: str = "", side: float = 800) -> Page:
    """Return a page of these lines; the one that begins with `unsure` was read with little confidence."""
    words = tuple(
        Word(line, (50, 40.0 * n, 400, 40.0 * n + 25), 0.6 if unsure and line.startswith(unsure) else confidence)
        for n, line in enumerate(lines)
    )
    return Page(1, side, side, "ocr", words)


def test_a_receipt_read_clearly_is_read_once() -> None:
    assert not wants_second_reading(page(*WHOLE))


@pytest.mark.parametrize("missing", ["Importe", "Referencia"])
def test_a_receipt_without_its_amount_or_reference_is_read_again(missing: str) -> None:
    assert wants_second_reading(page(*(line for line in WHOLE if not line.startswith(missing))))


@pytest.mark.parametrize("unsure", ["Importe", "Referencia"])
def test_an_unsure_amount_or_reference_is_read_again(unsure: str) -> None:
    assert wants_second_reading(page(*WHOLE, "Concepto: pago", unsure=unsure))


def test_unclear_print_is_read_again() -> None:
    assert wants_second_reading(page(*WHOLE, confidence=0.9))


@pytest.mark.parametrize("lines", [(), ("Perseo", "www.perseo.mx"), SHOP])
def test_what_speaks_of_no_payment_is_read_once(lines: tuple[str, ...]) -> None:
    assert not wants_second_reading(page(*lines))


def test_a_few_words_on_a_large_picture_may_be_a_receipt_far_away() -> None:
    assert wants_second_reading(page("Santander", side=4000))
    assert not wants_second_reading(page(*SHOP, side=4000))


def test_a_book_is_read_once() -> None:
    assert not wants_second_reading(page("Importe", *("renglón " * 3 for _ in range(200))))
