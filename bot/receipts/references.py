"""What the payer wrote -> the slip references in it, and which of them the open slips confirm."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from bot.receipts.fields import fold, lettered

if TYPE_CHECKING:
    from datetime import date

    from bot.receipts.places import Said


_DAY_FORMS = {6: ("%d%m%y", "%y%m%d", "%m%d%y"), 8: ("%d%m%Y", "%Y%m%d")}  # by how many digits spell the day
LEAST, MOST = 5, 10  # digits of a slip's reference
FILLER = 7  # digits that some banks print at random in a numeric reference which its payer left empty (READING.md)
_RFC = re.compile(r"\b[a-zñ&]{3,4}[\s-]?\d{6}[\s-]?[a-z0-9]{3}\b")
_DATED = re.compile(
    r"(?<!\d)(?:0?[1-9]|[12]\d|3[01])[/.-](?:0?[1-9]|[12]\d|3[01])[/.-]\d{2,4}|\d{4}-\d{2}-\d{2}|\d{1,2}:\d{2}(?::\d{2})?"
)
_MONEY = re.compile(r"\d{1,3}(?:,\d{3})+\.\d{3,}|\$\s*[\d,.]+|\d[\d,]*\.\d{2}(?!\d)|(?<![\d,])\d{1,3}(?:,\d{3})+(?!\d)")
# A number behind one of these is something else: an invoice, an order, a telephone.
_OTHER = re.compile(
    r"\b(?:nuestra\s?ref(?:erencia)?|fact(?:ura)?s?|fac|folio|pedido|nota|orden|remision|cotizacion|cliente|contrato|tel(?:efono)?|cel(?:ular)?"
    r"|aut(?:orizacion)?|poliza|ticket|cuenta|cta|clabe|c\.?p|oc|suc(?:ursal)?|ejercicio|rfc|version)\b"
    r"[\s.:#-]*(?:(?:no|num|numero)\b[\s.:#°º]*)?[a-z]{0,2}-?\s?\d[\d-]*(?:\s?(?:,|y|e)\s?\d[\d-]*)*"
)
_CODE = re.compile(r"(?<![a-z\d])\d+[a-z]{1,4}\d[a-z\d]*")  # digits, letters and digits again: a bank's code
_APART = re.compile(r"[1-9]\d{4} \d{1,2}|[1-9]\d{3} \d{2,3}")
_RUN = re.compile(r"\d(?:[\d]|[\s/_.-]{1,2}(?=\d))*")
_WORD_BEFORE = re.compile(
    r"(?:ref(?:erencia)?s?|constancia|slip|ficha)\W*(?:(?:no|num|numero|de|del|pago|es|era|fue|la|el|correcta)\W*)*$"
)


class Written(NamedTuple):
    """The references, the text that holds them, and the other candidates, best first.

    `rival` is where the payer wrote other ones: his field names one slip and his concept another, or an invoice, an
    order. `is_deduced` says that the paper prints them where nobody writes a reference, or calls them something else.
    """

    references: tuple[str, ...]
    said: Said | None
    candidates: tuple[str, ...]
    is_ambiguous: bool = False
    rival: Said | None = None
    is_deduced: bool = False


def numbers_in(text: str, *, own_field: bool = False) -> tuple[str, ...]:
    """Return the numbers in `text` that have the shape of a slip's reference, leading zeros dropped, marked ones first.

    With `own_field` the text is a reference's own field: letters that the OCR took for digits are put back.

    >>> numbers_in("pago935447"), numbers_in("90 59 57"), numbers_in("PAGO 1086-130"), numbers_in("950999 951030")
    (('935447',), ('905957',), ('1086130',), ('950999', '951030'))
    >>> numbers_in("SPE1505125T7"), numbers_in("factura 48211 ref 0935447")
    ((), ('935447',))
    """
    folded = lettered(fold(text))
    if own_field and _APART.fullmatch(folded.strip()):  # a till's boxes, one digit of which stands apart
        folded = folded.replace(" ", "")
    if own_field or re.fullmatch(r"[\doli|sb\s-]*\d[\doli|sb\s-]*", folded):
        folded = _digits_again(folded)
    for shape in (_RFC, _DATED, _MONEY, _OTHER, _CODE):
        folded = shape.sub(" | ", folded)
    marked: list[str] = []
    plain: list[str] = []
    for run in _RUN.finditer(folded):
        before = folded[: run.start()]
        goes_on = bool(marked) and re.search(r"\d[\s,;/&+yo]+$", before) is not None
        kept = marked if goes_on or _WORD_BEFORE.search(before) else plain
        kept.extend(number for number in _numbers(run[0]) if number not in kept)
    return tuple(dict.fromkeys(marked + plain)) if not marked else tuple(dict.fromkeys(marked))


def strangers_in(text: str) -> tuple[str, ...]:
    """Return the numbers of 6 or 7 digits that `numbers_in` leaves out as an invoice's, an order's, a client's.

    >>> strangers_in("factura 935447")
    ('935447',)
    """
    others = [other[0] for other in _OTHER.finditer(lettered(fold(text)))]
    found = [number for other in others for digits in _RUN.findall(other) for number in _numbers(digits)]
    return tuple(number for number in dict.fromkeys(found) if len(number) in (6, 7))


def is_marked(text: str) -> bool:
    """Whether `text` names a number as the reference.

    >>> is_marked("ref 935447"), is_marked("La referencia es 935447"), is_marked("la referencia de mi pedido es 935447")
    (True, True, False)
    """
    folded = lettered(fold(text))
    return any(_WORD_BEFORE.search(folded[: run.start()]) for run in _RUN.finditer(folded))


def is_default(number: str, printed: str, paid_on: date | None) -> bool:
    """Whether a numeric reference is what banks print when the payer left it empty: the date, 1234567, 1111111.

    The date may be a banking day off (B123); where no day was read, any day of these years is taken for one.
    """
    if len(set(number)) == 1 or number in ("123456", "1234567", "12345", "12345678"):
        return True
    plain = re.sub(r"\D", "", printed)
    days = [
        _day(digits, form) for digits in {plain, number, number.zfill(6)} for form in _DAY_FORMS.get(len(digits), ())
    ]
    if paid_on and len(plain) == 7 and plain.startswith(paid_on.strftime("%d%m%y")):
        return True  # the day and one digit more, to fill the field
    if paid_on is None:
        return any(day is not None and 2024 <= day.year <= 2035 for day in days)
    return any(day is not None and abs((day - paid_on).days) <= 4 for day in days)


def _day(digits: str, form: str) -> date | None:
    """Return the day that exactly these digits spell, or None."""
    try:
        day = datetime.strptime(digits, form).date()  # noqa: DTZ007 - a printed day has no zone
    except ValueError:
        return None
    return day if day.strftime(form) == digits else None


def _digits_again(folded: str) -> str:
    """Return the text with O, I, l, S, B inside runs of digits read as 0, 1, 1, 5, 8."""

    def mend(run: re.Match[str]) -> str:
        known = sum(letter.isdigit() for letter in run[0])
        return run[0].translate(str.maketrans("oil|sb", "011158")) if known * 2 > len(run[0]) and known >= 4 else run[0]

    return re.sub(r"(?<![a-z])[\doil|sb]+(?![a-z])", mend, folded)


def _numbers(run: str) -> list[str]:
    """Return the references that one run of digits with spaces and hyphens stands for."""
    chunks = re.findall(r"\d+", run)
    whole = [chunk for chunk in chunks if LEAST <= len(chunk.lstrip("0")) <= MOST]
    spaced = len(chunks) > LEAST and all(len(chunk) == 1 for chunk in chunks)  # one digit a box: "9 3 5 4 4 7"
    if not whole and (spaced or (1 < len(chunks) <= 4 and all(len(chunk) <= 4 for chunk in chunks))):
        joined = "".join(chunks).lstrip("0")
        return [joined] if 6 <= len(joined) <= 8 else []
    return [chunk.lstrip("0") for chunk in whole]
