from __future__ import annotations

from email.message import EmailMessage
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.invoice.payment_form import payment_form
from bot.model import Document, Page, Receipt, Vendor, Word
from bot.receipts import read

if TYPE_CHECKING:
    from bot.receipts.reader import Reader

FILES = Path(__file__).parents[1] / "receipts" / "files"
VENDOR = Vendor("Sistemas Perseo", "Perseo", ("012164001016446374",), "", (), "", "", "", (), "")


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


@pytest.mark.parametrize("name", ["025-IMG_20260923_191757.jpg", "031-IMG_20260831_191930.jpg"])
def test_what_a_till_or_a_teller_sends_to_another_bank_is_a_transfer(reader: Reader, name: str) -> None:
    """Photographs: whatever was handed over, it arrived by SPEI."""
    message = EmailMessage()
    message.set_content("Va mi pago.")
    message.add_attachment((FILES / name).read_bytes(), "image", "jpeg", filename=name)
    reading = reader.read(message.as_bytes())

    (found,) = read.receipts(reading, VENDOR)

    assert payment_form(found, next(one for one in reading.documents if one.sha256 == found.document)) == "03"
