"""What is said on a page -> the bank that received the payment, only where the paper itself says so."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.receipts import accounts, banks
from bot.receipts.fields import fold

if TYPE_CHECKING:
    from bot.receipts.places import Said

# "Banco" alone may be the payer's, and so may "Institución financiera": the label has to tell the side.
_RECEIVES = re.compile(r"destin|recept|recib|benef|contrapart|recipient|receiving|\babono\b")


def payee_bank(said: tuple[Said, ...]) -> str | None:
    """Return the one bank that is named under a label of him who was paid; None when none is, or two are."""
    theirs = (one for one in said if one.field in ("payee_bank", "payee_account") and _RECEIVES.search(fold(one.label)))
    beside = (one for one in said if one.field == "payee_name" and accounts.account_of(one.value))  # in its place
    named = {bank for one in (*theirs, *beside) if (bank := banks.bank_of(one.value))}
    return named.pop() if len(named) == 1 else None
