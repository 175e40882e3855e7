"""A file for a spreadsheet: no formula of a stranger runs in it."""

from __future__ import annotations

import pytest

from bot.desk import exports


@pytest.mark.parametrize(
    "hostile", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "\n=1", "=cmd|' /C calc'!A0"]
)
def test_what_could_run_begins_with_an_apostrophe(hostile: str) -> None:
    """B97."""
    assert exports.harmless(hostile) == f"'{hostile}"


@pytest.mark.parametrize("plain", ["935447", "1305.00", "Óptima, S.A.", "a=b", ""])
def test_the_rest_stays_as_it_is(plain: str) -> None:
    assert exports.harmless(plain) == plain
