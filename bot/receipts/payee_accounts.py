"""What is said on a page -> the account that was paid: the one that is called so, else ours by its digits, or none.

Nobody pays us from our own account. So ours was paid wherever it stands, unless another account is called the payee's;
and the account of somebody else was paid only where the paper says so.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.receipts import accounts, banks, fields
from bot.receipts.picks import text_of
from bot.receipts.sides import with_sides

if TYPE_CHECKING:
    from bot.model import Vendor
    from bot.receipts.places import Said

Found = tuple["Said", str]
"""Where an account stands, and the account as printed."""

_WHOLE = 10  # digits of a whole account
BOTH_ENDS = 9  # digits that a mask in the middle leaves at least: bank and plaza (6) and 3 of the end
_BANK = 2  # words of a bank's name
# what stands before an account that the payer paid from, or before a number of a street, a branch, a machine
_OF_PAYER = re.compile(
    r"\b(?:desde|origen|cargo|retiro|retirad[oa]|debito|de (?:la|tu|su|mi) (?:cuenta|cta|tarjeta)|tarjeta|sucursal|suc"
    r"|cajero|caja|practicaja|atm|calle|av|avenida|col|no|num|saldo|disponible)\b"
)
_SENTENCE = 60  # letters; what is longer is running text
_LINE = 110  # letters of a line that may still be of the payment itself
_TO_ACCOUNT = re.compile(
    r"(?:transferencia|deposito|pago|traspaso|spei|abono|mxn|pesos|m\.n\.|\d)[a-z ,.]{0,40}?"
    r"\b(?:a|en) (?:la|su) (?:cuenta|cuent|clabe|tarjeta)\b(?! de cargo| origen)"
)
# fields that no label calls the payer's
_NOT_PAYERS = ("", "account", "name", "bank", "other", "payee_account", "payee_name", "payee_bank", "amount")
_END = re.compile(r"(?<![\d.,:/#$])(?!20[23]\d)(\d{4})(?![\d.,:/%])")  # four bare digits, no year
_SMALL = {"sa", "cv", "de", "mexico", "s", "c", "v", "a"}  # of any company's or bank's name
_ANNOUNCED = re.compile(r"terminacion\W*$")


def payee_account(said: tuple[Said, ...], vendor: Vendor) -> Found | None:
    """Return where the paid account stands and the account as printed, masked or whole."""
    sided = with_sides(said)
    called, ours = _called(said, "payee_account"), _called_ours(said, sided, vendor)
    if called and ours and called[0] is not ours[0]:  # the paper calls both accounts the payee's
        return ours
    whole = None if _is_from_us(sided, vendor) else _ours_whole(said, vendor)
    if called and not (whole and whole[0] is called[0] and accounts.digits(whole[1]) != accounts.digits(called[1])):
        return called
    beside = _called(sided, "payee_account") or _called(sided, "payee_name") or _called(sided, "payee_bank")
    if whole and not (beside and _is_whole(beside[1]) and _is_payers(whole[0], sided)):
        return whole
    return beside or _told(said) or _ours_by_its_end(said, sided, vendor) or _under_credit(said)


def is_ours(account: str, vendor: Vendor) -> bool:
    """Return whether an account as printed is one of ours: all of its digits, or the end that a mask leaves."""
    whole = accounts.digits(account) if _is_whole(account) else ""
    return any(whole.endswith(ours) for ours in filter(None, vendor.payee_accounts)) or _is_end_of_ours(account, vendor)


def _called_ours(said: tuple[Said, ...], sided: tuple[Said, ...], vendor: Vendor) -> Found | None:
    """Return our whole account where a label calls it the payee's, though it calls the payer's so as well."""
    found = _ours_whole(tuple(one for one in said if one.field == "payee_account"), vendor)
    return None if _is_from_us(sided, vendor) else found


def _is_from_us(sided: tuple[Said, ...], vendor: Vendor) -> bool:
    """Whether the paper names us as its payer and somebody else as paid."""
    payer, payee = text_of(sided, "payer_name") or "", text_of(sided, "payee_name") or ""
    return _names_us(payer, vendor) and not _names_us(payee, vendor) and any(letter.isalpha() for letter in payee)


def _is_payers(one: Said, sided: tuple[Said, ...]) -> bool:
    """Whether what stands there belongs to the payer by the headings before it."""
    return any(its.box == one.box and its.field == "payer_account" for its in sided)


def _is_whole(account: str) -> bool:
    return len(accounts.digits(account)) >= _WHOLE and not accounts.is_end(account)


def _called(said: tuple[Said, ...], field: str) -> Found | None:
    """Return the first account under a label of him who was paid; under that of his name only one that is no guess."""
    announced = field != "payee_name"
    found = ((one, accounts.account_of(_whole_text(one), announced=announced)) for one in said if one.field == field)
    return next(((one, account) for one, account in found if account), None)


def _whole_text(one: Said) -> str:
    """Return a value with the beginning that its label took from it: "CLABE-374" is an account, "CLABE-" its label."""
    return one.label + one.value if one.label.endswith("-") else one.value


def _ours_whole(said: tuple[Said, ...], vendor: Vendor) -> Found | None:
    """Return one of our whole accounts that no label calls the payer's, also where a narrow gap glues it to a name.

    Some print it with zeros or with its branch before it; a mask that leaves bank, branch and end is no payer's.
    """
    for one in said:
        if len(one.value) >= _LINE or one.field not in _NOT_PAYERS:
            continue
        ends = accounts.account_of(one.value)
        if ends and len(accounts.digits(ends)) >= BOTH_ENDS and _is_end_of_ours(ends, vendor):
            return one, ends
        for number in sorted(filter(None, vendor.payee_accounts), key=len, reverse=True):
            spaced = "[ -]?".join(map(re.escape, number))
            found = re.search(rf"(?<!\d)(?:0{{0,3}}|\d{{4}}){spaced}(?!\d)", one.value)
            if found:
                return one, found[0]
    return None


def _ours_by_its_end(said: tuple[Said, ...], sided: tuple[Said, ...], vendor: Vendor) -> Found | None:
    """Return the end of our account, masked, announced, or bare beside our name or its bank; none beside another's.

    What only stands in the payer's part of the paper counts when the paper names us as paid.
    """
    payee = text_of(sided, "payee_name")
    names_us = payee is not None and _names_us(payee, vendor)
    if payee is not None and not names_us and any(letter.isalpha() for letter in payee):
        return None
    headings = [place for place, one in enumerate(said) if one.field == "payee_account" and not one.value]
    above = ""
    for place, (one, its) in enumerate(zip(said, sided, strict=True)):
        text, near = _whole_text(one), place - 1 in headings or (place - 2 in headings and _names_us(above, vendor))
        free = one.field in _NOT_PAYERS and (its.field != "payer_account" or names_us)
        if free and len(text) < _LINE and not _OF_PAYER.search(fields.fold(text)):
            end = _end_in(text, above, headed=near and not one.field, vendor=vendor)
            if end and _is_end_of_ours(end, vendor):
                return one, end
        above = fields.fold(one.value)
    return None


def _end_in(text: str, above: str, *, headed: bool, vendor: Vendor) -> str | None:
    """Return the account in a short text: masked, or four bare digits that a line above announces, or a name alone."""
    account = accounts.account_of(text)
    if account:
        return account
    bare = _END.search(text)
    if bare is None or len(text) >= _SENTENCE:
        return None
    alone = headed and re.fullmatch(r"\W*\d{4}\W*", text) is not None
    announced = _ANNOUNCED.search(above) and not _OF_PAYER.search(above) and text.lstrip().startswith(bare[1])
    return f"*{bare[1]}" if alone or announced or _is_only_named(text, vendor) else None


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


def _names_us(text: str, vendor: Vendor) -> bool:
    """Whether a name is ours: it holds the last word of our brand, which tells "Sistemas Perseo" from other systems."""
    brand = re.escape(fields.fold(vendor.brand).rpartition(" ")[2])
    return bool(brand) and re.search(rf"(?<![a-z]){brand}(?![a-z])", fields.fold(text)) is not None


def _is_only_named(text: str, vendor: Vendor) -> bool:
    """Whether a text is four digits beside our name or a bank's and nothing else: "6374 SISTEMAS PERSEO"."""
    rest = re.sub(r"[\W\d_]+", " ", fields.fold(text)).strip()
    own = set(re.findall(r"\w+", fields.fold(f"{vendor.name} {vendor.brand}"))) | _SMALL
    left = [word for word in rest.split() if word not in own]
    return bool(rest) and (not left or (banks.bank_of(" ".join(left)) is not None and len(left) <= _BANK))


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
