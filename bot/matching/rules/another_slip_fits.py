"""Another open slip fits the same amount just as well."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.model import Finding

if TYPE_CHECKING:
    from bot.model import Facts, Receipt, Slip

NAME = "another_slip_fits"


def check(receipt: Receipt, slip: Slip | None, facts: Facts) -> Finding | None:
    """Return an objection when a number on the paper, or the sender, points to another slip of that amount (B140)."""
    if slip is None:
        return None
    rivals = [
        rival.reference
        for rival in facts.rivals
        if rival.amount == receipt.amount and _fits(rival, receipt, slip, facts)
    ]
    if not rivals:
        return None
    return Finding(
        NAME, f"Nombra la constancia {slip.reference}, pero también podría ser {' o '.join(rivals)}: piden lo mismo."
    )


def _fits(rival: Slip, receipt: Receipt, slip: Slip, facts: Facts) -> bool:
    """Return whether `rival` is open and is named on the paper, or is the sender's own while `slip` is not."""
    if rival.status != "open" or rival.reference == slip.reference:
        return False
    sender = None if facts.sender is None else facts.sender.id
    senders_own = rival.customer.id == sender != slip.customer.id
    return senders_own or rival.reference in receipt.candidates
