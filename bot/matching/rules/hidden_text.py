"""The document holds text that nobody can see."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.model import Finding

if TYPE_CHECKING:
    from bot.model import Facts, Receipt, Slip

NAME = "hidden_text"


def check(receipt: Receipt, _slips: tuple[Slip, ...], _facts: Facts) -> Finding | None:
    """Return an objection when text was found that is white, tiny or off the page (F12)."""
    if NAME not in receipt.flags:
        return None
    return Finding(NAME, "El documento lleva texto que no se ve.")
