"""This same payment was already applied, to what the receipt names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.matching import payment_key
from bot.model import Finding

if TYPE_CHECKING:
    from bot.model import Facts, Receipt, Slip

NAME = "payment_already_used"


def check(receipt: Receipt, _slip: Slip | None, facts: Facts) -> Finding | None:
    """Return an objection when a strong key is spent and no other slip is named: it was sent again (F2)."""
    slips = spent_on(receipt, facts)
    if not slips or not set(receipt.references) <= slips:
        return None
    return Finding(NAME, f"Es el mismo pago que ya se aplicó a la constancia {', '.join(sorted(slips))}.")


def spent_on(receipt: Receipt, facts: Facts) -> set[str]:
    """Return the references of the slips that this very payment, by a strong key, has already paid."""
    keys = payment_key.keys(receipt, facts.vendor)
    same = (one for one in facts.spent if payment_key.collision(keys, (one,)) == "same")
    return {one.slip_reference for one in same}
