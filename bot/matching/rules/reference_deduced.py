"""The slip's number stands on the paper, but not where a payer writes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.model import Finding

if TYPE_CHECKING:
    from bot.model import Facts, Receipt, Slip

NAME = "reference_deduced"


def check(receipt: Receipt, slips: tuple[Slip, ...], _facts: Facts) -> Finding | None:
    """Return an objection when a reference was only found by looking for open slips among the paper's numbers."""
    if NAME not in receipt.flags or not slips:
        return None
    named = ", ".join(slip.reference for slip in slips)
    return Finding(
        NAME, f"La referencia {named} no está escrita como referencia; se dedujo de las constancias abiertas."
    )
