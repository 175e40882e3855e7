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
_CLABE = 17  # digits of a CLABE that may have lost its first zero
_LEAST_WORD = 4  # letters of a word of ours that a name must hold
_LEAST_SHOWN = 3  # letters of a word of a name that tells something
_LEAST_LETTERS = 6  # that the masks of a whole name must leave
_MASK_OFF = 1  # letters by which a mask may be longer or shorter than its word
_MASK = re.compile(r"[^\w\s-]|[xX]{2}")
_WHOLE = 10  # digits; four of them are shared by one account in ten thousand


def check(receipt: Receipt, _slips: tuple[Slip, ...], facts: Facts) -> Finding | None:
    """Return an objection when nothing shows that we were paid, or only an account's end beside another's name (F6).

    A convenio of ours stands for the account; like the end of one, it is somebody else's at another bank.
    """
    printed, vendor = receipt.payee_account or "", facts.vendor
    agrees = accounts.agrees(printed, vendor.payee_accounts)
    if agrees is None and receipt.convenio is None:
        return Finding(NAME, "El comprobante no deja ver a qué cuenta se pagó.")
    digits = sum(letter.isdecimal() for letter in printed)
    # a branch before it, an account that only ends so, or a mask that leaves both ends
    only_its_end = digits < _WHOLE or _WHOLE < digits < _CLABE or _MASK.search(printed) is not None
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
    words = [fold(word) for word in re.findall(r"\w{3,}", f"{vendor.name} {vendor.brand}")]
    if name is None or any(word in fold(name) for word in words if len(word) >= _LEAST_WORD):
        return True
    shown = [token for token in name.split() if len(fold(token)) >= _LEAST_SHOWN or "*" in token]
    return (
        any("*" in token for token in shown)
        and len(fold(name)) >= _LEAST_LETTERS
        and all(any(_is_behind(token, word) for word in words) for token in shown)
    )


def _is_behind(mask: str, word: str) -> bool:
    """Whether the letters that a mask leaves are those of a folded word: "SIST****S" may be "SISTEMAS"."""
    parts = [re.escape(fold(part)) for part in re.split(r"\*+", mask)]
    return abs(len(mask) - len(word)) <= _MASK_OFF and re.fullmatch(".*".join(parts), word) is not None
