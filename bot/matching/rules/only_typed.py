"""The payment is only told in words: the mail's text, or a file that anybody can write; there is no paper of a bank."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.model import Finding

if TYPE_CHECKING:
    from bot.model import Facts, Receipt, Slip

NAME = "only_typed"


def check(receipt: Receipt, _slips: tuple[Slip, ...], _facts: Facts) -> Finding | None:
    """Return an objection when the claim stands in no paper: words decide nothing, in a mail or in a file (B80)."""
    if "typed" not in receipt.flags:
        return None
    return Finding(
        NAME,
        "El pago solo se cuenta por escrito, en un texto que cualquiera puede hacer; no hay comprobante del banco.",
    )
