"""A payment that staff would accept -> why one person is not enough for it (B105)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.money import pesos

if TYPE_CHECKING:
    from collections.abc import Collection

    from bot.model import Receipt, Slip

FRAUD = {
    "tampered": "el archivo parece alterado.",
    "hidden_text": "el archivo lleva texto que no se ve.",
    "other_account": "se pagó a otra cuenta.",
    "payment_used_elsewhere": "ese pago ya se usó para otra constancia.",
}
"""Objections of the bot after which one person alone activates nothing, each in words."""


def needed(
    receipt: Receipt | None, slips: tuple[Slip, ...], objections: Collection[str], above: int, unpaid: str = ""
) -> str:
    """Return why a second person must sign, "" when one is enough; `above`, centavos, is what one may accept.

    `unpaid` says that the paper speaks of no payment in pesos yet, or that a person reads one there: that pays nothing.
    """
    fraud = next((words for rule, words in FRAUD.items() if rule in objections), "")
    if receipt is not None and receipt.amount is None and "payment_maybe_used" in objections:
        fraud = fraud or "no se leyó el importe y puede ser un pago que ya se usó."
    paid = receipt.amount if receipt is not None and receipt.amount is not None else 0
    largest = max(paid, sum(slip.balance for slip in slips))
    return fraud or unpaid or (f"supera {pesos(above)}." if largest > above else "")
