"""The payer wrote no reference on the receipt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.model import Finding

if TYPE_CHECKING:
    from bot.model import Facts, Receipt, Slip

NAME = "no_reference"


def check(receipt: Receipt, _slips: tuple[Slip, ...], _facts: Facts) -> Finding | None:
    """Return an objection unless at least one reference was read."""
    if receipt.references:
        return None
    return Finding(NAME, "El comprobante no trae la referencia de ninguna constancia.")
