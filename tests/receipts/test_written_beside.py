"""What a sender writes beside his paper: it names the slip where the paper does not, and never against the paper."""

from __future__ import annotations

import pytest

from bot.inbox.quotes import own_text
from bot.model import Document, Page, Receipt, Vendor, Word
from bot.receipts import read

OURS = Vendor(
    name="Sistemas Perseo S.A. de C.V.", brand="Perseo", payee_accounts=("0101644637", "012164001016446374"),
    sales_address="", phones=(), panel_url="", manual_url="", privacy_url="", own_addresses=(), staff_address="",
)  # fmt: skip
PAPER = (
    ("Transferencia exitosa", ""), ("Importe", "$1,305.00"), ("Cuenta destino", "****6374"),
    ("Fecha", "14/09/2026"), ("Clave de rastreo", "MULT2609140001234"),
)  # fmt: skip


def document(kind: str, name: str, *lines: str | tuple[str, str]) -> Document:
    """Return a document of lines, of a label and its value where a line is two."""
    cells = [(line, "") if isinstance(line, str) else line for line in lines]
    words = tuple(
        Word(text, (left, 30.0 * row, left + 8 * len(text), 30.0 * row + 20))
        for row, pair in enumerate(cells)
        for left, text in zip((40.0, 340.0), pair, strict=True)
        if text
    )
    return Document(name, kind, name, 1, (Page(1, 800, 800, "text_layer" if kind == "pdf" else "text", words),))


def read_beside(text: str, *rows: tuple[str, str]) -> Receipt:
    """Return the receipt of a saved mail: a PDF with further rows, and what its sender wrote."""
    (receipt,) = read.receipts_in_file(
        (document("pdf", "pago.pdf", *PAPER, *rows), document("text", "c.txt", text)), OURS, own_text
    )
    return receipt


def test_the_sender_names_the_slip_that_the_paper_does_not() -> None:
    assert read_beside("Pago ref. 935447").references == ("935447",)


@pytest.mark.parametrize("text", ["Pago folio 847266 - comprobante", "Mi pedido 847266"])
def test_what_is_called_something_else_is_a_candidate_only(text: str) -> None:
    receipt = read_beside(text)

    assert (receipt.references, receipt.candidates) == ((), ("847266",))


def test_seven_random_digits_give_way_to_what_the_sender_names() -> None:
    receipt = read_beside("Pago ref. 935447", ("Referencia numérica", "2679080"))

    assert receipt.references == ("935447",)
    assert receipt.candidates == ("2679080",)
    assert "reference_told" in receipt.flags
    assert [proof.text for proof in receipt.evidence if proof.field == "references"] == []  # nothing to look at again


@pytest.mark.parametrize(
    ("field", "printed", "text"),
    [
        ("Referencia numérica", "267908", "Pago ref. 935447"),  # six digits are no filler
        ("Concepto", "pago 2679080", "Pago ref. 935447"),  # the payer's own words
        ("Referencia numérica", "2679080", "Pago ref. 2679081"),  # a slip of the pen
        ("Referencia numérica", "2679080", "Pago ref. 935447 y ref. 935812"),
        ("Referencia numérica", "2679080", "Adjunto pago 935447"),  # not called the reference
    ],
)
def test_what_the_paper_names_stays(field: str, printed: str, text: str) -> None:
    assert read_beside(text, (field, printed)).references == (printed.rsplit(maxsplit=1)[-1],)


def test_what_stands_above_a_forwarded_notice_is_the_senders() -> None:
    notice = (
        "Les adjunto el pago de la constancia 935447, quedo al pendiente de su factura",
        "---------- Forwarded message ---------",
        *PAPER,
    )

    (receipt,) = read.receipts_in_file((document("html", "cuerpo.html", *notice),), OURS, own_text)

    assert receipt.references == ("935447",)
    assert "reference_told" in receipt.flags
