"""A sentence that goes on in the next line is one; cells, titles and what holds a digit stay as they stand."""

from __future__ import annotations

import pytest

from bot.model import Page, Word
from bot.receipts.pieces import pieces_of
from bot.receipts.sentences import sentences


def texts(*lines: str, left: float = 50, step: float = 20, beside: tuple[str, ...] = ()) -> list[str]:
    """Return the texts of lines 14 pixels high under one another, and of others far right of the first ones."""
    words = [Word(text, (left, step * n, left + 7 * len(text), step * n + 14), 0.99) for n, text in enumerate(lines)]
    words += [Word(text, (600, step * n, 600 + 7 * len(text), step * n + 14), 0.99) for n, text in enumerate(beside)]
    return [piece.text for piece in sentences(pieces_of(Page(1, 900, 900, "ocr", tuple(words))))]


def test_half_a_sentence_is_not_heard_alone() -> None:
    """I1: "realizado la transferencia." is the end of its contrary."""
    assert texts("Por favor lee. Aun no se ha", "realizado la transferencia.") == [
        "Por favor lee. Aun no se ha realizado la transferencia."
    ]


def test_a_sentence_may_take_three_lines() -> None:
    lines = ("Te avisaremos en cuanto quede", "aprobada por quien debe dar", "su visto bueno")

    assert texts(*lines) == [" ".join(lines)]


@pytest.mark.parametrize(
    "lines",
    [
        ("Ya no tienes nada que hacer.", "gracias por venir"),  # the upper one has ended
        ("Ya no tienes nada", "Gracias por venir"),  # the lower one begins anew
        ("Listo", "hecho"),  # a title
        ("Ya no tienes nada 2026", "que hacer aqui"),  # digits may be a value
    ],
)
def test_what_does_not_run_on_stays_two(lines: tuple[str, ...]) -> None:
    assert texts(*lines) == list(lines)


def test_lines_far_from_one_another_stay_two() -> None:
    assert len(texts("Aun no se ha", "realizado nada", step=60)) == 2


def test_cells_of_a_table_stay_two() -> None:
    assert len(texts("Nota que se ha", "dejado por quien paga", beside=("uno", "otro"))) == 4
