"""A line of dots is no account, and is seen to be none at once."""

from __future__ import annotations

import time

import pytest

from bot.receipts.accounts import account_of

AT_ONCE = 1.0  # seconds, on a busy machine; the dots of one line once took hours


@pytest.mark.parametrize(
    "line",
    ["." * 400, "." * 100_000, ". ." * 30_000, ".." * 50 + "abc", "Nombre " + "... " * 20_000, "x" * 100_000, "* " * 50_000],
    ids=["a line", "a page", "spaced", "before words", "in groups", "crosses", "stars"],
)  # fmt: skip
def test_dotted_lines_of_a_form_hold_nobody_up(line: str) -> None:
    """B17: what reads is our own process, which nobody kills."""
    begun = time.perf_counter()

    assert account_of(line) is None
    assert time.perf_counter() - begun < AT_ONCE


@pytest.mark.parametrize(
    ("text", "account"),
    [
        ("...4637", "...4637"), ("Cuenta...4637", "..4637"), ("..... 4637 BBVA", "..... 4637"), (".. .. 4637", ".. .. 4637"),
        ("012164......6374", "012164......6374"), ("…4637", "…4637"), ("•• 4637", "•• 4637"),
    ],
)  # fmt: skip
def test_dots_before_digits_are_a_mask(text: str, account: str) -> None:
    assert account_of(text) == account
