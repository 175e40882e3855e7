"""Lines under no label, and sentences -> the slip references that the payer wrote there, or may have written."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.receipts import accounts
from bot.receipts.fields import fold
from bot.receipts.references import LEAST, Written, is_default, is_marked, numbers_in, strangers_in

if TYPE_CHECKING:
    from datetime import date

    from bot.receipts.places import Said

MOST_NAMED = 7  # digits of a reference that a sentence names; longer ones are folios
LINE = 60  # letters; what is longer is a sentence
_NAMED = re.compile(r"\bref(?:erencia|\.)?\s?(?:numerica|num\.?|no\.?)?\s?:?\s?(\d{5,10})(?!\d)")
_PRICE = re.compile(r"\d[.,]\d|\$")  # an amount, a rate of exchange
# a line that names its number is no payer's: "CHEQUE NO. 4472965", "TRX 882716"
_OF_ELSE = re.compile(
    r"(?:\b(?:no|num|numero|nro|nr|id|clave|cve|trx?|tx|trans\w*|oper?\w*|movto|mov|secuencia\w*|sec|consecutivo|archivo|validacion|solicitud|transmision|aut\w*|lote|guia|tienda|tda"
    r"|caja|caj|cajer[oa]|suc|emb|trn|rrn|stan|aprob\w*|conv\w*|cie|emisora|cr|cta|cte|afil\w*|atm|terminal|term|usuario|empleado|operador|serie|cheque|socio|sesion)|#)[\s.:#°º-]*[a-z]?\d"
)
# the till's own, and nobody's slip
_OF_TILL = re.compile(
    r"\b(?:sec|secuencia|seq|sequence|trace|trx|mov|movto|aut|autoriz\w*|suc|caja|cajer[oa]|terminal|term|atm)\b"
    r"(?:[\s.:#-]|no\b|num\b)*\d"
)
_MARKED = re.compile(r"[^\W\d_]{1,3}\W{0,2}0*\d{6,7}")  # "Ord.1157702", "LIQ 1185502"
_ALONE = re.compile(r"0*\d{6,7}|\d{2,4}(?:[ -]\d{2,4}){1,2}")
_NO_NAME = re.compile(r"(?:[a-z]{1,4}\W{0,2})?0*\d{6,7}(?:(?: y |\W{1,3})0*\d{6,7})*")  # "para 418833 y 418847"
LETTER = re.compile(r"[^\W\d_]")
LEAST_LETTERS = 4  # that make a number's line a text
_ACCOUNTS = ("payer_account", "payee_account")


def loose(said: tuple[Said, ...], paid_on: date | None, taken: set[str]) -> Written:
    """Return what a loose line marks as the reference, or one that a sentence names; what else may be is a candidate.

    `taken` are the numbers that are known to be something else.
    """
    candidates: list[str] = []
    for one in said:
        if _is_no_name(one):
            candidates += [number for number in numbers_in(one.value) if number not in taken]
        if is_sentence(one):
            candidates += _in_a_sentence(one, paid_on)
        if one.field or len(one.value) > LINE or accounts.account_of(one.value):
            continue
        numbers = tuple(number for number in numbers_in(one.value) if number not in taken and len(number) in (6, 7, 8))
        if numbers and is_marked(one.value):
            return Written(numbers, one, tuple(candidates))
        if not _OF_TILL.search(fold(one.value)):
            candidates += numbers or (strangers_in(one.value) if _is_payers(one.value) else ())
    sole = [one for one in said if is_sentence(one) and _in_a_sentence(one, paid_on)]
    named = tuple(dict.fromkeys(number for one in sole for number in _in_a_sentence(one, paid_on)))
    if len(named) == 1:
        return Written(named, sole[0], tuple(candidates))
    return Written((), None, tuple(candidates))


def alone(
    said: tuple[Said, ...], paid_on: date | None, taken: set[str], concept: Written, lines: Written
) -> tuple[Written, Written]:
    """Return concept and lines with the one number that stands under no label that we know.

    Among words it is the payer's, as in a concept, and goes before a bank's filler; alone it counts when nothing else
    does. Of two such numbers neither is believed, nor one behind the bare label of an account: it is that account.
    """
    found = {
        (number, one)
        for before, one in zip((None, *said), said, strict=False)
        if not (before and before.field in _ACCOUNTS and not before.value)
        if not one.field and len(one.value) <= LINE and not accounts.account_of(one.value)
        if _is_payers(one.value)
        for number in numbers_in(one.value)
        if number not in taken and len(number) in (6, 7) and not is_default(number, one.value, paid_on)
    }
    plain = {(number, one) for number, one in found if not _MARKED.fullmatch(one.value.strip())}
    worded = {number: one for number, one in plain if LETTER.search(one.value)}
    every = dict(plain or found)  # "PO-4215599" may be anybody's
    return _the_one(worded, concept), _the_one(every, lines)


def _is_no_name(one: Said) -> bool:
    """Whether numbers stand where a name should: "Cliente 1206 901" names nobody."""
    text = fold(one.value).strip()
    return (one.field == "payer_name" and _ALONE.fullmatch(text) is not None) or (
        one.field in ("payer_name", "payee_name") and _NO_NAME.fullmatch(text) is not None
    )


def _the_one(found: dict[str, Said], without: Written) -> Written:
    """Return the one number with where it stands; what there was without it when there are none or several."""
    if len(found) != 1:
        return without
    return Written(tuple(found), next(iter(found.values())), without.candidates, is_deduced=True)


def _is_payers(text: str) -> bool:
    """Whether a line without a label may be what the payer wrote: a number alone or among words, no price, no till."""
    if _PRICE.search(text) or _OF_ELSE.search(fold(text)):
        return False
    if _ALONE.fullmatch(text.strip()) or _MARKED.fullmatch(text.strip()):
        return True
    return len(LETTER.findall(text)) >= LEAST_LETTERS


def is_sentence(one: Said) -> bool:
    """Whether it is a line of running text; one that begins with "nombre de" has been taken for a label."""
    return len(one.value) > LINE and one.field in ("", "name", "payee_name", "payer_name")


def _in_a_sentence(one: Said, paid_on: date | None) -> tuple[str, ...]:
    """Return the numbers that a bank's letter names: "con número de referencia 935447, concepto ..."."""
    named = (number for number in _NAMED.findall(fold(one.value)) if not is_default(number, number, paid_on))
    return tuple(number.lstrip("0") for number in named if LEAST <= len(number.lstrip("0")) <= MOST_NAMED)
