"""Another open slip fits the same amount just as well."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.matching.printed import by_the_bank, too_long
from bot.model import Finding

if TYPE_CHECKING:
    from bot.model import Facts, Receipt, Slip

NAME = "another_slip_fits"


def check(receipt: Receipt, slips: tuple[Slip, ...], facts: Facts) -> Finding | None:
    """Return an objection when a number on the paper, or the sender, points to another slip of that amount (B140)."""
    if not slips:
        return None
    rivals = dict.fromkeys(
        rival.reference
        for rival in facts.rivals
        if rival.balance == receipt.amount and _fits(rival, receipt, slips, facts)
    )
    if not rivals:
        return None
    named = ", ".join(slip.reference for slip in slips)
    return Finding(NAME, f"Nombra la constancia {named}, pero también podría ser {' o '.join(rivals)}: piden lo mismo.")


def _fits(rival: Slip, receipt: Receipt, slips: tuple[Slip, ...], facts: Facts) -> bool:
    """Return whether `rival` is open and is named on the paper, or is the sender's own while the slips are not.

    The day and the folio that the bank prints name no slip, nor does a longer number beside the sender's own slip.
    """
    if rival.status != "open" or rival.reference in {slip.reference for slip in slips}:
        return False
    sender = None if facts.sender is None else facts.sender.id
    senders_own = rival.customer.id == sender and all(slip.customer.id != sender for slip in slips)
    if senders_own:
        return True
    banks_own = by_the_bank(receipt)
    if sender is not None and rival.customer.id != sender and all(slip.customer.id == sender for slip in slips):
        banks_own |= too_long(receipt)
    return rival.reference in receipt.candidates and rival.reference not in banks_own
