"""So many wrong of so many -> between which rates the true one lies, exactly (Clopper and Pearson, 1934)."""

from __future__ import annotations

from math import exp, lgamma, log
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

LEVEL = 0.95
_STEPS = 60  # halvings: the bound is known to more digits than anybody prints


def bounds(wrong: int, of: int) -> tuple[float, float]:
    """Return the bounds of the rate, 0..1, at 95 %; nothing seen says nothing: 0 to 1.

    None wrong gives the one-sided bound, which for many is 3 / n (the rule of three).

    >>> [round(bound, 4) for bound in bounds(0, 300)]
    [0.0, 0.0099]
    """
    if of == 0:
        return 0.0, 1.0
    if wrong == 0:
        return 0.0, 1 - (1 - LEVEL) ** (1 / of)
    half = (1 - LEVEL) / 2
    lower = _rate(lambda p: 1 - _at_most(wrong - 1, of, p) >= half)
    upper = 1.0 if wrong == of else _rate(lambda p: _at_most(wrong, of, p) <= half)
    return lower, upper


def _rate(is_reached: Callable[[float], bool]) -> float:
    """Return the least rate at which something is reached that stays so for all higher ones."""
    low, high = 0.0, 1.0
    for _ in range(_STEPS):
        middle = (low + high) / 2
        low, high = (low, middle) if is_reached(middle) else (middle, high)
    return high


def _at_most(wrong: int, of: int, rate: float) -> float:
    """Return how probable it is to see at most so many wrong."""
    if rate in (0.0, 1.0):
        return 1.0 if rate == 0.0 or wrong >= of else 0.0
    ways = (lgamma(of + 1) - lgamma(k + 1) - lgamma(of - k + 1) for k in range(wrong + 1))
    return sum(exp(many + k * log(rate) + (of - k) * log(1 - rate)) for k, many in enumerate(ways))
