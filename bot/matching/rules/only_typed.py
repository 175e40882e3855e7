"""The payment is only told in the mail's text; there is no paper of a bank."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.model import Finding

if TYPE_CHECKING:
    from bot.model import Facts, Receipt, Slip

NAME = "only_typed"


def check(receipt: Receipt, _slips: tuple[Slip, ...], _facts: Facts) -> Finding | None:
    """Return an objection when the claim stands in no document: words of a mail decide nothing (B80)."""
    if "typed" not in receipt.flags:
        return None
    return Finding(NAME, "El pago solo se cuenta en el texto del correo; no hay comprobante del banco.")
