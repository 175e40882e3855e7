"""The paper prints several sums and no word tells which was paid: they make it up, or the slip asks for one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.matching.payment_key import MOST_SUMS
from bot.model import Finding
from bot.money import pesos

if TYPE_CHECKING:
    from bot.model import Facts, Receipt, Slip

NAME = "amount_deduced"


def check(receipt: Receipt, slips: tuple[Slip, ...], _facts: Facts) -> Finding | None:
    """Return an objection when the amount was only found by what the sums add up to, or is what the slip asks for.

    Only the first is taken for the amount: what a slip asks for would make every payment exact, whatever was paid.
    """
    if NAME in receipt.flags and receipt.amount:
        said = f"El papel imprime varias cantidades sin decir cuál se pagó; {pesos(receipt.amount)} se dedujo."
        return Finding(NAME, said)
    asked = asked_for(receipt, slips)
    if asked is None:
        return None
    named = " y ".join(slip.reference for slip in slips)
    what = f"pide la constancia {named}" if len(slips) == 1 else f"piden las constancias {named}"
    said = f"El papel imprime varias cantidades sin decir cuál se pagó; una es {pesos(asked)}, lo que {what}."
    return Finding(NAME, said)


def asked_for(receipt: Receipt, slips: tuple[Slip, ...]) -> int | None:
    """Return what the named slips ask for, centavos, when no amount was read and the paper prints just that sum."""
    asked = sum(slip.balance for slip in slips)
    is_undecided = receipt.amount is None and len(receipt.sums) <= MOST_SUMS
    return asked if is_undecided and asked and asked in receipt.sums else None
