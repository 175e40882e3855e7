"""A payment that a person divided -> what the customer of each slip that got a part of it is asked for."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.model import Decision, Finding, Judged
from bot.money import pesos

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.model import Receipt, Share


def of_division(one: Judged) -> tuple[Judged, ...]:
    """Return one question for each slip that got less than it asks for: its receipt says what that slip got."""
    receipt = one.receipt
    if receipt is None:
        return ()
    return tuple(_rest(receipt, one.decision, share) for share in one.decision.parts)


def _rest(receipt: Receipt, division: Decision, share: Share) -> Judged:
    slip, due = share.slip, share.slip.balance - share.amount
    said = f"La constancia {slip.reference} recibió {pesos(share.amount)} de un pago dividido; le faltan {pesos(due)}."
    mine = replace(receipt, amount=share.amount, references=(slip.reference,), candidates=())
    finding = Finding("amount_differs", said)
    decision = Decision("ask", (finding,), (slip,), division.decided_by, division.decided_at, still_due=due)
    return Judged(mine, decision, is_share=True)


def as_it_stands(receipt: Receipt | None, decision: Decision, held: Mapping[int, int]) -> Judged:
    """Return that question beside its slip as it is today; `held`: centavos of the share by the slip's id."""
    slip = decision.slip
    before = tuple(replace(one, received=one.received - held.get(one.id, 0)) for one in decision.slips)
    due = slip.balance if slip is not None and slip.status != "paid" else None
    return Judged(receipt, replace(decision, slips=before, still_due=due), is_share=True)
