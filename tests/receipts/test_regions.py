"""Two receipts on one picture are two, however differently they are worded; one in two columns is one."""

from __future__ import annotations

from bot.model import Page, Word
from bot.receipts.pieces import pieces_of
from bot.receipts.regions import regions

WALLET = (
    "Tu dinero se envió", "$ 3,712.00", "CLABE", "****6374", "Concepto", "122-857", "Referencia", "201026",
    "Clave de rastreo", "SPIN46609403475247",
)  # fmt: skip
BANK = (
    "TRANSFERENCIA EXITOSA", "CUENTA DESTINO", "012164001016446374", "IMPORTE", "$5,220.00", "REFERENCIA", "953 795",
    "CLAVE RASTREO", "2026083140062844681643891",
)  # fmt: skip


def parts(left: tuple[str, ...], right: tuple[str, ...]) -> list[set[str]]:
    """Return the texts of each region of two columns far apart."""
    words = tuple(
        Word(text, (side, 30.0 * row, side + 9 * len(text), 30.0 * row + 20))
        for side, column in ((0.0, left), (500.0, right))
        for row, text in enumerate(column)
    )
    return [{piece.text for piece in part} for part in regions(pieces_of(Page(1, 900, 800, "ocr", words)))]


def test_two_screens_side_by_side_with_a_key_each_are_two_payments() -> None:
    assert parts(WALLET, BANK) == [set(WALLET), set(BANK)]


def test_one_payment_in_two_columns_has_one_key_and_is_one() -> None:
    assert len(parts(WALLET[:-2], BANK)) == 1
