"""The receipt names several references, and not all of them are slips."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.model import Finding

if TYPE_CHECKING:
    from bot.model import Facts, Receipt, Slip

NAME = "several_references"


def check(receipt: Receipt, slips: tuple[Slip, ...], _facts: Facts) -> Finding | None:
    """Return an objection when one of several references is unknown: how to divide the payment is for a person."""
    named = tuple(dict.fromkeys(receipt.references))
    unknown = [reference for reference in named if reference not in {slip.reference for slip in slips}]
    if len(named) < 2 or not unknown:
        return None
    return Finding(
        NAME, f"El comprobante nombra varias referencias: {', '.join(named)}. No existe {' ni '.join(unknown)}."
    )
