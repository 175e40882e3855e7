"""The reference is a number that stands on the receipt for another reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.model import Finding

if TYPE_CHECKING:
    from bot.model import Facts, Receipt, Slip

NAME = "reference_by_chance"


def check(receipt: Receipt, slips: tuple[Slip, ...], _facts: Facts) -> Finding | None:
    """Return an objection when a slip's number is also the day or the folio that the bank itself prints (B140)."""
    by_chance = [slip.reference for slip in slips if slip.reference in _printed_by_the_bank(receipt)]
    if not by_chance:
        return None
    return Finding(
        NAME,
        f"El número {', '.join(by_chance)} puede ser la fecha o el folio del banco, y no la referencia del pagador.",
    )


def _printed_by_the_bank(receipt: Receipt) -> set[str]:
    """Return the numbers of a receipt that look like a reference and are none: its day in every order, its folio."""
    numbers = {"".join(filter(str.isdecimal, receipt.folio or ""))}
    if receipt.paid_on is not None:
        # an empty numeric reference is filled with the date by many banks
        numbers |= {receipt.paid_on.strftime(order) for order in ("%d%m%y", "%y%m%d", "%m%d%y", "%d%m%Y", "%Y%m%d")}
    return {number.lstrip("0") for number in numbers}
