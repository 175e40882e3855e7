"""A claim that waits -> the slips it could mean, found around it and ranked for staff."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.matching import near, propose
from bot.slips.reference import is_ours
from bot.store import lookups, slips

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from bot.model import Customer, Judged, Receipt, Slip
    from bot.store.db import Tx

_MOST_PRINTED = 4  # references of one receipt around which is searched


def slips_near(tx: Tx, receipt: Receipt, known: Collection[str], *, now: datetime) -> tuple[Slip, ...]:
    """Return the slips that a mistake in one of the receipt's references would explain; `known` ones are right."""
    unknown = [number for number in receipt.references if number not in known][:_MOST_PRINTED]
    found = [lookups.near(tx, tuple(near.neighbours(number)), receipt.amount, now=now) for number in unknown]
    return tuple({slip.id: slip for some in found for slip in some}.values())


def proposed(tx: Tx, one: Judged, sender: Customer | None, *, now: datetime) -> Judged:
    """Return the claim with its proposals when a person or the customer has the next word about a payment."""
    if one.receipt is None or one.decision.outcome not in ("review", "ask"):
        return one
    ranked = propose.proposals(one.receipt, _around(tx, one.receipt, sender, now), propose.Around(sender, is_ours))
    return replace(one, proposals=ranked)


def _around(tx: Tx, receipt: Receipt, sender: Customer | None, now: datetime) -> tuple[Slip, ...]:
    """Return every slip that the paper's numbers, its amount or its customers point to, each once."""
    named = slips.named(tx, (*receipt.references, *receipt.candidates), now=now)
    owners = {slip.customer.id for slip in named if slip.reference in receipt.references}
    owners |= {sender.id} if sender is not None else set()
    found = (
        *named,
        *slips_near(tx, receipt, {slip.reference for slip in named}, now=now),
        *lookups.of_customers(tx, owners, now=now),
        *lookups.of_amount(tx, receipt.amount, now=now),
    )
    return tuple({slip.id: slip for slip in found}.values())
