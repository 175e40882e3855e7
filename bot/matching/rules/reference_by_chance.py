"""The reference is a number that stands on the receipt for another reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.model import Finding

if TYPE_CHECKING:
    from bot.model import Facts, Receipt, Slip

NAME = "reference_by_chance"


def check(receipt: Receipt, slip: Slip | None, _facts: Facts) -> Finding | None:
    """Return an objection when the slip's number is also the day or the folio that the bank itself prints (B140)."""
    if slip is None or slip.reference not in _printed_by_the_bank(receipt):
        return None
    return Finding(
        NAME, f"El número {slip.reference} puede ser la fecha o el folio del banco, y no la referencia que se escribió."
    )


def _printed_by_the_bank(receipt: Receipt) -> set[str]:
    """Return the numbers of a receipt that look like a reference and are none: its day in every order, its folio."""
    numbers = {"".join(filter(str.isdecimal, receipt.folio or ""))}
    if receipt.paid_on is not None:
        # an empty numeric reference is filled with the date by many banks
        numbers |= {receipt.paid_on.strftime(order) for order in ("%d%m%y", "%y%m%d", "%m%d%y", "%d%m%Y", "%Y%m%d")}
    return {number.lstrip("0") for number in numbers}
