"""The payment is by cheque: it counts once the bank has collected it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.model import Finding

if TYPE_CHECKING:
    from bot.model import Facts, Receipt, Slip

NAME = "cheque"


def check(receipt: Receipt, _slips: tuple[Slip, ...], _facts: Facts) -> Finding | None:
    """Return an objection when the receipt speaks of a cheque, good only "salvo buen cobro"."""
    if NAME not in receipt.flags:
        return None
    return Finding(NAME, "El pago es con cheque, salvo buen cobro: espera a que el banco lo abone en firme.")
