"""What is said on a page -> the same, what has no side of its own given to payer or payee."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.receipts import fields

if TYPE_CHECKING:
    from bot.receipts.places import Said

PAYER, PAYEE = ("payer_account", "payer_name", "payer_bank"), ("payee_account", "payee_name", "payee_bank")
_OWN_CARD = re.compile(r"\b(?:tu|mi) (?:tarjeta|cuenta|cta)\b")
_HOLDER = re.compile(r"titular\W*")  # of either account, whichever was spoken of before
_SIDES = re.compile(r"ordenante|origen|retiro|emisor|remitente|(?P<payee>beneficiario|destin|receptor|terceros?$)")
_ACCOUNT = re.compile(r"(?<![a-z])(?:clabe|cuenta|cta|tarjeta|terminacion)(?![a-z]).*\d")


def with_sides(said: tuple[Said, ...]) -> tuple[Said, ...]:
    """Return what is said with "Cuenta", "Nombre", "Banco" given to payer or payee, whoever was spoken of before."""
    side, spoken = "payee", False
    sided: list[Said] = []
    for one in said:
        heading = _SIDES.search(fields.fold(one.value)) if one.field in ("", "other") and len(one.value) < 30 else None
        if one.field == "payer_name" and side == "payee" and spoken and _HOLDER.fullmatch(fields.fold(one.label)):
            sided.append(replace(one, field="payee_name"))
            continue
        spoken = spoken or heading is not None or one.field in (*PAYER, *PAYEE)
        if one.field in PAYER or (heading and not heading["payee"]):
            side = "payer"
        elif one.field in PAYEE or heading:
            side = "payee"
        if one.field == "account" and not spoken and fields.fold(one.label).lstrip().startswith("tarjeta"):
            sided.append(replace(one, field="payer_account"))  # that was put into the cash machine
        elif one.field in ("account", "name", "bank"):
            sided.append(replace(one, field=f"{side}_{one.field}"))
        elif not one.field and len(one.value) < 50 and _ACCOUNT.search(fields.fold(one.value)):
            own = _OWN_CARD.search(fields.fold(one.value)) is not None
            sided.append(replace(one, field="payer_account" if own else f"{side}_account"))
        else:
            sided.append(one)
    return tuple(sided)
