"""One payment names slips of different customers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.model import Finding

if TYPE_CHECKING:
    from bot.model import Facts, Receipt, Slip

NAME = "slips_of_several_customers"


def check(_receipt: Receipt, slips: tuple[Slip, ...], _facts: Facts) -> Finding | None:
    """Return an objection unless all the named slips are of one customer: who pays for whom is for a person."""
    owners = {slip.customer.id: slip.customer.name for slip in slips}
    if len(owners) < 2:
        return None
    return Finding(NAME, f"Nombra constancias de varios clientes: {'; '.join(owners.values())}.")
