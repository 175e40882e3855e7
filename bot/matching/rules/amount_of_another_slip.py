"""The amount is what another slip of the same customer asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.matching.difference import difference
from bot.model import Finding
from bot.money import pesos

if TYPE_CHECKING:
    from bot.model import Facts, Receipt, Slip

NAME = "amount_of_another_slip"


def check(receipt: Receipt, slips: tuple[Slip, ...], facts: Facts) -> Finding | None:
    """Return an objection when the named slip asks for another amount and a slip beside it for exactly this one."""
    if difference(receipt, slips, facts) is None:
        return None
    owners, named = {slip.customer.id for slip in slips}, {slip.reference for slip in slips}
    beside = dict.fromkeys(
        rival.reference
        for rival in facts.rivals
        if rival.status == "open" and rival.balance == receipt.amount and rival.customer.id in owners
    )
    others = [reference for reference in beside if reference not in named]
    if not others:
        return None
    return Finding(
        NAME,
        f"Nombra la constancia {', '.join(sorted(named))}, pero {pesos(receipt.amount or 0)} es lo que pide "
        f"{' o '.join(others)}, del mismo cliente.",
    )
