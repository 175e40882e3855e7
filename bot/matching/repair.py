"""A receipt whose one reference is mistyped -> the open slip that it means, if nothing else can be meant."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from bot.matching import near
from bot.matching.days import local_day

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.model import Customer, Receipt, Slip

_TOLERANCE = timedelta(days=1)  # a receipt has no zone (B123)


def repaired(receipt: Receipt, slips: Iterable[Slip], sender: Customer | None) -> Slip | None:
    """Return the slip that one mistake in the one printed reference explains, open and with the exact amount.

    None when two fit, unless one of them alone is the sender's own: a reference is never guessed (B140). A proposal
    to staff, whatever it returns.
    """
    every = tuple(slips)
    if len(set(receipt.references)) != 1 or any(slip.reference in receipt.references for slip in every):
        return None
    fits = [slip for slip in every if _fits(slip, receipt)]
    own = [slip for slip in fits if sender is not None and slip.customer.id == sender.id]
    return fits[0] if len(fits) == 1 else own[0] if len(own) == 1 else None


def paid_too_early(receipt: Receipt, slip: Slip) -> bool:
    """Return whether the paper is older than the slip: then it cannot be the one that was paid (F7)."""
    return receipt.paid_on is not None and receipt.paid_on < local_day(slip.issued_at) - _TOLERANCE


def _fits(slip: Slip, receipt: Receipt) -> bool:
    return (
        slip.status == "open"
        and slip.balance == receipt.amount
        and near.difference(receipt.references, slip.reference) in near.ONE_SLIP
        and not paid_too_early(receipt, slip)
    )
