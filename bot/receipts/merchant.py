"""What is said on a page of a payment processor for its merchant, us -> the same, his order's number as the reference.

Who pays through a link, a CoDi code or a checkout writes no reference: the processor prints what we gave him as ours.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from bot.receipts.fields import fold

if TYPE_CHECKING:
    from bot.model import Vendor
    from bot.receipts.pieces import Piece
    from bot.receipts.places import Said

_COMPANY = r"(?:,?\s?s\.?\s?a\.?(?:\s?de\s?c\.?\s?v\.?)?)?"
_OF_MERCHANT = re.compile(r"\b(?:comercio|negocio|establecimiento|vendedor|proveedor|merchant)\b")
_MERCHANT = re.compile(
    r"\W*(?:nombre (?:del )?)?(?:negocio|comercio|vendedor|establecimiento|merchant|hola|estimad[oa]s?)\b\W*"
)
_ORDER_PAID = re.compile(
    r"\b(?:orden|pedido|cobro|recibo)\s(?:no\.?\s|num\.?\s|#\s?)?(\d{6,7})(?!\d)[^?]{0,80}?"
    r"\b(?:ha sido|fue|esta)\s(?:pagad|cubiert|liquidad)[oa]"
)


def with_order(said: tuple[Said, ...], pieces: tuple[Piece, ...], vendor: Vendor) -> tuple[Said, ...]:
    """Return what is said with the order of a paper that names us as its merchant, where no reference is labelled.

    The card that such a paper prints is the payer's.
    """
    if names_us_as_merchant(pieces, vendor):
        said = tuple(replace(one, field="payer_account") if _is_card(one) else one for one in said)
    if any(one.field == "reference" for one in said) or not any(_names_us(one.value, vendor) for one in said):
        return said
    return tuple(_with_number(one) for one in said)


def names_us_as_merchant(pieces: tuple[Piece, ...], vendor: Vendor) -> bool:
    """Whether a paper speaks to us, or calls us the business: what it says was received, we received."""
    return any(
        (found := _MERCHANT.match(fold(piece.text))) is not None and _names_us(piece.text[found.end() :], vendor)
        for piece in pieces
    )


def was_received_by_us(pieces: tuple[Piece, ...], vendor: Vendor) -> bool:
    """Whether what a paper says was received, we received: it speaks to us, or says just that: "Perseo recibió"."""
    brand = re.escape(fold(vendor.brand))
    of_us = re.compile(rf"(?:[a-z]+ )?{brand}{_COMPANY}\s(?:ya )?recibio\b")
    texts = (fold(one.text) for one in pieces)
    lines = [(fold(one.text), fold(below.text)) for one, below in pairwise(pieces)]
    told = any(of_us.match(text) for text in (*texts, *(f"{one} {below}" for one, below in lines)))
    return (bool(brand) and told) or names_us_as_merchant(pieces, vendor)


def _with_number(one: Said) -> Said:
    if one.field in ("bank_reference", "folio") and _OF_MERCHANT.search(fold(one.label)):
        return replace(one, field="reference", rank=0)
    told = _ORDER_PAID.search(fold(one.value)) if not one.field else None
    return replace(one, field="reference", rank=0, value=told[1]) if told else one


def _is_card(one: Said) -> bool:
    return one.field == "account" and fold(one.label).strip().startswith("tarjeta")


def _names_us(text: str, vendor: Vendor) -> bool:
    brand = re.escape(fold(vendor.brand))
    return bool(brand) and re.search(rf"(?<![a-z]){brand}(?![a-z])", fold(text)) is not None
