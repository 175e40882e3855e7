"""Sums of a page that make each other up -> the one that was paid, whatever their labels say."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from bot.money import MOST_CHARGE, iva
from bot.receipts import amounts
from bot.receipts.doubts import may_begin_with_sign, without_sign
from bot.receipts.fields import fold
from bot.receipts.sums import Priced, fees, priced, strays

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.receipts.places import Said

_FIELDS = ("amount", "", "other", "total", "fee", "other_amount")
_NOTES = frozenset((2_000, 5_000, 10_000, 20_000, 50_000, 100_000))  # centavos: Banco de México's
_POINTLESS = re.compile(r"[$S]\s?([1-9]\d{3,6})")  # "$ 69600": 696.00 as some apps set it, or 69,600
_DEAREST = 30_000  # centavos: a branch asks less for taking a payment
_BALANCE = re.compile("saldo|balance|disponible|sdo|quedan|adeud|deuda|insoluto|resta|limite")
_CASH = re.compile(r"efectivo|cambio|recibid|cash|change|entreg")


def paid(said: tuple[Said, ...], amount: Priced | None) -> tuple[Priced | None, bool]:
    """Return the amount that was picked by its label or place, or what the sums make up, and whether those tell it.

    Where the page calls nearly all of the amount a fee, prints larger sums beside one as small as a charge, or one that
    a charge makes the amount, or nearly what is only a total, those sums alone tell, if at all.
    """
    made = _made_up(said)
    weak = amount is not None and (amount.said.rank or not amount.said.field)  # or no label at all: "NETO COBRADO"
    holds_charge = made is not None and amount is not None and made.total == amount.money.centavos and weak
    if amount is not None and not (_is_ill_matched(said, amount) or holds_charge):
        return (None if not amount.said.field and _is_made_of_two(said, amount) else amount), False
    if made is None or (holds_charge and not made.is_called_charge):
        return None, False
    return made.sum, amount is not None or not made.is_called_charge


def others(said: tuple[Said, ...], amount: Priced | None) -> tuple[int, ...]:
    """Return the sums, centavos, that the page prints beside the amount and calls no balance, each once.

    Without an amount also what a sum may be that was read otherwise than it is printed.
    """
    known = amount.money.centavos if amount else None
    sums = [one.money.centavos for one in _sums(said)]
    if amount is None:
        sums += [value for one in said for value in _otherwise(one)]
    return tuple(dict.fromkeys(value for value in sums if value not in (0, known)))


def _otherwise(one: Said) -> Iterator[int]:
    """Yield what a text may say, centavos: small raised cents lose their point, and a dollar sign becomes a digit."""
    pointless = _POINTLESS.fullmatch(one.value.strip())
    if pointless:
        yield from (int(pointless[1]), int(pointless[1]) * 100)
    if one.source == "ocr" and may_begin_with_sign(one.value):
        yield from (money.centavos for money in amounts.amounts_in(without_sign(one.value)) if money.certain)


class _Made(NamedTuple):
    """A sum, the total that it becomes, centavos, and whether a label calls the charge between them one."""

    sum: Priced
    total: int
    is_called_charge: bool


def _made_up(said: tuple[Said, ...]) -> _Made | None:
    """Return the one sum to which the page adds a charge that it prints, with its IVA or without, and the total.

    None when the sums tell two, or none, or are more than those, cash and change: 2,204.00, 5.50 and 0.88 make
    2,210.38; 3,915.00 and 10.00 make 3,925.00, to which 75.00 of change make the cash of 4,000.00.
    """
    sums = _sums(said)
    values = {one.money.centavos for one in sums}
    if len(values & _NOTES) > 1:  # the cash, counted: 2,000.00 and 40.00 are no charge
        return None
    pairs = dict(_pairs(values, fees(said)))
    sought = pairs.keys() - pairs.values()
    found = [one for one in sums if one.money.centavos in sought]
    if len(sought) != 1:
        return None
    sum_, total = found[0].money.centavos, pairs[found[0].money.centavos]
    of_till = {one.money.centavos for one in sums if _CASH.search(fold(one.said.label))} | {total - sum_}
    dearest = max(MOST_CHARGE, (total - sum_) * 100 // 116 + 1)  # the charge without its IVA, 16 %
    if any(one > dearest for one in values - {sum_, total} - of_till):
        return None
    fee, rest = fees(said), total - sum_ - fees(said)
    return _Made(found[0], total, is_called_charge=fee > 0 and (rest == 0 or (rest in values and rest <= MOST_CHARGE)))


def _is_made_of_two(said: tuple[Said, ...], amount: Priced) -> bool:
    """Whether a sum without a label is two others of the page together: the cash that came in, or a total.

    A price and its IVA make what was paid.
    """
    values = {one.money.centavos for one in _sums(said)} - {0, amount.money.centavos}
    rest = ((one, amount.money.centavos - one) for one in values)
    return any(other in values and other < one and other != iva(one) for one, other in rest)


def _sums(said: tuple[Said, ...]) -> list[Priced]:
    """Return every sum of the page that is no balance and no word of its payer, whatever its label."""
    every = [one for field in _FIELDS for one in priced(said, field) if one.money.certain] + strays(said)
    return [one for one in every if not _BALANCE.search(fold(f"{one.said.label} {one.said.value}"))]


def _pairs(values: set[int], fee: int) -> Iterator[tuple[int, int]]:
    """Yield each sum, centavos, with the total that it becomes with a charge."""
    charges = {one for one in values if one <= MOST_CHARGE} | {fee} - {0}
    charges |= {one + iva(one) for one in values if one <= _DEAREST and iva(one) in values}
    for sum_ in values:
        for charge in charges:
            if sum_ + charge in values and charge < sum_ and charge != iva(sum_):
                yield sum_, sum_ + charge


def _is_ill_matched(said: tuple[Said, ...], amount: Priced) -> bool:
    centavos = amount.money.centavos
    fees = (one.money.centavos for one in priced(said, "fee") if one.money.certain)
    others = {
        one.money.centavos
        for field in ("", "other", "fee", "total")
        for one in priced(said, field)
        if one.money.certain
    }
    small = centavos <= MOST_CHARGE and max(others, default=0) > centavos
    total = amount.said.field == "total" and any(0 < centavos - other <= MOST_CHARGE < other for other in others)
    return small or total or any(10 * fee > 9 * centavos for fee in fees)
