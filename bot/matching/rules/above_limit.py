"""The activation would pass a limit of what a receipt alone may do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.model import Finding
from bot.money import pesos

if TYPE_CHECKING:
    from bot.model import Facts, Receipt, Slip

NAME = "above_limit"


def check(receipt: Receipt, slips: tuple[Slip, ...], facts: Facts) -> Finding | None:
    """Return an objection that names every limit of the trust policy that would be passed (B131)."""
    passed = _passed(_at_stake(receipt, slips), max(len(slips), 1), facts)
    if not passed:
        return None
    return Finding(
        NAME,
        f"Supera lo que se activa solo con el comprobante: {'; '.join(passed)}. "
        "Espera la confirmación del banco o de una persona.",
    )


def _at_stake(receipt: Receipt, slips: tuple[Slip, ...]) -> int:
    """Return the centavos that would be activated: with its last part, all that a slip asked for."""
    paid = receipt.amount or 0
    completes = paid >= sum(slip.balance for slip in slips)
    return max(paid, sum(slip.amount for slip in slips)) if completes else paid


def _passed(amount: int, count: int, facts: Facts) -> list[str]:
    """Return in words the limits that activating `count` slips for `amount`, centavos, would pass."""
    trust = facts.trust
    limits = (
        (amount, trust.receipt_alone_up_to, f"{pesos(trust.receipt_alone_up_to)} por comprobante"),
        (facts.customer_today + amount, trust.per_customer_day, f"{pesos(trust.per_customer_day)} por cliente al día"),
        (facts.activated_today + amount, trust.per_day, f"{pesos(trust.per_day)} al día"),
        (facts.activated_last_hour + count, trust.per_hour_count, f"{trust.per_hour_count} activaciones por hora"),
    )
    return [words for value, limit, words in limits if value > limit]
