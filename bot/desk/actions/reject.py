"""Staff say that this payment will not be applied, and the customer is told why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.errors import ComprobotError
from bot.model import Decision, Finding

if TYPE_CHECKING:
    from datetime import datetime

    from bot.model import Receipt, Share

NAME = "reject"

# The word -> the rule whose reason block the customer reads
TOLD = {
    "account": "other_account",
    "returned": "returned",
    "rejected": "rejected",
    "stale": "stale",
    "currency": "not_mxn",
    "paid": "slip_paid",
    "cancelled": "slip_cancelled",
    "expired": "slip_expired",
}
WORDS = {
    "account": "otra cuenta",
    "returned": "el banco lo devolvió",
    "rejected": "el banco lo rechazó",
    "stale": "es de hace mucho",
    "currency": "otra moneda",
    "paid": "la constancia ya está pagada",
    "cancelled": "la constancia está cancelada",
    "expired": "la constancia venció",
}
"""Each word as staff read it. Any other words are a reason that stays here: no letter goes."""


def decide(
    shares: tuple[Share, ...], _receipt: Receipt | None, said: tuple[str, ...], *, by: str, at: datetime
) -> Decision:
    """Return the decision to do nothing; ComprobotError when no reason is given."""
    reason = " ".join(said).strip()
    if not reason:
        raise ComprobotError("Escriba el motivo con --reason.")
    finding = Finding("rejected_by_staff", f"{by}: {WORDS.get(reason, reason)}")
    return Decision("ignore", (finding,), tuple(share.slip for share in shares), by, at)


def sentence(decision: Decision, _receipt: Receipt | None) -> str:
    """Return what was done."""
    reason = decision.reasons[0].reason.partition(": ")[2]
    told = "se avisó al cliente, motivo" if reason in WORDS.values() else "rechazado sin carta, motivo"
    return f"{told} «{reason}»"


def tells(said: tuple[str, ...]) -> tuple[str, ...]:
    """Return the rule whose reason block the letter carries."""
    return tuple(TOLD[word] for word in said if word in TOLD and len(said) == 1)
