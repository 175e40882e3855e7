"""What is said on a page -> the currency of its payment: a foreign one as soon as the paper says so."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.receipts import amounts
from bot.receipts.fields import fold

if TYPE_CHECKING:
    from bot.receipts.places import Said
    from bot.receipts.sums import Priced

# beside an amount; ISO 4217 of the countries that send money to Mexico, signs, and pesos that are not Mexican
_BESIDE = re.compile(
    r"(?P<code>\b(?:usd|eur|cad|gbp|chf|jpy|cny|cop|ars|clp|pen|brl|gtq|crc|hnl|nio|dop|uyu|bob|cup|btc|usdt|udis?)\b)"
    r"|(?P<sign>us\$|u\$s|c\$|r\$|[€£¥])|\b(?:dolar(?:es)?|euros?|libras|yen(?:es)?|yuan(?:es)?|francos|quetzales|colones|lempiras|reales|soles)\b"
    r"|\bpesos? (?:colombian|argentin|chilen|uruguay|dominican|cuban)\w+"
)
# anywhere on a paper whose amount says nothing of its currency
_ANYWHERE = re.compile(r"\b(?:usd|eur|dolar(?:es)?|euros?|tipo de cambio|moneda extranjera)\b|[€£]|us\$")
_SIGNS = {"us$": "USD", "u$s": "USD", "c$": "CAD", "r$": "BRL", "€": "EUR", "£": "GBP", "¥": "JPY"}
FOREIGN = "moneda extranjera"
"""What is said of a currency that nobody needs to know by its code."""


def of(said: tuple[Said, ...], amount: Priced) -> str | None:
    """Return the currency printed with the amount, in a field of its own, or, when it is foreign, anywhere else."""
    own = [amount.said.value, amount.said.label]
    fields = [one.value for one in said if one.field == "currency"]
    foreign = next((code for text in (*own, *fields) if (code := _foreign(text))), None)
    if foreign is not None:
        return foreign
    told = amount.money.currency or next(
        (code for text in (*fields, *own) if (code := amounts.currency_of(text))), None
    )
    if told is not None:
        return told
    return FOREIGN if any(_ANYWHERE.search(fold(text)) for one in said for text in (one.value, one.label)) else None


def of_unread(said: tuple[Said, ...]) -> str | None:
    """Return the foreign currency of a paper that does not tell which sum was paid: of its field, or beside any sum."""
    told = [one.value for one in said if one.field == "currency"]
    told += [one.value for one in said if one.field != "fee" and amounts.is_sum(one.value)]
    return next((code for text in told if (code := _foreign(text))), None)


def _foreign(text: str) -> str | None:
    """Return the foreign currency that a short text names.

    >>> _foreign("$1,305.00 CAD"), _foreign("€1,305.00"), _foreign("$1,305.00 MXN"), _foreign("Dólares americanos")
    ('CAD', 'EUR', None, 'USD')
    """
    found = _BESIDE.search(fold(text))
    if found is None:
        return None
    if found["code"]:
        return found["code"].upper()
    told = _SIGNS.get(found["sign"] or "") or amounts.currency_of(text)
    return told if told not in (None, "MXN") else FOREIGN
