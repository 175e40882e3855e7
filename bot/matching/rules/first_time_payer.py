"""It is the first payment for this customer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.model import Finding

if TYPE_CHECKING:
    from bot.model import Facts, Receipt, Slip

NAME = "first_time_payer"


def check(_receipt: Receipt, _slips: tuple[Slip, ...], facts: Facts) -> Finding | None:
    """Return an objection when no earlier payment is known and the trust policy wants a person then."""
    if facts.paid_before or facts.trust.first_time_payer != "review":
        return None
    return Finding(NAME, "Es el primer pago que vemos de este cliente.")
