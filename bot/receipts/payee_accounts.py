"""What is said on a page -> the account that was paid: the one that is called so, else ours by its digits, or none.

Nobody pays us from our own account. So ours was paid wherever it stands, unless another account is called the payee's;
and the account of somebody else was paid only where the paper says so.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.receipts import accounts, banks, fields
from bot.receipts.sides import with_sides

if TYPE_CHECKING:
    from bot.model import Vendor
    from bot.receipts.places import Said

Found = tuple["Said", str]
"""Where an account stands, and the account as printed."""

_SENTENCE = 60  # letters; what is longer is running text
_SHORT = 30  # letters: "6374 BBVA MEXICO"
_LINE = 110  # letters of a line that may still be of the payment itself
_TO_ACCOUNT = re.compile(
    r"(?:transferencia|deposito|pago|traspaso|spei|abono|mxn|pesos|m\.n\.|\d)[a-z ,.]{0,40}?"
    r"\b(?:a|en) (?:la|su) (?:cuenta|cuent|clabe|tarjeta)\b(?! de cargo| origen)"
)
_OF_NO_SIDE = ("", "account", "name", "bank", "other", "payee_account", "payee_name", "payee_bank", "amount")
_END = re.compile(r"(?<![\d.,:/#$])(?!20[23]\d)(\d{4})(?![\d.,:/%])")  # four bare digits, no year
_ANNOUNCED = re.compile(r"(?:terminacion|termina en|terminada en|cuenta|clabe|cta)\W*$")


def payee_account(said: tuple[Said, ...], vendor: Vendor) -> Found | None:
    """Return where the paid account stands and the account as printed, masked or whole."""
    sided = with_sides(said)
    called = _called(said, "payee_account")
    whole = _ours_whole(said, vendor)
    if called and not (whole and whole[0] is called[0] and accounts.digits(whole[1]) != accounts.digits(called[1])):
        return called
    if whole:
        return whole
    beside = _called(sided, "payee_account") or _called(sided, "payee_name") or _called(sided, "payee_bank")
    return beside or _ours_by_its_end(said, vendor) or _told(said) or _under_credit(said)


def _called(said: tuple[Said, ...], field: str) -> Found | None:
    """Return the first account under a label of him who was paid; under that of his name only one that is no guess."""
    announced = field != "payee_name"
    found = ((one, accounts.account_of(_whole_text(one), announced=announced)) for one in said if one.field == field)
    return next(((one, account) for one, account in found if account), None)


def _whole_text(one: Said) -> str:
    """Return a value with the beginning that its label took from it: "CLABE-374" is an account, "CLABE-" its label."""
    return one.label + one.value if one.label.endswith("-") else one.value


def _ours_whole(said: tuple[Said, ...], vendor: Vendor) -> Found | None:
    """Return one of our whole accounts, also where a narrow gap glues it to a name or to the payer's account.

    Some print it with zeros or with its branch before it.
    """
    for one in said:
        if len(one.value) >= _LINE or one.field not in (*_OF_NO_SIDE, "payer_account"):
            continue
        for number in sorted(vendor.payee_accounts, key=len, reverse=True):
            found = re.search(rf"(?<!\d)(?:0{{0,3}}|\d{{4}}){'[ -]?'.join(number)}(?!\d)", one.value)
            if found and (one.field != "payer_account" or re.search(r"\d{4}", one.value.replace(found[0], ""))):
                return one, found[0]
    return None


def _ours_by_its_end(said: tuple[Said, ...], vendor: Vendor) -> Found | None:
    """Return the end of our account, masked, announced, or bare beside our name or its bank; not one called payer's."""
    headed = any(one.field == "payee_account" and not one.value for one in said)
    pairs = zip(("", *(fields.fold(one.value) for one in said)), said, strict=False)
    ends = (
        (one, _end_in(_whole_text(one), above, headed=headed, vendor=vendor))
        for above, one in pairs
        if one.field in _OF_NO_SIDE and len(_whole_text(one)) < _SENTENCE
    )
    return next(((one, end) for one, end in ends if end and _is_end_of_ours(end, vendor)), None)


def _end_in(text: str, above: str, *, headed: bool, vendor: Vendor) -> str | None:
    """Return the account in a short text: masked, or four bare digits that the line above or the page announces."""
    account = accounts.account_of(text)
    if account:
        return account
    bare = _END.search(text)
    if bare is None:
        return None
    alone = headed and re.fullmatch(r"\W*\d{4}\W*", text) is not None
    return f"*{bare[1]}" if alone or _ANNOUNCED.search(above) or _names(text, vendor) else None


def _is_end_of_ours(account: str, vendor: Vendor) -> bool:
    """Whether an account of which digits are hidden shows the end of ours: three at least behind "CLABE-", or four."""
    end = re.search(r"\d+$", account)
    least = 3 if account.upper().startswith("CLABE") else accounts.END
    if end is None or not least <= len(end[0]) < 10:
        return False
    head = re.match(r"\d+", account) if len(accounts.digits(account)) > len(end[0]) else None
    return any(
        whole.endswith(end[0]) and (head is None or whole.startswith(head[0])) for whole in vendor.payee_accounts
    )


def _names(text: str, vendor: Vendor) -> bool:
    """Whether a text names us or, short as it is, a bank: "6374 SISTEMAS PERSEO", "BBVA 6374"."""
    named = bool(vendor.brand) and fields.fold(vendor.brand) in fields.fold(text)
    return named or (len(text) < _SHORT and banks.bank_of(text) is not None)


def _told(said: tuple[Said, ...]) -> Found | None:
    """Return the account that running text says money went to: "... a la cuenta ****6374 de BBVA"."""
    for one in said:
        told = _TO_ACCOUNT.search(fields.fold(one.value)) if len(one.value) > _SENTENCE else None
        account = accounts.account_of(one.value[told.end() :][:30], announced=False) if told else None
        if account:
            return one, account
    return None


def _under_credit(said: tuple[Said, ...]) -> Found | None:
    """Return the masked account that stands where a sum would: "Abono" heads a column of accounts."""
    found = [(one, account) for one in said if one.field == "amount" and (account := accounts.account_of(one.value))]
    ends = [
        pair for pair in found if accounts.is_end(pair[1]) and re.match("abono|deposito|destino", pair[0].label.lower())
    ]
    return ends[0] if len(ends) == 1 else None
