"""A line of dots between two cells that a text layer gives as one."""

from __future__ import annotations

import pytest

from bot.model import Word
from bot.receipts.leaders import cells


def texts(text: str) -> list[str]:
    """Return the texts of the cells."""
    return [cell.text for cell in cells(Word(text, (0.0, 0.0, 300.0, 10.0)))]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (f"Dinero transferido {'.' * 80} $5,220.00", ["Dinero transferido", "$5,220.00"]),
        (f"{'.' * 79}012164001016446374", ["012164001016446374"]),
        ("Fecha .......... 04/10/2026", ["Fecha", "04/10/2026"]),
        (".3,132.00", ["3,132.00"]),
    ],
)
def test_the_cells_are_parted(text: str, parts: list[str]) -> None:
    assert texts(text) == parts


@pytest.mark.parametrize(
    "text",
    [
        "BBVA México ......... 6374",
        "Trx.........935447",
        "Cuenta: ANA RUIZ ..........935 447",
        "012164......6374",
        "....6374",
        "Sistemas...",
        "12|04",
        "a_b",
    ],
)
def test_a_mask_a_few_dots_and_what_names_a_number_are_no_leader(text: str) -> None:
    assert texts(text) == [text]


def test_each_cell_has_its_share_of_the_box_and_dots_are_narrow() -> None:
    label, value = cells(Word("Importe..........$870.00", (0.0, 0.0, 185.0, 10.0)))

    assert label.box == (0.0, 0.0, 70.0, 10.0)
    assert value.box == (120.0, 0.0, 185.0, 10.0)
