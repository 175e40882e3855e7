"""The reference is a number that stands on the receipt for another reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.matching.printed import by_the_bank
from bot.model import Finding

if TYPE_CHECKING:
    from bot.model import Facts, Receipt, Slip

NAME = "reference_by_chance"


def check(receipt: Receipt, slips: tuple[Slip, ...], _facts: Facts) -> Finding | None:
    """Return an objection when a slip's number is also the day or the folio that the bank itself prints (B140)."""
    by_chance = [slip.reference for slip in slips if slip.reference in by_the_bank(receipt)]
    if not by_chance:
        return None
    return Finding(
        NAME,
        f"El número {', '.join(by_chance)} puede ser la fecha o el folio del banco, y no la referencia del pagador.",
    )
