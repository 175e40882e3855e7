"""The receipt is in another currency."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.model import Finding

if TYPE_CHECKING:
    from bot.model import Facts, Receipt, Slip

NAME = "not_mxn"


def check(receipt: Receipt, _slips: tuple[Slip, ...], facts: Facts) -> Finding | None:
    """Return an objection unless the payment is in pesos; an unprinted currency is what the trust policy says."""
    currency = receipt.currency or facts.trust.currency_unprinted
    if currency == "MXN":
        return None
    return Finding(NAME, f"El comprobante está en {currency}; la constancia, en pesos.")
