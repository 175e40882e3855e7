"""Sums of a page that make each other up -> the one that was paid, whatever their labels say."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from bot.money import iva
from bot.receipts.fields import fold
from bot.receipts.sums import MOST_CHARGE, Priced, fees, priced

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.receipts.places import Said

_FIELDS = ("amount", "", "other", "total", "fee", "other_amount")
_NOTES = frozenset((2_000, 5_000, 10_000, 20_000, 50_000, 100_000))  # centavos: Banco de México's
_BALANCE = re.compile("saldo|balance|disponible|sdo|quedan")


def paid(said: tuple[Said, ...], amount: Priced | None) -> Priced | None:
    """Return the amount that was picked by its label or place, or what the sums make up where they tell it better.

    None where the page calls more than half of the amount a fee, prints larger sums beside one as small as a charge,
    or one a charge below what is only a total: then nothing tells what was paid.
    """
    made = _made_up(said)
    if amount is not None and not (_is_ill_matched(said, amount) or (made and made.total == amount.money.centavos)):
        return amount
    return made.sum if made and not made.left_over else None


def others(said: tuple[Said, ...], amount: Priced | None) -> tuple[int, ...]:
    """Return the sums, centavos, that the page prints beside the amount and calls no balance, each once."""
    known = amount.money.centavos if amount else None
    return tuple(dict.fromkeys(one.money.centavos for one in _sums(said) if one.money.centavos != known))


class _Made(NamedTuple):
    """A sum, the total that it becomes, and what else is printed above a charge; centavos."""

    sum: Priced
    total: int
    left_over: frozenset[int]


def _made_up(said: tuple[Said, ...]) -> _Made | None:
    """Return the one sum to which the page adds a charge that it prints, with its IVA or without, and the total.

    None when the sums tell two, or none: 2,204.00, 5.50 and 0.88 make 2,210.38; 3,915.00 and 10.00 make 3,925.00, to
    which 75.00 of change make the cash of 4,000.00.
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
    cash = {one for change in values for one in (change, total + change) if total + change in values}
    charge = max(MOST_CHARGE, total - sum_)
    return _Made(found[0], total, frozenset(one for one in values - {sum_, total} - cash if one > charge))


def _sums(said: tuple[Said, ...]) -> list[Priced]:
    """Return every sum of the page that is no balance and no word of its payer, whatever its label."""
    every = [one for field in _FIELDS for one in priced(said, field) if one.money.certain]
    return [one for one in every if not _BALANCE.search(fold(one.said.label))]


def _pairs(values: set[int], fee: int) -> Iterator[tuple[int, int]]:
    """Yield each sum, centavos, with the total that it becomes with a charge."""
    charges = {one for one in values if one <= MOST_CHARGE} | {fee} - {0}
    charges |= {one + iva(one) for one in values if iva(one) in values}
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
    return small or total or any(2 * fee > centavos for fee in fees)
