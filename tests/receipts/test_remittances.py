"""An advice that a payer's books print: one payment, the table of the documents that it settles, and their total."""

from __future__ import annotations

import pytest

from bot.model import Document, Page, Vendor, Word
from bot.receipts.payments import found_in
from bot.receipts.pieces import Piece, pieces_of
from bot.receipts.remittances import settled

OURS = Vendor(
    name="Sistemas Perseo S.A. de C.V.", brand="Perseo", payee_accounts=("012164001016446374",),
    sales_address="", phones=(), panel_url="", manual_url="", privacy_url="", own_addresses=(), staff_address="",
)  # fmt: skip
Row = tuple[str, ...]
TITLE = ("AVISO DE PAGO A PROVEEDOR",)
HEAD = ("Documento", "Su referencia", "Fecha doc.", "Importe bruto", "Descuento", "Importe neto")
FIRST = ("5100088213", "955120", "02.10.2026", "2,620.00", "10.00", "2,610.00")
SECOND = ("5100088214", "FICHA 1055187", "07.10.2026", "4,060.00", "0.00", "4,060.00")
TOTAL = ("Total MXN", "", "", "6,680.00", "10.00", "6,670.00")
LEFTS = (20.0, 110.0, 220.0, 310.0, 400.0, 480.0)


def page(*rows: Row) -> Page:
    """Return a page of rows 16 points apart, each cell in its column."""
    words = (
        Word(text, (left, 16.0 * down, left + 5.0 * len(text), 16.0 * down + 10))
        for down, row in enumerate(rows)
        for left, text in zip(LEFTS, row, strict=False)
        if text
    )
    return Page(1, 600, 800, "text_layer", tuple(words))


def pieces(*rows: Row) -> tuple[Piece, ...]:
    return pieces_of(page(*rows))


def test_the_documents_of_a_payment_are_its_references_and_their_total_its_sum() -> None:
    """B141: one transfer that pays several slips."""
    rest, (said,) = settled(pieces(TITLE, HEAD, FIRST, SECOND, TOTAL, ("Banco emisor: BANREGIO",)))

    assert [piece.text for piece in rest] == [*TITLE, "Total MXN", "6,670.00", "Banco emisor: BANREGIO"]
    assert (said.field, said.value) == ("concept", "955120, 1055187")
    assert [text for text, _ in said.lines] == ["955120", "1055187"]


def test_the_line_of_the_total_is_no_document_however_wide_it_is_printed() -> None:
    wide = ("Suma total de todo el pago", "", "", "", "", "2,610.00 MXN")

    _, (said,) = settled(pieces(TITLE, HEAD, FIRST, wide))

    assert said.value == "955120"


def test_a_total_beside_its_column_is_the_one_to_which_the_lines_add_up() -> None:
    """B141: the column of what was withheld is written short, and the total stands at the right of all."""
    head = (*HEAD[:4], "Retenc.", "Importe neto")
    rows = page(TITLE, head, FIRST, SECOND).words
    aside = (Word("Importe total pagado", (310, 64, 420, 74)), Word("6,670.00", (560, 64, 598, 74)))

    rest, (said,) = settled(pieces_of(Page(1, 600, 800, "text_layer", (*rows, *aside))))

    assert said.value == "955120, 1055187"
    assert [piece.text for piece in rest] == [*TITLE, "Importe total pagado", "6,670.00"]


@pytest.mark.parametrize(
    "rows",
    [
        (("Movimientos de la cuenta",), HEAD, FIRST, SECOND, TOTAL),  # no advice
        (TITLE, HEAD, FIRST, SECOND, (*TOTAL[:5], "6,680.00")),  # does not add up
        (TITLE, HEAD, FIRST, SECOND),  # no total
        (TITLE, (*HEAD[:4], "Retención", "Descuento"), FIRST, SECOND, TOTAL),  # what was paid is not told
        (TITLE, ("Beneficiario", *HEAD[1:]), FIRST, SECOND, TOTAL),  # payments to several
        (TITLE, (*HEAD[:5], "Saldo"), FIRST, SECOND, TOTAL),  # a list of movements
        (TITLE, ("Cantidad", "Concepto", "Clave", "Precio unitario", "IVA", "Importe"), FIRST, SECOND, TOTAL),  # goods
    ],
)
def test_of_another_table_nothing_is_changed(rows: tuple[Row, ...]) -> None:
    """I1: a list of payments is not one payment of their total."""
    every = pieces(*rows)

    assert settled(every) == (every, ())


def test_each_line_is_the_proof_of_its_reference() -> None:
    """B138: a second look sees each number where it is printed."""
    made = ("Le informamos que hemos efectuado una transferencia a su cuenta por los siguientes documentos",)
    facts = (("Fecha de pago: 23/10/2026",), ("Banco receptor: BBVA MEXICO",), ("Cuenta CLABE: 012164001016446374",))
    document = Document("aviso.pdf", "pdf", "0" * 64, 9, (page(TITLE, made, HEAD, FIRST, SECOND, TOTAL, *facts),))

    (receipt,) = found_in(document, OURS).receipts

    assert (receipt.references, receipt.amount) == (("955120", "1055187"), 667_000)
    proofs = [proof for proof in receipt.evidence if proof.field == "references"]
    assert [(proof.text, proof.box[1]) for proof in proofs] == [("955120", 48.0), ("1055187", 64.0)]
