"""The reference belongs to no slip, and one open slip of just this amount differs from it by one mistake."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.matching import near
from bot.matching.repair import repaired
from bot.model import Finding
from bot.money import pesos

if TYPE_CHECKING:
    from bot.model import Facts, Receipt, Slip

NAME = "reference_near"


def check(receipt: Receipt, slips: tuple[Slip, ...], facts: Facts) -> Finding | None:
    """Return an objection that names the slip: a person says yes to it, never the bot (B140)."""
    meant = repaired(receipt, (*slips, *facts.near), facts.sender)
    if meant is None:
        return None
    kind = near.difference(receipt.references, meant.reference)
    return Finding(
        NAME,
        f"La referencia {kind}: {receipt.references[0]} → {meant.reference}, "
        f"que está abierta y pide exactamente {pesos(meant.balance)}.",
    )
