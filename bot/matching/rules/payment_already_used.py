"""This same payment was already applied, to what the receipt names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.matching import payment_key
from bot.model import Finding

if TYPE_CHECKING:
    from bot.model import Facts, Receipt, Slip

NAME = "payment_already_used"


def check(receipt: Receipt, _slips: tuple[Slip, ...], facts: Facts) -> Finding | None:
    """Return an objection when a strong key is spent and no other slip is named: it was sent again (F2)."""
    before = payment_key.same(receipt, facts)
    slips = {reference for one in before for reference in one.references}
    if not slips or not set(receipt.references) <= slips or any(one.kept for one in before):
        return None
    return Finding(NAME, f"Es el mismo pago que ya se aplicó a la constancia {', '.join(sorted(slips))}.")
