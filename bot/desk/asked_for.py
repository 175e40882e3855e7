"""What staff typed into the search -> the kinds of things that it could mean."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.matching.payment_key import typed
from bot.money import parse_amount
from bot.slips.reference import LEAST_DIGITS, MOST_DIGITS, normalise
from bot.store.search_words import search_words

LONGEST = 100  # characters that are looked at
_CASE = re.compile(r"(?:c|caso)\s*[-#.]?\s*([0-9]{1,15})|#\s*([0-9]{1,15})", re.IGNORECASE)
_REFERENCE = re.compile(r"(?:(?:n[oú]m?\.?|referencia|ref|constancia)\W*)*([0-9][0-9\s.\-]*)", re.IGNORECASE)
_AMOUNT = re.compile(r"\$.*|[0-9][0-9,\s]*\.[0-9]{2}|[0-9]{1,3}(,[0-9]{3})+")
_RFC = re.compile(r"[A-ZÑ&]{3,4}[0-9]{6}[A-Z0-9]{3}")  # SAT: 12 characters of a company, 13 of a person
_MOST_CASE_DIGITS = 5  # a bare number of six is a reference


@dataclass(frozen=True, slots=True)
class Asked:
    """The kinds that a text could mean; what it cannot mean is empty."""

    case: int | None = None
    reference: str = ""
    amount: int | None = None  # centavos
    rfc: str = ""
    printed: str = ""  # on a receipt: tracking key, folio, account; folded
    address: str = ""
    words: tuple[str, ...] = ()  # beginnings of a customer's name or address


def asked_for(text: str) -> Asked:
    """Return what somebody may be looking for; an Asked of nothing when nothing can be found by it.

    >>> asked_for("C-4821").case, asked_for("ref 935 447").reference, asked_for("$1,440").amount
    (4821, '935447', 144000)
    """
    text = "".join(filter(str.isprintable, " ".join(text.split())))[:LONGEST].strip()  # PostgreSQL refuses a NUL
    if named := _CASE.fullmatch(text):
        return Asked(case=int(named[1] or named[2]))
    if _AMOUNT.fullmatch(text):
        return _of_amount(text)
    bare = re.sub(r"[\s\-]", "", text).upper()
    if _RFC.fullmatch(bare):
        return Asked(rfc=bare, printed=typed(bare))
    if _REFERENCE.fullmatch(text):
        return _of_number(normalise(text) or re.sub(r"\D", "", text))
    if "@" in text:
        return Asked(address=text.lower(), words=search_words(text))
    is_printed = any(letter.isdigit() for letter in text) and len(bare) >= MOST_DIGITS
    return Asked(printed=typed(text) if is_printed else "", words=search_words(text))


def _of_amount(text: str) -> Asked:
    try:
        return Asked(amount=parse_amount(text))
    except ValueError:
        return Asked()


def _of_number(digits: str) -> Asked:
    is_reference = LEAST_DIGITS <= len(digits) <= MOST_DIGITS
    return Asked(
        case=int(digits) if 0 < len(digits) <= _MOST_CASE_DIGITS else None,
        reference=digits if is_reference else "",
        printed=typed(digits),
    )
