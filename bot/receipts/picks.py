"""What is said on a page -> day, keys and names of the payment, never a guess between two."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.receipts import accounts, banks, fields, tracking
from bot.receipts.sides import PAYEE, with_sides

if TYPE_CHECKING:
    from datetime import date

    from bot.model import Vendor
    from bot.receipts.places import Said

_PRODUCT = re.compile(
    r"cuenta|nomina|ahorro|cheques|debito|credito|tarjeta|advance|libreton|maestra|perfil|enlace|clabe|saldo"
)
_PAID_BANK = re.compile(r"\d{4}|deposit|abono|\ba (?:la|su|una)? ?(?:cuenta|cta)|destin|benef|convenio|\benvi|transf")
_NUMBERED = re.compile(r"^[\W_]*(?:\d[\d-]{3,}\s*(?:MXN|M\.?N\.?)?[\W_]*)?")  # an account before its holder
_BANK = 2  # words of a bank's name: "BBVA MEXICO"


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


def _numbered(said: tuple[Said, ...], field: str) -> list[tuple[Said, str]]:
    return [(one, number) for one in said if one.field == field and (number := _number(one.value))]


def _number(text: str) -> str | None:
    found = re.search(
        r"[A-Za-z0-9-]*\d{3,}[A-Za-z0-9-]*", text.replace(" ", "") if text.replace(" ", "").isdigit() else text
    )
    return found[0] if found else None
