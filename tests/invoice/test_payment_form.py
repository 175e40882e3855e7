from __future__ import annotations

import pytest

from bot.invoice.payment_form import payment_form
from bot.model import Document, Page, Receipt, Word


def paper(text: str) -> Document:
    words = tuple(Word(line, (0, 12.0 * n, 200, 12.0 * n + 10)) for n, line in enumerate(text.split(" / ")))
    return Document("a.pdf", "pdf", "1" * 64, 1, (Page(1, 612, 792, "text_layer", words),))


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("Transferencia SPEI / Cuenta origen Cheques ···7740", "03"),
        ("Depósito en efectivo / Sucursal 4284 / Folio 551", "01"),
        ("OXXO Pay / Recibido $1,400.00 / Su cambio $95.00", "01"),
        ("Depósito con cheque / Salvo buen cobro", "02"),
        ("FORMA DE PAGO: EFECTIVO / ENVÍO SPEI POR VENTANILLA", "01"),
        ("Forma de pago: 28 Tarjeta de débito", "28"),
        ("Método de pago: tarjeta de crédito", "04"),
        ("CAJERO AUTOMATICO / PAGO A OTRO BANCO", "03"),
        ("Pago realizado / Cuenta 1234", None),
        ("Transferencia SPEI / Depósito en efectivo", None),
    ],
)
def test_the_paper_tells_how_it_was_paid(text: str, form: str | None) -> None:
    assert payment_form(Receipt(), paper(text)) == form


def test_only_a_transfer_has_a_tracking_key() -> None:
    assert payment_form(Receipt(tracking_key="HSBC356425"), paper("Pago 1,305.00")) == "03"
