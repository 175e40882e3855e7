"""Where on the page a value stands, for the second look and for the desk."""

from __future__ import annotations

from bot.model import Document, Page, Vendor, Word
from bot.receipts import read

VENDOR = Vendor(
    name="Sistemas Perseo S.A. de C.V.", brand="Perseo", payee_accounts=("0101644637", "012164001016446374"),
    sales_address="ventas@perseo.example", phones=(), panel_url="", manual_url="", privacy_url="", own_addresses=(), staff_address="",
)  # fmt: skip


def boxes(*lines: str) -> dict[str, tuple[float, float, float, float]]:
    """Return the box of each value on a picture whose letters are 10 pixels wide and whose lines 30 apart."""
    words = tuple(Word(text, (0.0, 30.0 * row, 10.0 * len(text), 30.0 * row + 20)) for row, text in enumerate(lines))
    document = Document("aviso.png", "image", "paper", 1, (Page(1, 800, 800, "ocr", words),))
    (receipt,) = read.receipts_of((document,), VENDOR)
    return {proof.field: proof.box for proof in receipt.evidence}


def test_an_account_in_a_sentence_stands_where_its_letters_are() -> None:
    found = boxes(
        "Banco: Transferencia realizada por",
        "$870.00 a SISTEMAS PERSEO cta",
        "*4637 el 09/09/2026 08:03.",
        "Concepto: 935447. Folio 85697223",
    )

    left, top, right, bottom = found["payee_account"]
    assert (top, bottom) == (60, 80)
    assert (left, right) == (0, 70)  # of a line 260 long


def test_a_quoted_concept_stands_where_its_number_is() -> None:
    found = boxes(
        "Transferencia enviada",
        "-$8,120.00",
        "Dinero a SISTEMAS PERSEO a su cuenta BBVA ****6374",
        "2026 a las 6:28 p. m. con el concepto “Pago constancia",
        "844496”. Estatus de la operación realizada el 04/10/2026",
    )

    assert (found["references"][1], found["references"][3]) == (120, 140)


def test_a_reference_in_the_second_line_of_a_concept_stands_in_that_line() -> None:
    found = boxes(
        "ENVIO A OTRO BANCO",
        "MONTO: $1,305.00",
        "CLABE: 012164001016446374",
        "CONCEPTO: Licencia del sistema ref",
        "935447",
        "RASTREO: 26101443681128745029044",
        "FECHA: 14/10/2026 11:03",
    )

    assert found["references"][1] >= 120
