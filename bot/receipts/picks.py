"""What is said on a page -> day, keys and names of the payment, never a guess between two."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from bot.receipts import accounts, banks, dates, fields, tracking
from bot.receipts.sides import PAYEE, with_sides

if TYPE_CHECKING:
    from datetime import date, time

    from bot.model import Vendor
    from bot.receipts.places import Said

_DONE_ON = re.compile(
    r"\b(?:operad|realizad|efectuad|aplicad|pagad|liquidad)[oa] el (?:dia )?\d"
    r"|\bel (?:dia )?\d.{0,60}\bse (?:realizo|efectuo|aplico|llevo|envio|registro)|(?:el|del?) dia \d"
    r"|\bcon fecha (?:del? )?\d"
)
_PRODUCT = re.compile(
    r"cuenta|nomina|ahorro|cheques|debito|credito|tarjeta|advance|libreton|maestra|perfil|enlace|clabe|saldo"
)
_PAID_BANK = re.compile(r"\d{4}|deposit|abono|\ba (?:la|su|una)? ?(?:cuenta|cta)|destin|benef|convenio|\benvi|transf")
_BOOKED = re.compile("contable")
_ISSUED = re.compile(r"contable|emision|expedicion|impresion|emitid|registro|alta|consulta")
_NUMBERED = re.compile(r"^[\W_]*(?:\d[\d-]{3,}\s*(?:MXN|M\.?N\.?)?[\W_]*)?")  # an account before its holder
_DAY_OF_SUM = re.compile(r"\W*el (?:dia )?\d{1,2}[ /.-]")  # "Monto enviado el 24/09/2026"
_TELLING = ("", "folio", "other", "status", "time", "payer_name")  # whose text may end with the day it was done
_SENT_ON = re.compile(
    r"\b(?:envia|realiza|paga|transferi|efectua|opera|deposita|manda)(?:d[oa]|ste|mos)\b.{0,60}"
    r" el (?:dia )?\d{1,2} de [a-z]{4,10}(?: de)?$"
)
_OF_YEAR = re.compile(r"(?:de )?20[23]\d a las? \d{1,2}:\d\d")
_BANK = 2  # words of a bank's name: "BBVA MEXICO"
# a day that is not the payment's
_UNTIL = re.compile(
    r"\bvigencia\b|\bvigente\b|\bvence|\bvalid[oa] hasta\b|\bcaduca|^\W*hasta el\b"
    r"|\bultim[oa] (?:acceso|ingreso|visita)"
)


def paid_at(said: tuple[Said, ...]) -> tuple[Said, date, time | None] | None:
    """Return where the day of the operation stands, the day, and the time when printed."""
    dated = [one for one in said if one.field == "date" and dates.date_of(one.value)]
    dated.sort(key=lambda one: (one.rank, dates.time_of(one.value) is None))
    if not dated:
        dated = _loosely_dated(said, ("", "time"), 60) or _loosely_dated(said, ("", "time", "other", "status"), 110)
        dated = dated or [one for one in _loosely_dated(said, _TELLING, 300) if _DONE_ON.search(fields.fold(one.value))]
    dated = dated or [one for one in said if one.field == "amount" and _DAY_OF_SUM.match(fields.fold(one.value))]
    dated = dated or _over_two_lines(said)
    if not dated:
        return None
    day = dates.date_of(dated[0].value)
    return (dated[0], day, _time(said, dated, day)) if day else None


def issued_at(said: tuple[Said, ...], key: str | None) -> tuple[Said, date, time | None] | None:
    """Return where the one day stands on which a paper was booked or, if its key tells that day too, issued (B123)."""
    dated = [one for one in said if one.field == "other_date" and _ISSUED.search(fields.fold(one.label))]
    issued = [one for one in dated if _BOOKED.search(fields.fold(one.label)) or _is_told(one.value, key)]
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
    """Return where the one day stands that lines without a date's label tell; nothing when they tell two."""
    loose = [
        one
        for one in said
        if one.field in fields_of
        and len(one.value) < longest
        and dates.date_of(one.value)
        and not _UNTIL.search(fields.fold(one.value))
    ]
    return loose if len({dates.date_of(one.value) for one in loose}) == 1 else []


def _over_two_lines(said: tuple[Said, ...]) -> list[Said]:
    """Return the one day whose year a sentence has in its next line: "Enviado el 10 de mayo" "de 2026 a las 12:44"."""
    found = [
        replace(one, value=f"{one.value} {after.value}", lines=((one.value, one.box), (after.value, after.box)))
        for one, after in pairwise(said)
        if not (one.field or after.field) and _is_next_line(after, one)
        and _SENT_ON.search(fields.fold(one.value)) and _OF_YEAR.match(fields.fold(after.value))
    ]  # fmt: skip
    return found if len(found) == 1 else []


def _is_next_line(lower: Said, upper: Said) -> bool:
    height = upper.box[3] - upper.box[1]
    return abs(lower.box[0] - upper.box[0]) < height and 0 < lower.box[1] - upper.box[1] < 2 * height


def tracking_key(said: tuple[Said, ...]) -> tuple[Said, str] | None:
    """Return where the tracking key stands and the key."""
    for one in sorted(said, key=lambda one: one.rank):
        if one.field == "tracking_key" and (key := tracking.tracking_key_of(one.value)):
            if one.rank and len(key) < 10:  # in a CEP "ClaveSPEI" is the number of a bank
                continue
            return one, key
    return None


def key_alone(said: tuple[Said, ...], day: date | None) -> tuple[Said, str] | None:
    """Return the one tracking key that stands under no label that we know, where no label announces one."""
    if any(one.field == "tracking_key" for one in said):
        return None
    found = [
        (one, key)
        for one, below in zip(said, (*said[1:], None), strict=True)
        if one.field in ("", "other") and not _of_no_payment(one.label)
        if (key := tracking.key_alone(one.value, day)) and not (below and _goes_on(one, below))
    ]
    return found[0] if len({key for _, key in found}) == 1 else None


def _goes_on(key: Said, below: Said) -> bool:
    """Whether the next line may be the rest of a key that a narrow screen breaks."""
    height = key.box[3] - key.box[1]
    near = below.box[1] - key.box[1] < 2.5 * height
    flush = any(abs(key.box[side] - below.box[side]) < height for side in (0, 2))
    return near and flush and not below.field and re.fullmatch(r"[A-Z0-9]{1,10}", below.value) is not None


def _of_no_payment(label: str) -> bool:
    return re.search("serie|certificad|cadena|sello|contrato|cliente|convenio", fields.fold(label)) is not None


def folio(said: tuple[Said, ...]) -> tuple[Said, str] | None:
    """Return where the bank's own number of the operation stands and the number, by the most telling wording."""
    found = _numbered(said, "folio")
    if not found:
        found = [pair for pair in _numbered(said, "bank_reference") if "interbancaria" not in pair[0].label.lower()]
    own = _numbered(said, "reference")
    if not found and len({one.rank for one, _ in own}) > 1:  # "Referencia" beside "Referencia numérica": the bank's own
        found = [(one, number) for one, number in own if one.rank]
    return min(found, key=lambda pair: pair[0].rank, default=None)


def names_payee(said: tuple[Said, ...]) -> bool:
    """Return whether anything stands behind a label of him who was paid."""
    return any(one.field in PAYEE and one.value for one in said)


def text_of(said: tuple[Said, ...], field: str) -> str | None:
    """Return the first text said for a field, cards masked; None when there is none."""
    ranked = sorted((one for one in with_sides(said) if one.field == field), key=lambda one: one.rank)
    found = (accounts.masked(one.value).strip() for one in ranked)
    return next((text for text in found if any(letter.isalpha() for letter in text)), None)


def payee_name(said: tuple[Said, ...]) -> str | None:
    """Return the name of him who was paid; an account that stands in its place is none, nor the bank beside it."""
    name = text_of(tuple(one for one in said if not _is_prize(one)), "payee_name")
    rest = re.sub(r"[xX]{2,}(?=\d)|[\W\d_]+", " ", name or "").strip()
    in_its_place = name is not None and accounts.account_of(name) is not None and banks.bank_of(rest) is not None
    return None if in_its_place and len(rest.split()) <= _BANK else name


def _is_prize(one: Said) -> bool:
    """Whether an offer was taken for a name: "... y recibe 100 puntos. Vigencia 31/12/2026"."""
    return re.match(r"\W*\d+ (?:puntos|boletos|pesos|%|por ciento)", fields.fold(one.value)) is not None


def payer_name(said: tuple[Said, ...], vendor: Vendor) -> str | None:
    """Return the payer's name, from its field or from that beside his account; no product's name, and never ours."""
    for field in ("payer_name", "payer_account"):
        text = text_of(said, field) or ""
        name = re.sub(r"[\W\d_]*[\d*•.xX-]{3,}\W*$", "", text)
        name = _NUMBERED.sub("", re.sub(r"\sR\.?F\.?C\b.*", "", name)).strip(" -:·")
        own = "@" in name or (bool(vendor.brand) and fields.fold(vendor.brand) in fields.fold(name))
        if len(name) > 4 and not own and not _PRODUCT.search(fields.fold(name)) and " " in name:
            return name
    return None


def payer_bank(said: tuple[Said, ...], vendor: Vendor) -> str | None:
    """Return the sending bank: from its own field, else from the brand on the paper, else from the tracking key."""
    named = text_of(said, "payer_bank")
    if named:
        return banks.bank_of(named) or named
    pairs = zip(said, (None, *said), strict=False)
    brands = (banks.bank_of(one.value) for one, above in pairs if _is_brand(one, above, vendor))
    key = tracking_key(said)
    return next((bank for bank in brands if bank), None) or (tracking.bank_of(key[1]) if key else None)


def _is_brand(one: Said, above: Said | None, vendor: Vendor) -> bool:
    """Whether a text without a label may be the bank's own name, and is not that of the bank that was paid."""
    text = fields.fold(one.value)
    paid = _PAID_BANK.search(text) is not None or (bool(vendor.brand) and fields.fold(vendor.brand) in text)
    under = above is not None and above.field in PAYEE and one.box[1] - above.box[3] < one.box[3] - one.box[1]
    return one.field == "" and not paid and not under and "otro banco" not in text


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


def _numbered(said: tuple[Said, ...], field: str) -> list[tuple[Said, str]]:
    return [(one, number) for one in said if one.field == field and (number := _number(one.value))]


def _number(text: str) -> str | None:
    found = re.search(
        r"[A-Za-z0-9-]*\d{3,}[A-Za-z0-9-]*", text.replace(" ", "") if text.replace(" ", "").isdigit() else text
    )
    return found[0] if found else None
