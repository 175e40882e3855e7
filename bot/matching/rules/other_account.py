"""The receipt shows that another account was paid, not ours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.matching import accounts
from bot.model import Finding

if TYPE_CHECKING:
    from bot.model import Facts, Receipt, Slip

NAME = "other_account"


def check(receipt: Receipt, _slips: tuple[Slip, ...], facts: Facts) -> Finding | None:
    """Return an objection when the printed account cannot be one of ours (F6)."""
    printed = receipt.payee_account or ""
    if accounts.agrees(printed, facts.vendor.payee_accounts) is not False:
        return None
    return Finding(NAME, f"El comprobante muestra la cuenta de destino {_ending(printed)}, que no es de las nuestras.")


def _ending(printed: str) -> str:
    """Return a printed account by its last four digits: more of a stranger's account is not ours to keep (B111)."""
    return "terminada en " + "".join(filter(str.isdecimal, printed))[-4:]
