"""What is said on a page + the amount taken -> whether another word of the page contradicts it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.money import MOST_CHARGE
from bot.receipts import amounts
from bot.receipts.fields import fold
from bot.receipts.sums import fees, priced

if TYPE_CHECKING:
    from bot.receipts.places import Said
    from bot.receipts.sums import Priced

UNREAD = 0.5  # the confidence of digits that two readings saw differently (agreed.py): no value is made of them
_CHANGE = re.compile(r"\W*(?:su |el )?(?:cambio|vuelto)\b(?! de| a)")
PROVEN = 1.0  # of a word whose first digit was measured (first_glyph.py)
# "$2,871.00" read as "52,871.00", "$ 661.98" as "5 661.98": what stands behind the digit is an amount of its own
_SIGNLESS = re.compile(r"(?<![\d$.,])[58936](?=\s?\d{1,3}(?:[.,]\d{3})*[.,]\d{2}(?!\d))")


def is_contradicted(said: tuple[Said, ...], amount: Priced) -> bool:
    """Whether another label of the transfer's amount, or a total, says what no fee, no IVA and no change explains."""
    centavos, fee = amount.money.centavos, fees(said)
    each = {one.money.centavos for one in priced(said, "fee")}
    explained = {centavos, centavos + fee, fee, centavos - iva_within(centavos), *each, *_handed_over(said, centavos)}
    amounts_said = {one.money.centavos for one in priced(said, "amount") if one.money.certain}
    totals = {one.money.centavos for one in priced(said, "total") if one.money.certain}
    with_fee = {total for total in totals if 0 < total - centavos <= MOST_CHARGE}
    return bool((amounts_said | (totals - with_fee)) - explained)


def _handed_over(said: tuple[Said, ...], centavos: int) -> set[int]:
    """Return the cash that a till or a machine took for the amount, centavos: it gave the rest back as change."""
    given_back = (one.money.centavos for one in priced(said, "other_amount") if _CHANGE.match(fold(one.said.label)))
    return {centavos + change for change in given_back}


def is_unsure(said: tuple[Said, ...], amount: Priced) -> bool:
    """Whether an amount off a picture is no value: two readings differ, or its first digit may be its dollar sign."""
    if amount.said.source != "ocr":
        return False
    return amount.said.confidence <= UNREAD or (
        amount.said.confidence < PROVEN and may_begin_with_sign(amount.said.value) and not _is_borne_out(said, amount)
    )


def may_begin_with_sign(text: str) -> bool:
    """Return whether the first digit of an amount without a sign may be its dollar sign: "52,871.00"."""
    return "$" not in text and _SIGNLESS.search(text) is not None


def without_sign(text: str) -> str:
    """Return the text without the first digits of its amounts that may be their dollar signs.

    >>> without_sign("88,700.00 0.00")
    '8,700.00 0.00'
    """
    return _SIGNLESS.sub("", text)


def _is_borne_out(said: tuple[Said, ...], amount: Priced) -> bool:
    """Whether the page prints the amount again in words or with its sign, or prints its other sums without one."""
    centavos = amount.money.centavos
    others = [one for one in said if one is not amount.said and amounts.is_sum(one.value)]
    signed = [one for one in others if "$" in one.value]
    again = any(money.centavos == centavos for one in signed for money in amounts.amounts_in(one.value))
    spoken = any(amounts.amount_in_words(one.value) in (centavos, centavos // 100 * 100) for one in said)
    habit = not signed and any(not may_begin_with_sign(one.value) for one in others)
    return again or spoken or habit or _adds_up(said, centavos)


def _adds_up(said: tuple[Said, ...], centavos: int) -> bool:
    """Whether a total with its sign is the amount and the fee that the page prints: no misread digit adds up."""
    totals = [one.money.centavos for one in priced(said, "total") if "$" in one.said.value]
    fee = fees(said)
    return bool(fee) and centavos + fee in totals


def words_disagree(said: tuple[Said, ...], centavos: int) -> bool:
    """Whether an amount in words is printed and says something else (F8)."""
    told = (centavos, centavos // 100 * 100)
    return any(
        amounts.amount_in_words(one.value) not in (None, *told)
        and amounts.amount_in_words(f"{before.value if before else ''} {one.value}") not in told  # over two lines
        for before, one in zip((None, *said), said, strict=False)
    )


def iva_within(centavos: int) -> int:
    """Return the IVA that an amount with IVA holds, centavos (16 %)."""
    return centavos - (centavos * 100 + 58) // 116
