"""The receipt does not show which account was paid."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.matching import accounts, institutions
from bot.matching.payment_key import fold
from bot.model import Finding

if TYPE_CHECKING:
    from bot.model import Facts, Receipt, Slip, Vendor

NAME = "account_unread"
_LEAST_SHOWN = 3  # letters that a mask has to leave of a word
_WHOLE = 10  # digits; four of them are shared by one account in ten thousand


def check(receipt: Receipt, _slips: tuple[Slip, ...], facts: Facts) -> Finding | None:
    """Return an objection when nothing shows that we were paid, or only an account's end beside another's name (F6).

    A convenio of ours stands for the account; like the end of one, it is somebody else's at another bank.
    """
    printed, vendor = receipt.payee_account or "", facts.vendor
    agrees = accounts.agrees(printed, vendor.payee_accounts)
    if agrees is None and receipt.convenio is None:
        return Finding(NAME, "El comprobante no deja ver a qué cuenta se pagó.")
    only_its_end = sum(letter.isdecimal() for letter in printed) < _WHOLE
    if agrees is False or not (agrees is None or only_its_end):
        return None
    shown = "el final de la cuenta, igual al de la nuestra," if agrees else "el convenio, igual al nuestro,"
    if not _may_be_ours(receipt.payee_name, vendor):
        return Finding(NAME, f"Solo se ve {shown} y el beneficiario es {receipt.payee_name}.")
    paid = tuple(number for number in vendor.payee_accounts if not agrees or accounts.agrees(printed, (number,)))
    if institutions.is_elsewhere(receipt.payee_bank, paid):
        return Finding(NAME, f"Solo se ve {shown} y el banco de destino es {receipt.payee_bank}.")
    return None


def _may_be_ours(name: str | None, vendor: Vendor) -> bool:
    """Return whether the payee's name shares a word with ours, as far as OCR and masks let them; True without one."""
    words = [fold(word) for word in re.findall(r"\w{4,}", f"{vendor.name} {vendor.brand}")]
    if name is None or any(word in fold(name) for word in words):
        return True
    masked = [token for token in name.split() if "*" in token and len(fold(token)) >= _LEAST_SHOWN]
    return bool(masked) and all(any(_is_behind(token, word) for word in words) for token in masked)


def _is_behind(mask: str, word: str) -> bool:
    """Whether the letters that a mask leaves are those of a folded word: "SIST****S" may be "SISTEMAS"."""
    return re.fullmatch(".*".join(re.escape(fold(part)) for part in re.split(r"\*+", mask)), word) is not None
