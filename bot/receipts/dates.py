"""Printed text -> the date and the time of day in it, in the ways Mexican banks write them."""

from __future__ import annotations

import re
from datetime import date, time
from functools import lru_cache

from bot.receipts.fields import fold

_DIGIT = re.compile(r"\d")
_MONTHS = ("ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic")
_ENGLISH = {"jan": 1, "apr": 4, "aug": 8, "dec": 12, "set": 9}
_NAME = (
    r"(?P<name>ene(?:ro)?|feb(?:rero)?|mar(?:zo)?|abr(?:il)?|may(?:o)?|jun(?:io)?|jul(?:io)?|ago(?:sto)?"
    r"|sep(?:t(?:iembre|ember)?)?|set(?:iembre)?|oct(?:ubre|ober)?|nov(?:iembre|ember)?|dic(?:iembre)?"
    r"|jan(?:uary)?|february|march|june|july|apr(?:il)?|aug(?:ust)?|dec(?:ember)?)"
)
_GAP = r"[\s./,·-]*(?:de|del)?[\s./,·-]*"
_SPOKEN = (
    "primero", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez", "once", "doce", "trece",
    "catorce", "quince", "dieciseis", "diecisiete", "dieciocho", "diecinueve", "veinte", "veintiuno", "veintidos",
    "veintitres", "veinticuatro", "veinticinco", "veintiseis", "veintisiete", "veintiocho", "veintinueve", "treinta",
    "treinta y uno",
)  # fmt: skip
_SPOKEN_DAY = re.compile(
    rf"\b({'|'.join(sorted(_SPOKEN, key=len, reverse=True))})(?= (?:dias )?de(?:l mes de)? [a-z]{{4,10}} del? 20\d\d)"
)
_SHAPES = tuple(
    re.compile(shape)
    for shape in (
        r"(?<!\d)(?<!\d[-/.]\d[-/.])(?<!\d[-/.]\d\d[-/.])(?P<year>20\d\d)[-/.\s](?P<month>\d{1,2})[-/.\s](?P<day>\d{1,2})(?!\d)",
        rf"(?<!\d)(?P<day>\d{{1,2}}){_GAP}{_NAME}{_GAP}(?P<year>20\d\d|\d\d(?![\d:]))",
        rf"(?<![a-z]){_NAME}[\s.]+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s*(?:,|de)?\s*(?:de\s*)?(?P<year>20\d\d)",
        r"(?<!\d)(?P<day>\d{1,2})\s?[-/.]\s?(?P<month>\d{1,2})\s?[-/.]\s?(?P<year>20\d\d|\d\d)(?!\d)",
        r"(?<!\d)(?P<year>20\d\d)(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])(?!\d)",
        r"(?<!\d)(?P<day>0[1-9]|[12]\d|3[01])(?P<month>0[1-9]|1[0-2])(?P<year>20\d\d)(?!\d)",
    )
)
_TIME = re.compile(
    r"(?<![\d:.,$])(?P<hour>[01]?\d|2[0-3])\s?[:.;]\s?(?P<minute>[0-5]\d)(?:\s?[:.;]\s?(?P<second>[0-5]\d))?(?:\.\d+)?(?![\d,]|:\d|%)"
    r"\s*(?P<half>a\.?\s?m\b\.?|p\.?\s?m\b\.?|(?<=\d)[ap](?![a-z]))?",
)


def date_of(text: str) -> date | None:
    """Return the first date in `text`; None when there is none (B124: day first, unless that cannot be a date).

    >>> date_of("14/sep./2026"), date_of("5 de enero de 2026"), date_of("23/09/26"), date_of("jueves")
    (datetime.date(2026, 9, 14), datetime.date(2026, 1, 5), datetime.date(2026, 9, 23), None)
    """
    if _DIGIT.search(text) is None:
        return None
    folded = _cleared(text)
    for shape in _SHAPES:
        for found in shape.finditer(folded):
            day = _date(found)
            if day is not None:
                return day
    return None


def time_of(text: str, *, dotted: bool = False) -> time | None:
    """Return the first time of day in `text`, without its date; None when there is none.

    With `dotted`, "08.58.12" and "08.58" are times too.

    >>> time_of("11/11/2026 04:43 PM"), time_of("09:12:31 a. m."), time_of("$12.30")
    (datetime.time(16, 43), datetime.time(9, 12, 31), None)
    """
    if _DIGIT.search(text) is None:
        return None
    folded = _cleared(text)
    for shape in _SHAPES:
        folded = shape.sub(lambda found: " " if _date(found) else found[0], folded)
    for found in _TIME.finditer(folded):
        separated = found[0][: found.end("minute") - found.start()]
        if "." in separated and not (dotted or found["second"]):
            continue
        return _time(found)
    return None


@lru_cache(maxsize=2000)  # a text is asked for its day by many rules, and for its hour
def _cleared(text: str) -> str:
    """Return folded text with the ISO "T" opened and digits that the OCR took for letters put back."""
    folded = fold(text)
    folded = _SPOKEN_DAY.sub(lambda found: str(_SPOKEN.index(found[1]) + 1), folded)
    folded = re.sub(r"(?<=\d)t(?=\d\d:)", " ", folded)
    folded = re.sub(
        r"(?<!\d)(20\d\d[-/.]\d\d[-/.]\d\d|\d\d[-/.]\d\d[-/.]20\d\d|\d\d[-/.]\d\d[-/.](?!20)\d\d)(?=\d\d?:\d\d)",
        r"\1 ",
        folded,
    )
    folded = re.sub(r"(?<!\d)(\d\d[a-z]{3}\d\d)(?=\d\d:\d\d)", r"\1 ", folded)  # 14OCT2612:15
    folded = re.sub(r"(?<![a-z])0(?=ct)|(?<=(?<![a-z])ag)0|(?<=(?<![a-z])n)0(?=v)", "o", folded)
    folded = re.sub(r"(?<=[\s/.-])5(?=ep)", "s", folded)
    folded = re.sub(r"(?<!\d)(\d\d)([/-])(\d\d)(?=20\d\d(?!\d))", r"\1\2\3\2", folded)  # a stroke was lost
    return re.sub(r"(?<=[\d/:.-])o(?=[\d/:.\s-]|$)|(?<![a-z])o(?=\d)", "0", folded)


def _date(found: re.Match[str]) -> date | None:
    parts = found.groupdict()
    month = int(parts["month"]) if parts.get("month") else _month(parts["name"])
    day, year = int(parts["day"]), int(parts["year"])
    year += 2000 if year < 100 else 0
    if month > 12 >= day:
        day, month = month, day
    if not 2015 <= year <= 2060:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _month(name: str) -> int:
    short = name[:3]
    return _ENGLISH.get(short) or _MONTHS.index(short) + 1


def _time(found: re.Match[str]) -> time | None:
    hour = int(found["hour"])
    half = (found["half"] or "")[:1]
    if half == "p" and hour < 12:
        hour += 12
    if half == "a" and hour == 12:
        hour = 0
    return time(hour, int(found["minute"]), int(found["second"] or 0))
