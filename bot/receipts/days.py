"""What is said on a page -> the day and the hour of the payment, never a guess between two days."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from bot.receipts import accounts, dates
from bot.receipts.fields import fold

if TYPE_CHECKING:
    from datetime import date, time

    from bot.receipts.places import Said

_DONE_ON = re.compile(
    r"\b(?:operad|realizad|efectuad|aplicad|pagad|liquidad)[oa] el (?:dia )?\d"
    r"|\bel (?:dia )?\d.{0,60}\bse (?:realizo|efectuo|aplico|llevo|envio|registro)|(?:el|del?) dia \d"
    r"|\bcon fecha (?:del? )?\d"
)
_BOOKED = re.compile("contable")
_ISSUED = re.compile(r"contable|emision|expedicion|impresion|emitid|registro|alta|consulta")
_DAY_OF_SUM = re.compile(r"\W*el (?:dia )?\d{1,2}[ /.-]")  # "Monto enviado el 24/09/2026"
_TELLING = ("", "folio", "other", "status", "time", "payer_name")  # whose text may end with the day it was done
_SENT_ON = re.compile(
    r"\b(?:envia|realiza|paga|transferi|efectua|opera|deposita|manda)(?:d[oa]|ste|mos)\b.{0,60}"
    r" el (?:dia )?\d{1,2} de [a-z]{4,10}(?: de)?$"
)
_OF_YEAR = re.compile(r"(?:de )?20[23]\d a las? \d{1,2}:\d\d")
# a day that is not the payment's
_UNTIL = re.compile(
    r"\bvigencia\b|\bvigente\b|\bvence|\bvalid[oa] hasta\b|\bcaduca|^\W*hasta el\b"
    r"|\bultim[oa] (?:acceso|ingreso|visita)"
)
# of a day that is the paper's own, or to come, or somebody else's, or on which it was asked for
_OF_ELSE = re.compile(
    r"impres|emision|emitid|expedi|consult|descarg|copiad|corte|vence|vigen|\balta\b|firme|proxim|anterior|ultim|limite"
    r"|reflejad|tardar|actualiz|desde|registr|generad|cread|captur|solicit|instru|program|autoriz|aceptad|recibid"
    r"|comprobante|constancia|correo|mail|recibo|\bfoto|imagen|\breenv|compart"
)
# of that on which the money left
_OF_PAYMENT = re.compile(
    r"\b(?:aplicad|liquidad|ejecutad|realizad|efectuad|enviad|pagad|operad|procesad|transferid|depositad)[oa]\b"
    r"|^\W*(?:fecha de )?(?:aplicacion|liquidacion|ejecucion)\W*$|\bse enviara\b"
)
_MOST_LOOSE = 8  # days of a page that are weighed against each other


def paid_at(said: tuple[Said, ...]) -> tuple[Said, date, time | None] | None:
    """Return where the day of the operation stands, the day, and the time when printed."""
    dated = [one for one in said if one.field == "date" and dates.date_of(one.value)]
    dated.sort(key=lambda one: (one.rank, dates.time_of(one.value) is None))
    if not dated:
        dated = _loosely_dated(said, ("", "time"), 60) or _loosely_dated(said, ("", "time", "other", "status"), 110)
        dated = dated or [one for one in _loosely_dated(said, _TELLING, 300) if _DONE_ON.search(fold(one.value))]
    dated = dated or [one for one in said if one.field == "amount" and _DAY_OF_SUM.match(fold(one.value))]
    dated = dated or _over_two_lines(said)
    if not dated:
        return None
    day = dates.date_of(dated[0].value)
    return (dated[0], day, _time(said, dated, day)) if day else None


def issued_at(said: tuple[Said, ...], key: str | None) -> tuple[Said, date, time | None] | None:
    """Return where the one day stands on which a paper was booked or, if its key tells that day too, issued (B123)."""
    dated = [one for one in said if one.field == "other_date" and _ISSUED.search(fold(one.label))]
    issued = [one for one in dated if _BOOKED.search(fold(one.label)) or _is_told(one.value, key)]
    days = {day for one in issued if (day := dates.date_of(one.value))}
    if len(days) != 1:
        return None
    (day,) = days
    return issued[0], day, _time(said, issued, day)


def _is_told(printed: str, key: str | None) -> bool:
    """Whether a tracking key holds a printed day, as most banks write it into theirs."""
    day, digits = dates.date_of(printed), accounts.digits(key or "")
    return day is not None and any(f"{day:{form}}" in digits for form in ("%Y%m%d", "%y%m%d", "%d%m%y", "%d%m%Y"))


def _loosely_dated(said: tuple[Said, ...], fields_of: tuple[str, ...], longest: int) -> list[Said]:
    """Return where the one day stands that lines without a date's label tell; nothing when they tell two.

    Of two the one counts that alone is called that on which the money left: "Liquidada el 26/09/2026".
    """
    loose = [
        one
        for one in said
        if one.field in fields_of
        and len(one.value) < longest
        and dates.date_of(one.value)
        and not _UNTIL.search(fold(one.value))
    ]
    if _tell_one(loose) or len(loose) > _MOST_LOOSE:
        return loose if _tell_one(loose) else []
    texts = [one for one in said if not one.field and any(letter.isalpha() for letter in one.value)]
    called = [(one, _called(one, texts)) for one in loose]
    own = [one for one, words in called if _OF_PAYMENT.search(words) and not _OF_ELSE.search(words)]
    return own if _tell_one(own) else []


def _tell_one(dated: list[Said]) -> bool:
    return len({dates.date_of(one.value) for one in dated}) == 1


def _called(dated: Said, texts: list[Said]) -> str:
    """Return what a day is called, folded: by the words before it, or to its left, or else above it."""
    words = re.split(r"\d", fold(dated.value))[0]
    if re.search("[a-z]{3}", words):
        return words
    left, top, right, bottom = dated.box
    size = bottom - top
    before = [one for one in texts if abs(one.box[1] - top) < 0.6 * size and one.box[2] <= left + size]
    above = [
        one for one in texts if -0.5 * size < top - one.box[3] < 1.5 * size and one.box[0] < right and left < one.box[2]
    ]
    named = [one for one in before or above if one is not dated]
    return fold(max(named, key=lambda one: (one.box[1], one.box[0])).value) if named else ""


def _over_two_lines(said: tuple[Said, ...]) -> list[Said]:
    """Return the one day whose year a sentence has in its next line: "Enviado el 10 de mayo" "de 2026 a las 12:44"."""
    found = [
        replace(one, value=f"{one.value} {after.value}", lines=((one.value, one.box), (after.value, after.box)))
        for one, after in pairwise(said)
        if not (one.field or after.field) and _is_next_line(after, one)
        and _SENT_ON.search(fold(one.value)) and _OF_YEAR.match(fold(after.value))
    ]  # fmt: skip
    return found if len(found) == 1 else []


def _is_next_line(lower: Said, upper: Said) -> bool:
    height = upper.box[3] - upper.box[1]
    return abs(lower.box[0] - upper.box[0]) < height and 0 < lower.box[1] - upper.box[1] < 2 * height


def _time(said: tuple[Said, ...], dated: list[Said], day: date) -> time | None:
    """Return the time in the date's own text, in its field, or beside a date; never the clock of the telephone."""
    for one in dated:
        if dates.date_of(one.value) == day and (found := dates.time_of(one.value, dotted=True)):
            return found
    for one in said:
        if one.field == "time" and (found := dates.time_of(one.value, dotted=True)):
            return found
    top, height = dated[0].box[1], dated[0].box[3] - dated[0].box[1]
    loose = [
        one for one in said if one.field == "" and len(one.value) < 20 and -height < one.box[1] - top < 2.5 * height
    ]
    return next((found for one in loose if (found := dates.time_of(one.value))), None)
