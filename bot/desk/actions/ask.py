"""Staff ask the customer for what is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.errors import ComprobotError
from bot.model import Decision, Finding

if TYPE_CHECKING:
    from datetime import datetime

    from bot.model import Slip

NAME = "ask"

# The word that staff type -> the rule whose reason block the letter carries
MISSING = {
    "reference": "no_reference",
    "amount": "amount_differs",
    "iva": "amount_is_subtotal",
    "account": "other_account",
    "receipt": "payment_slip",
    "legible": "unreadable",
    "password": "needs_password",
    "final": "pending",
}


def decide(slip: Slip | None, said: tuple[str, ...], *, by: str, at: datetime) -> Decision:
    """Return the decision to ask; ComprobotError when it is not said what is missing."""
    unknown = [word for word in said if word not in MISSING]
    if unknown or not said:
        raise ComprobotError(f"Diga qué falta: {', '.join(MISSING)}.")
    reasons = tuple(Finding(MISSING[word], f"{by} preguntó al cliente: {word}.") for word in said)
    return Decision("ask", reasons, slip, by, at)
