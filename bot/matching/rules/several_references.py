"""The receipt names more than one slip."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.model import Finding

if TYPE_CHECKING:
    from bot.model import Facts, Receipt, Slip

NAME = "several_references"


def check(receipt: Receipt, _slip: Slip | None, _facts: Facts) -> Finding | None:
    """Return an objection when two different references were read: how to divide the payment is for a person."""
    named = tuple(dict.fromkeys(receipt.references))
    if len(named) < 2:
        return None
    return Finding(NAME, f"El comprobante nombra varias referencias: {', '.join(named)}.")
