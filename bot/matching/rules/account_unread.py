"""The receipt does not show which account was paid."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.matching import accounts
from bot.matching.payment_key import fold
from bot.model import Finding

if TYPE_CHECKING:
    from bot.model import Facts, Receipt, Slip, Vendor

NAME = "account_unread"
_WHOLE = 10  # digits; four of them are shared by one account in ten thousand


def check(receipt: Receipt, _slips: tuple[Slip, ...], facts: Facts) -> Finding | None:
    """Return an objection when no usable account is printed, or only its end beside somebody else's name (F6)."""
    printed = receipt.payee_account or ""
    agrees = accounts.agrees(printed, facts.vendor.payee_accounts)
    if agrees is None:
        return Finding(NAME, "El comprobante no deja ver a qué cuenta se pagó.")
    only_its_end = sum(letter.isdecimal() for letter in printed) < _WHOLE
    if agrees and only_its_end and not _may_be_ours(receipt.payee_name, facts.vendor):
        return Finding(
            NAME,
            f"Solo se ve el final de la cuenta, igual al de la nuestra, y el beneficiario es {receipt.payee_name}.",
        )
    return None


def _may_be_ours(name: str | None, vendor: Vendor) -> bool:
    """Return whether the payee's name shares a word with ours, as far as OCR lets them; True when none is printed."""
    words = re.findall(r"\w{4,}", f"{vendor.name} {vendor.brand}")
    return name is None or any(fold(word) in fold(name) for word in words)
