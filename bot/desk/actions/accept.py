"""Staff say that this payment pays this slip, or these."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.errors import ComprobotError
from bot.model import Decision, Finding
from bot.money import pesos

if TYPE_CHECKING:
    from datetime import datetime

    from bot.model import Receipt, Share, Slip

NAME = "accept"


def decide(
    shares: tuple[Share, ...], receipt: Receipt | None, _said: tuple[str, ...], *, by: str, at: datetime
) -> Decision:
    """Return the decision to activate; ComprobotError when a slip is unknown, no longer open, or gets nothing.

    Of several slips each takes its balance in the order given; what is left over stays the customer's.
    """
    if not shares:
        raise ComprobotError("No existe una constancia con esa referencia.")
    for share in shares:
        slip = share.slip
        if slip.status in ("paid", "cancelled"):
            state = {"paid": "ya está pagada", "cancelled": "está cancelada"}[slip.status]
            raise ComprobotError(f"La constancia {slip.reference} {state}.")
        if len(shares) > 1 and share.amount <= 0:
            raise ComprobotError(f"El pago no alcanza para la constancia {slip.reference}; acepte solo las otras.")
    slips = tuple(share.slip for share in shares)
    named = " y ".join(slip.reference for slip in slips)
    reason = f"{by} aceptó el pago para la constancia {named}{_remainder(slips, receipt)}."
    return Decision("activate", (Finding("accepted_by_staff", reason),), slips, by, at)


def _remainder(slips: tuple[Slip, ...], receipt: Receipt | None) -> str:
    """Return in words what becomes of the difference, "" when there is none."""
    if receipt is None or receipt.amount is None:
        return ""
    over = receipt.amount - sum(slip.balance for slip in slips)
    if over > 0:
        return f"; {pesos(over)} quedan a favor del cliente"
    return f"; se perdonan {pesos(-over)}" if over < 0 else ""
