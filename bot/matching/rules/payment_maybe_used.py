"""An earlier payment looks the same, and nothing tells the two apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.matching import payment_key
from bot.model import Finding

if TYPE_CHECKING:
    from bot.model import Facts, Receipt, Slip

NAME = "payment_maybe_used"


def check(receipt: Receipt, _slips: tuple[Slip, ...], facts: Facts) -> Finding | None:
    """Return an objection when only a weak key is spent and no strong key of one kind is on both papers.

    Where no word tells which of its sums was paid, the payment of any of them may be this one.
    """
    keys = payment_key.traces(receipt, facts.vendor)
    found = payment_key.collision(keys, facts.spent)
    by_sum = (payment_key.traces(one, facts.vendor) for one in payment_key.by_sum(receipt) if found is None)
    if found != "maybe" and not any(payment_key.collision(one, facts.spent) for one in by_sum):
        return None
    slips = sorted({reference for one in facts.spent for reference in one.references})
    return Finding(
        NAME,
        f"Puede ser el mismo pago que ya se aplicó a la constancia {', '.join(slips)}: igual cuenta, importe y fecha.",
    )
