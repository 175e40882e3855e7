"""Printed text -> amounts of money in it, in digits and in Spanish words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from bot.receipts.fields import fold

_CURRENCY = r"(?:MXN|MXP|M\.?\s?X\.?\s?N|M\.?\s?N\.?|USD|US|DLLS?|DLS|EUR)"
_MONEY = re.compile(
    rf"""(?<![\w.,/:#-])(?P<before>{_CURRENCY}\.?\s*)?(?P<minus>[-+–]\s*)?(?P<sign>[$S](?=[\s*\dOo]))?[\s*]*(?P<minus2>-\s*)?
        (?:
          (?P<whole>\d{{1,3}}(?:[,.'’\s]\s?\d{{3}})+|\d{{1,9}})\s?[.,·∙]\s?(?P<cents>[\dOo]{{2}})  # 1,305.00  1.305,00
          | (?P<raised>\d{{1,3}}(?:,\d{{3}})+)\s?(?P<small>\d{{2}})                              # 1,30500: raised cents
          | (?(sign)(?P<dotted>\d{{1,3}}(?:\.\d{{3}})+)|(?!))                                    # $ 4.060
          | (?P<bare>\d{{1,3}}(?:,\d{{3}})+|\d{{1,4}})                                         # 1,305  870
        )
        (?P<after>\s*-?\s*(?:{_CURRENCY}|PESOS?|D[OÓ]LARES|EUROS)\b\.?)?(?![\w%]|[.,·∙/:-]\d)""",
    re.VERBOSE | re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")
_COLON = re.compile(r"(?<=\d,\d{3}):(?=\d\d(?![\d:]))")  # "$ 8,700:00"
_LETTER_O = re.compile(r"(?<=\d)[Oo](?=\d{0,2}[.,]\d)")  # "2,61O.00"
_CODES = (
    ("USD", r"\bUSD\b|\bUS\b|\bDLLS?\b|\bDLS\b|dolar"),
    ("EUR", r"\bEUR\b|\beuros?\b|€"),
    ("MXN", r"\bMX[NP]\b|\bM\.?\s?N\b|\bpesos?\b|moneda nacional"),
)
_NUMBERS = {
    "un": 1, "uno": 1, "una": 1, "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "seis": 6, "siete": 7, "ocho": 8,
    "nueve": 9,
    "diez": 10, "once": 11, "doce": 12, "trece": 13, "catorce": 14, "quince": 15, "dieciseis": 16, "diecisiete": 17,
    "dieciocho": 18, "diecinueve": 19, "veinte": 20, "veintiun": 21, "veintiuno": 21, "veintidos": 22, "veintitres": 23,
    "veinticuatro": 24, "veinticinco": 25, "veintiseis": 26, "veintisiete": 27, "veintiocho": 28, "veintinueve": 29,
    "treinta": 30, "cuarenta": 40, "cincuenta": 50, "sesenta": 60, "setenta": 70, "ochenta": 80, "noventa": 90,
    "cien": 100, "ciento": 100, "doscientos": 200, "trescientos": 300, "cuatrocientos": 400, "quinientos": 500,
    "seiscientos": 600, "setecientos": 700, "ochocientos": 800, "novecientos": 900,
}  # fmt: skip
_JOINING = ("y", "mil", "millon", "millones")


@dataclass(frozen=True, slots=True)
class Money:
    """An amount as printed: centavos, its currency when printed, and whether more than digits says that it is money."""

    centavos: int
    currency: str | None
    certain: bool  # a sign, a currency or cents stand with it


def amounts_in(text: str) -> tuple[Money, ...]:
    """Return the amounts that stand in `text`, in order; bare whole numbers too, as not certain.

    >>> [money.centavos for money in amounts_in("-$1,740.00 MXP, comisión $ 5.80")]
    [174000, 580]
    >>> [money.centavos for text in ("$1,450·84", "$ 8,700:00", "8:00") for money in amounts_in(text)]
    [145084, 870000]
    """
    if _DIGIT.search(text) is None:
        return ()
    return tuple(_money(found) for found in _MONEY.finditer(_COLON.sub(".", _LETTER_O.sub("0", text))))


@lru_cache(maxsize=2000)  # every neighbour on a page asks it again
def is_sum(text: str) -> bool:
    """Return whether an amount of money stands in a piece's text beyond doubt."""
    return any(money.certain for money in amounts_in(text))


def amount_of(text: str) -> Money | None:
    """Return the one amount that `text` says; None when it has none or several different ones.

    >>> amount_of("MXN 21,750.00"), amount_of("1305"), amount_of("entre $5.00 y $10.00")
    (Money(centavos=2175000, currency='MXN', certain=True), Money(centavos=130500, currency=None, certain=False), None)
    """
    found = amounts_in(text)
    certain = tuple(money for money in found if money.certain) or found
    if len({money.centavos for money in certain}) != 1 or len(text) > 60:
        return None
    return certain[0]


def currency_of(text: str) -> str | None:
    """Return the currency that is printed in `text`: MXN, USD, EUR or None."""
    folded = fold(text)
    return next((code for code, shape in _CODES if re.search(shape, folded, re.IGNORECASE)), None)


def amount_in_words(text: str) -> int | None:
    """Return centavos of an amount in Spanish words; None when there is none.

    >>> amount_in_words("(UN MIL TRESCIENTOS CINCO PESOS 00/100 M.N.)")
    130500
    """
    found = re.search(r"([a-z\s]+?)\s+pesos?\b(?:\s+(?:con\s+)?(\d{1,2})\s*/\s*100)?", fold(text))
    if found is None:
        return None
    pesos = _spoken(found[1].split())
    return None if pesos is None else pesos * 100 + int(found[2] or 0)


def _spoken(words: list[str]) -> int | None:
    """Return the number that the last words say; None when the last of them is no number."""
    if words and words[-1] == "de":  # un millón de pesos
        words = words[:-1]
    said: list[str] = []
    for place, word in reversed(tuple(enumerate(words))):
        if word not in _NUMBERS and word not in _JOINING:
            if place and words[place - 1] in _NUMBERS:
                return None  # "dos hil doscientos": a word between two that count was misread
            break
        said.insert(0, word)
    if not said or said == ["y"]:
        return None
    total = group = 0
    for word in said:
        if word == "mil":
            total, group = total + (group or 1) * 1000, 0
        elif word.startswith("millon"):
            total, group = (total + (group or 1)) * 1_000_000, 0
        else:
            group += _NUMBERS.get(word, 0)
    return total + group


def _money(found: re.Match[str]) -> Money:
    whole = re.sub(r"\D", "", found["whole"] or found["raised"] or found["dotted"] or found["bare"])
    cents = (found["cents"] or found["small"] or "00").replace("O", "0").replace("o", "0")
    around = f"{found['before'] or ''} {found['after'] or ''}"
    certain = bool(found["cents"] or found["small"] or found["sign"] or around.strip())
    certain = certain and not found["dotted"]  # it may be a rate of exchange
    return Money(int(whole) * 100 + int(cents), currency_of(around), certain)
