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

SHORT = {"forgive": "Condonar", "pending": "Dejar pendientes"}
OVER = {"credit": "Saldo a favor", "refund": "Devolver"}
WHY = {"iva": "IVA", "cents": "centavos", "fee": "comisión del banco", "other": "otro"}
"""Why a difference is forgiven."""
UNDECIDED = "?"
"""Nobody said what becomes of a difference: then there must be none."""


def decide(
    shares: tuple[Share, ...], receipt: Receipt | None, said: tuple[str, ...], *, by: str, at: datetime
) -> Decision:
    """Return the decision to activate; ComprobotError when a slip is unknown, no longer open, or gets nothing.

    Of several slips each takes its balance in the order given; what is left over stays the customer's. `said` is what
    becomes of a difference (a word of SHORT or OVER) and why it is forgiven (WHY, or words).
    """
    if not shares:
        raise ComprobotError("No existe una constancia con esa referencia.")
    for share in shares:
        assert_open(share.slip)
        if len(shares) > 1 and share.amount <= 0:
            raise ComprobotError(
                f"El pago no alcanza para la constancia {share.slip.reference}; acepte solo las otras."
            )
    slips = tuple(share.slip for share in shares)
    over = difference(slips, receipt)
    if over and said == (UNDECIDED,):
        raise ComprobotError(f"{'Sobran' if over > 0 else 'Faltan'} {pesos(abs(over))}: diga qué se hace con ellos.")
    named = " y ".join(slip.reference for slip in slips)
    reason = f"{by} aceptó el pago para la constancia {named}{_remainder(over, said)}."
    return Decision("activate", (Finding("accepted_by_staff", reason),), slips, by, at)


def assert_open(slip: Slip) -> None:
    """Refuse a slip that is paid or cancelled."""
    if slip.status in ("paid", "cancelled"):
        state = {"paid": "ya está pagada", "cancelled": "está cancelada"}[slip.status]
        raise ComprobotError(f"La constancia {slip.reference} {state}.")


def difference(slips: tuple[Slip, ...], receipt: Receipt | None) -> int:
    """Return what was paid too much, negative for what is missing, centavos; 0 when the amount was not read."""
    if receipt is None or receipt.amount is None or not slips:
        return 0
    return receipt.amount - sum(slip.balance for slip in slips)


def _remainder(over: int, said: tuple[str, ...]) -> str:
    """Return in words what becomes of the difference, "" when there is none."""
    what, why = (said[0], " ".join(said[1:])) if said else ("", "")
    if over > 0:
        return f"; {pesos(over)} se devuelven" if what == "refund" else f"; {pesos(over)} quedan a favor del cliente"
    if over < 0 and what == "pending":
        return f"; {pesos(-over)} quedan pendientes"
    return f"; se perdonan {pesos(-over)}{f' ({WHY.get(why, why)})' if why else ''}" if over < 0 else ""


def sentence(decision: Decision, _receipt: Receipt | None) -> str:
    """Return what was done."""
    several = len(decision.slips) > 1
    named = " y ".join(slip.reference for slip in decision.slips)
    return f"{'constancias' if several else 'constancia'} {named} pagada{'s' if several else ''}, el panel se activa"


def tells(_said: tuple[str, ...]) -> tuple[str, ...]:
    """Return nothing: the activation's own letters tell the customer."""
    return ()
