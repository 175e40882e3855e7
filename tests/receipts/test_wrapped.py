"""Labels that a narrow column breaks over two lines, in a table's head above all."""

from __future__ import annotations

from bot.model import Page, Word
from bot.receipts.pieces import pieces_of
from bot.receipts.wrapped import unwrapped

HEADS = ("Cuenta/retiro", "Cuenta/depósito", "Nombre del/beneficiario", "Importe a/transferir", "Clave de/rastreo")


def labels(*columns: str, row: tuple[str, ...] = ()) -> list[str]:
    """Return the labels that stand alone of columns whose lines are parted by "/", above a row of values."""
    words = [
        Word(text, (150.0 * column, 20.0 * line, 150.0 * column + 7 * len(text), 20.0 * line + 14))
        for column, cell in enumerate(columns)
        for line, text in enumerate(cell.split("/"))
    ]
    words += [Word(text, (150.0 * column, 60, 150.0 * column + 7 * len(text), 74)) for column, text in enumerate(row)]
    return [piece.text for piece in unwrapped(pieces_of(Page(1, 900, 800, "ocr", tuple(words)))) if piece.is_bare_label]


def test_each_head_of_a_table_is_one_label() -> None:
    row = ("7012-7539", "012164001016446374", "SISTEMAS PERSEO", "12,064.00", "085932276702519420")

    assert labels(*HEADS, row=row) == [head.replace("/", " ") for head in HEADS]


def test_labels_under_one_another_in_a_column_stay_two() -> None:
    assert labels("Importe/Comisión", "$870.00/$5.00") == ["Importe", "Comisión"]
