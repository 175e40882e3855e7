"""Receipt -> the numbers on it that look like a reference and are the bank's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.model import Receipt

_NUMERIC_REFERENCE = 7  # digits (Banxico, reglas del SPEI)
_DAY_FORMS = ("%d%m%y", "%y%m%d", "%m%d%y", "%d%m%Y", "%Y%m%d")


def by_the_bank(receipt: Receipt) -> set[str]:
    """Return the receipt's day in every order and the digits of its folio and key, leading zeros dropped."""
    printed = (receipt.folio, receipt.tracking_key)
    numbers = {"".join(filter(str.isdecimal, number or "")) for number in printed}
    if receipt.paid_on is not None:
        # an empty numeric reference is filled with the date by many banks
        numbers |= {receipt.paid_on.strftime(form) for form in _DAY_FORMS}
    return {number.lstrip("0") for number in numbers} - {""}


def too_long(receipt: Receipt) -> set[str]:
    """Return the numbers longer than SPEI's numeric reference (7 digits) that stand where no payer writes one."""
    written = "|".join(proof.text for proof in receipt.evidence if proof.field in ("references", "other_reference"))
    return {number for number in receipt.candidates if len(number) > _NUMERIC_REFERENCE and number not in written}
