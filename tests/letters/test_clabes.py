"""The bank that a letter names beside the account that was paid."""

from __future__ import annotations

import pytest

from bot.letters.clabes import bank_of


@pytest.mark.parametrize(
    ("printed", "bank"),
    [
        ("012164001016446374", "BBVA"),
        ("072 180 00445566778 0", "Banorte"),
        ("CLABE: 646180000000000005", "STP"),
        ("999164001016446374", None),
        ("0101644637", None),
        ("012164********6374", None),
        ("", None),
        (None, None),
    ],
)
def test_only_a_whole_clabe_names_its_bank(printed: str | None, bank: str | None) -> None:
    assert bank_of(printed) == bank
