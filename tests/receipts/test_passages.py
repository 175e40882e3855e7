"""Which lines of a page run on as one text."""

from __future__ import annotations

from bot.model import Page, Word
from bot.receipts.passages import Passage, passages_of
from bot.receipts.pieces import pieces_of


def passages(*lines: tuple[str, float, float]) -> tuple[Passage, ...]:
    """Return the passages of a page that prints each text at its left edge and top."""
    words = tuple(Word(text, (left, top, left + 6.0 * len(text), top + 10)) for text, left, top in lines)
    return passages_of(pieces_of(Page(1, 600, 800, "text_layer", words)))


def test_lines_close_under_each_other_are_one_text() -> None:
    found = passages(("Realizaste un envío por", 20, 0), ("$1,305.00 de tu cuenta a otra de BBVA", 20, 14))

    assert [one.text for one in found] == ["Realizaste un envío por $1,305.00 de tu cuenta a otra de BBVA"]


def test_a_blank_line_ends_a_text() -> None:
    found = passages(
        ("Tu código es 448172, no lo digas a nadie", 20, 0), ("Tu envío por $5.00 a la cuenta 1 se hizo", 20, 28)
    )

    assert len(found) == 2


def test_columns_of_a_table_are_no_text() -> None:
    assert passages(("Cuenta de", 20, 0), ("Fecha de la", 200, 0), ("retiro", 20, 14), ("operación", 200, 14)) == ()


def test_a_letter_of_the_text_is_found_in_its_line() -> None:
    (one,) = passages(("Realizaste un envío por", 20, 0), ("$1,305.00 de tu cuenta a otra de BBVA", 20, 14))

    assert one.cell_at(one.text.index("$")).box[1] == 14


def test_a_sentence_goes_on_behind_initials() -> None:
    text = "Se envió a Sistemas Perseo S.A. de C.V. El costo fue de $5.00. Gracias"

    (one,) = passages((text, 20, 0))

    begin, end = one.sentence_at(text.index("$"))
    assert text[begin:end].strip() == text.removesuffix(" Gracias")
    assert one.sentence_at(len(text) - 2)[0] == text.index(" Gracias")
