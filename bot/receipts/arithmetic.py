"""Sums of a till or a branch -> whether a digit of one was misread, as the others that it adds up with tell."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.money import iva
from bot.receipts.doubts import may_begin_with_sign
from bot.receipts.sums import Priced, fees, priced

if TYPE_CHECKING:
    from bot.receipts.places import Said


def is_off_by_a_digit(said: tuple[Said, ...], amount: Priced) -> bool:
    """Return whether total less fee is the amount off a picture but for one digit: one of the three was misread."""
    return amount.said.source == "ocr" and _less_fee(said, amount) is not None


def proven(said: tuple[Said, ...], amount: Priced) -> Priced:
    """Return the amount, by total less fee where cash less change is that total, and only one digit is another."""
    less_fee = _less_fee(said, amount) if amount.said.source == "ocr" else None
    if less_fee is None or not _is_paid_in_cash(said, less_fee + fees(said)):
        return amount
    return amount._replace(money=replace(amount.money, centavos=less_fee))


def _less_fee(said: tuple[Said, ...], amount: Priced) -> int | None:
    """Return the one total less the labelled fee, centavos, when it is the amount but for one digit."""
    fee, totals = fees(said), {one.money.centavos for one in priced(said, "total") if one.money.certain}
    if not fee or len(totals) != 1 or amount.money.centavos in totals:
        return None
    less_fee, known = totals.pop() - fee, {one.money.centavos for field in ("", "other") for one in priced(said, field)}
    untold = less_fee - amount.money.centavos
    if untold == iva(fee) or untold in known:  # the fee's IVA, whatever it is called
        return None
    if less_fee + fee - amount.money.centavos in _fees_read_otherwise(said):
        return None
    return less_fee if _differ_by_one(less_fee, amount.money.centavos) else None


def _fees_read_otherwise(said: tuple[Said, ...]) -> set[int]:
    """Return what the fees are together when dollar signs were read as their first digits: "56.00" for "$6.00"."""
    together = {0}
    for one in priced(said, "fee"):
        each = {one.money.centavos}
        if may_begin_with_sign(one.said.value):
            each.add(int(str(one.money.centavos)[1:]))
        together = {before + its for before in together for its in each}
    return together


def _is_paid_in_cash(said: tuple[Said, ...], total: int) -> bool:
    """Whether two other sums of the paper, the cash and the change, differ by the total."""
    others = sorted(one.money.centavos for one in priced(said, "other_amount") if one.money.certain)
    return len(others) == 2 and others[1] - others[0] == total


def _differ_by_one(one: int, other: int) -> bool:
    digits, others = str(one), str(other)
    return len(digits) == len(others) and sum(mine != its for mine, its in zip(digits, others, strict=True)) == 1
