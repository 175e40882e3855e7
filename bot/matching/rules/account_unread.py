"""The receipt does not show which account was paid."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.matching import accounts
from bot.model import Finding

if TYPE_CHECKING:
    from bot.model import Facts, Receipt, Slip

NAME = "account_unread"


def check(receipt: Receipt, _slip: Slip | None, facts: Facts) -> Finding | None:
    """Return an objection when no usable account is printed (F6)."""
    if accounts.agrees(receipt.payee_account or "", facts.vendor.payee_accounts) is not None:
        return None
    return Finding(NAME, "El comprobante no deja ver a qué cuenta se pagó.")
