"""Two receipts on one picture are two, however differently they are worded; one in two columns is one."""

from __future__ import annotations

from test_read_sketches import VENDOR

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
    return [{piece.text for piece in part} for part in regions(pieces_of(Page(1, 900, 800, "ocr", words)), VENDOR)]


def test_two_screens_side_by_side_with_a_key_each_are_two_payments() -> None:
    assert parts(WALLET, BANK) == [set(WALLET), set(BANK)]


def test_one_payment_in_two_columns_has_one_key_and_is_one() -> None:
    assert len(parts(WALLET[:-2], BANK)) == 1


APP = (
    "Listo, salieron",
    "$870.00",
    "hacia",
    "Sistemas Perseo S.A. de C.V.",
    "va con",
    "timbres 1378561",
    "10/09/2026 12:56",
)
BRANCH = ("$6,090.00", "entregado a", "SISTEMAS PER", "SEO SA DE CV", "****6374", "nota", "1049070", "29 sep 2026")


def test_two_screens_that_each_name_us_a_day_and_a_sum_are_two_payments_whatever_their_labels() -> None:
    other = ("Hecho", "$6,090.00", "llega a", "SISTEMAS PERSEO", "nota", "1049070", "29 sep 2026")

    assert parts(APP, other) == [set(APP), set(other)]


def test_two_screens_that_each_print_our_account_a_day_and_a_sum_are_two_payments_whatever_their_labels() -> None:
    other = (*APP[:3], "****6374", *APP[4:])

    assert parts(other, BRANCH) == [set(other), set(BRANCH)]


def test_one_payment_with_our_name_and_a_day_in_both_columns_is_one_where_the_second_sum_is_a_charge() -> None:
    right = ("Cobramos", "$6.00", "se aplica", "10/09/2026", "leyenda", "PAGO SISTEMAS PERSEO 935447")

    assert len(parts(APP, right)) == 1


def test_one_payment_that_names_us_in_one_column_and_prints_our_account_in_the_other_is_one() -> None:
    assert len(parts(APP, ("$45,870.00", "****6374", "10/09/2026"))) == 1
