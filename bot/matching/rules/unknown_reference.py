"""The one reference on the receipt belongs to no slip."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.model import Finding

if TYPE_CHECKING:
    from bot.model import Facts, Receipt, Slip

NAME = "unknown_reference"


def check(receipt: Receipt, slips: tuple[Slip, ...], _facts: Facts) -> Finding | None:
    """Return an objection when exactly one reference was read and no slip has it."""
    if slips or len(set(receipt.references)) != 1:
        return None
    return Finding(NAME, f"La referencia {receipt.references[0]} no corresponde a ninguna constancia.")
