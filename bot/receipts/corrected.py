"""A receipt and what a person reads on its paper -> the receipt with that value; and as the bot had read it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from bot.errors import ComprobotError
from bot.model import Correction
from bot.money import parse_amount
from bot.receipts.accounts import masked
from bot.receipts.currencies import FOREIGN

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.model import Receipt, Status

FIELDS = {
    "amount": "Importe",
    "currency": "Moneda",
    "references": "Referencia",
    "payee_account": "Cuenta de destino",
    "paid_on": "Fecha de pago",
    "tracking_key": "Clave de rastreo",
    "folio": "Folio",
    "status": "Estado",
    "payer_name": "Quién paga",
    "payer_bank": "Banco de quien paga",
}
"""What a person may read otherwise, as staff call it: by these data a payment is matched and known again."""
STATES: dict[Status, str] = {
    "completed": "pagado",
    "scheduled": "programado",
    "pending": "en proceso",
    "rejected": "rechazado",
}
"""What a paper says of its payment, as staff call it."""
_MASKS = str.maketrans(dict.fromkeys("•●·∗xX", "*"))
_LONGEST_KEY = 30  # characters of SPEI's tracking key
_LONGEST_NAME = 120  # characters
_CURRENCY = re.compile(r"[A-Z]{3,4}")
_ACCOUNT = re.compile(r"(?:\d{3,6})?\*{0,18}\d{3,18}")  # whole, or as the paper masks it
_YEARS = range(2000, 2100)
_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")


def typed(receipt: Receipt, field: str) -> str:
    """Return a value as a person would type it, "" for one that was not read."""
    value = getattr(receipt, field)
    if field == "amount":
        return f"{value // 100}.{value % 100:02d}" if value is not None else ""
    if field == "paid_on":
        return f"{value:%d/%m/%Y}" if value is not None else ""
    if field == "status":
        return STATES[receipt.status]
    return ", ".join(value) if field == "references" else value or ""


def corrected(receipt: Receipt, field: str, words: str, by: str) -> Receipt:
    """Return the receipt with this value, and with what stood there before; ComprobotError when it is none."""
    before = Correction(field, by, typed(receipt, field))
    found = _with(receipt, field, words)
    if field == "amount":  # he read it
        found = replace(found, flags=tuple(flag for flag in found.flags if flag != "amount_deduced"))
    if field == "references":  # what he typed is the reference: no other number of the paper is
        found = replace(found, candidates=())
    return replace(found, corrected=(*receipt.corrected, before))


def as_read(receipt: Receipt) -> Receipt:
    """Return the receipt as the bot had read it: its keys stay spent whatever a person reads there."""
    for one in reversed(receipt.corrected):
        receipt = _back(receipt, one)
    return replace(receipt, corrected=())


def _back(receipt: Receipt, one: Correction) -> Receipt:
    """Return the receipt with what the bot had read: that may be nothing that a person could type."""
    if one.field in ("amount", "references", "paid_on", "status"):
        return _with(receipt, one.field, one.before)
    printed: dict[str, Any] = {one.field: one.before or None}
    return replace(receipt, **printed)


def overruled(receipt: Receipt) -> str:
    """Return in words how a person's reading makes a payment of what the paper says is none yet; "" when it does not.

    What was read first counts, and so does whoever changed it last.
    """
    for field, allowed in (("status", {STATES["completed"]}), ("currency", {"", "MXN"})):
        said = [one for one in receipt.corrected if one.field == field]
        now = typed(receipt, field)
        if said and said[0].before not in allowed and now in allowed:
            return f"el bot leyó «{said[0].before}» y {said[-1].by} lo cambió por «{now or 'MXN'}»."
    return ""


def unpaid(receipt: Receipt) -> str:
    """Return in words why the paper as it stands speaks of no payment in pesos, "" when it does."""
    if receipt.status != "completed":
        return f"el comprobante dice «{STATES[receipt.status]}»."
    if "returned" in receipt.flags:
        return "el comprobante dice «devuelto»."
    return f"el comprobante dice «{receipt.currency}»." if receipt.currency not in (None, "MXN") else ""


def _with(receipt: Receipt, field: str, words: str) -> Receipt:
    empty: Any = () if field == "references" else None
    typed_in = words.strip() or field == "status"  # a paper always says one
    changed: dict[str, Any] = {field: _PARSED[field](words.strip()) if typed_in else empty}
    return replace(receipt, **changed)


def _amount(words: str) -> int:
    try:
        found = parse_amount(words) if "-" not in words else 0
    except ValueError:
        found = 0
    if found <= 0:
        raise ComprobotError(f"«{words}» no es un importe; escríbalo así: 1305.00.")
    return found


def _references(words: str) -> tuple[str, ...]:
    found = tuple(dict.fromkeys(number.lstrip("0") for number in re.split(r"[\s,;]+", words)))
    if not all(number.isascii() and number.isdigit() for number in found):
        raise ComprobotError(f"«{words}» no es una referencia; escriba sólo sus dígitos.")
    return found


def _day(words: str) -> date:
    said = _DAY.fullmatch(words)
    try:
        found = date(int(said[3]), int(said[2]), int(said[1])) if said else date.fromisoformat(words)
    except ValueError:
        found = date.min
    if found.year not in _YEARS:
        raise ComprobotError(f"«{words}» no es una fecha; escríbala así: 22/11/2026.")
    return found


def _account(words: str) -> str:
    account = re.sub(r"[\s-]", "", words).translate(_MASKS)
    if not (account.isascii() and _ACCOUNT.fullmatch(account)):
        raise ComprobotError(f"«{words}» no es una cuenta; escriba sus cifras, con * lo que no se ve: *6374.")
    return masked(account)


def _folio(words: str) -> str:
    folio = "".join(words.split()).upper()
    if not (folio.isascii() and folio.replace("-", "").isalnum() and len(folio) <= _LONGEST_KEY):
        raise ComprobotError(f"«{words}» no es un folio: son hasta {_LONGEST_KEY} letras y cifras.")
    return folio


def _status(words: str) -> Status:
    found = next((status for status, called in STATES.items() if words.lower() == called), None)
    if found is None:
        raise ComprobotError(f"«{words}» no es un estado; escriba {', '.join(STATES.values())}.")
    return found


def _name(words: str) -> str:
    name = " ".join(words.split())
    if not name.isprintable() or len(name) > _LONGEST_NAME:
        raise ComprobotError(f"«{name[:30]}» no es un nombre; escríbalo en un renglón, hasta {_LONGEST_NAME} letras.")
    return name


def _currency(words: str) -> str:
    if words == FOREIGN:  # as the bot calls one that it does not know
        return words
    if not _CURRENCY.fullmatch(words.upper()):
        raise ComprobotError(f"«{words}» no es una moneda; escriba sus tres letras: MXN, USD.")
    return words.upper()


def _key(words: str) -> str:
    key = "".join(words.split()).upper()
    if not (key.isascii() and key.isalnum() and len(key) <= _LONGEST_KEY):
        raise ComprobotError(f"«{words}» no es una clave de rastreo: son hasta {_LONGEST_KEY} letras y cifras.")
    return key


_PARSED: dict[str, Callable[[str], Any]] = {
    "amount": _amount, "references": _references, "paid_on": _day, "tracking_key": _key, "payee_account": _account,
    "folio": _folio, "status": _status, "payer_name": _name, "payer_bank": _name, "currency": _currency,
}  # fmt: skip
