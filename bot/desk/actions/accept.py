"""Staff say that this payment pays this slip."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.errors import ComprobotError
from bot.model import Decision, Finding

if TYPE_CHECKING:
    from datetime import datetime

    from bot.model import Slip

NAME = "accept"


def decide(slip: Slip | None, _said: tuple[str, ...], *, by: str, at: datetime) -> Decision:
    """Return the decision to activate; ComprobotError when the slip is unknown or no longer open."""
    if slip is None:
        raise ComprobotError("No existe una constancia con esa referencia.")
    if slip.status in ("paid", "cancelled"):
        state = {"paid": "ya está pagada", "cancelled": "está cancelada"}[slip.status]
        raise ComprobotError(f"La constancia {slip.reference} {state}.")
    reason = Finding("accepted_by_staff", f"{by} aceptó el pago para la constancia {slip.reference}.")
    return Decision("activate", (reason,), slip, by, at)
