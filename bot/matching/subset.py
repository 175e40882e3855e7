"""An amount and open slips -> those that it pays together, when only one choice of them adds up to the centavo."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.model import Slip

MOST = 20  # slips: twice 1,024 sums, a few milliseconds; who has more is for a person


@dataclass(frozen=True, slots=True)
class Choice:
    """Slips whose balances add up to an amount; `unique` when no other choice does."""

    slips: tuple[Slip, ...]
    unique: bool


def exact(amount: int, slips: tuple[Slip, ...]) -> Choice | None:
    """Return two or more of these slips that add up to `amount`, centavos; None when none do, or there are too many.

    Half of the slips is added up in every way and met by what the other half leaves (Horowitz and Sahni, 1974).
    """
    open_ones = tuple(slip for slip in slips if slip.status == "open" and slip.balance > 0)
    if len(open_ones) > MOST:
        return None
    half = len(open_ones) // 2
    left, right = _sums(open_ones[:half]), _sums(open_ones[half:])
    found: list[tuple[Slip, ...]] = []
    for total, choices in left.items():
        for rest in right.get(amount - total, ()):
            found += [one + rest for one in choices if len(one + rest) > 1]
        if len(found) > 1:
            break
    return Choice(min(found, key=len), unique=len(found) == 1) if found else None


def _sums(slips: tuple[Slip, ...]) -> dict[int, list[tuple[Slip, ...]]]:
    """Return every sum that some of these slips make, with the choices that make it.

    Of single slips and of more at once two choices each are enough: they show that the sum is not one.
    """
    found: dict[int, list[tuple[Slip, ...]]] = defaultdict(list)
    for size in range(len(slips) + 1):
        for choice in combinations(slips, size):
            same = found[sum(slip.balance for slip in choice)]
            if sum((len(other) > 1) == (size > 1) for other in same) < 2:
                same.append(choice)
    return found
