"""A printed reference -> the numbers that a slip of the pen or of the reader makes of it."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

MOST = 200  # neighbours: they become the parameters of one statement

ONE_DIGIT = "difiere en un dígito"
LOOKS_ALIKE = "difiere en un dígito que se confunde al leer"
SWAPPED = "tiene dos dígitos invertidos"
ONE_TOO_MANY = "tiene un dígito de más"
ONE_MISSING = "le falta un dígito"
TWO_LOOK_ALIKE = "difiere en dos dígitos que se confunden al leer"
ONE_SLIP = (LOOKS_ALIKE, ONE_DIGIT, SWAPPED, ONE_TOO_MANY, ONE_MISSING)
"""What one mistake makes: a typo may be repaired by it; two look-alikes are only worth a proposal."""

# What readers of pictures take for one another, and people in handwriting: O=0, S=5, I=1 are digits again by now.
_CONFUSED = {"0": "86", "1": "7", "3": "8", "5": "6", "6": "058", "7": "1", "8": "036"}
_DIGITS = "0123456789"


@lru_cache(maxsize=64)
def neighbours(printed: str) -> Mapping[str, str]:
    """Return each number near `printed`, with what is wrong with the printed one, likeliest first; at most MOST.

    >>> found = neighbours("935441")
    >>> found["935447"], found["934541"]
    ('difiere en un dígito que se confunde al leer', 'tiene dos dígitos invertidos')
    >>> found["9354417"], found["93544"]
    ('le falta un dígito', 'tiene un dígito de más')
    """
    found: dict[str, str] = {}
    for number, kind in _every(printed):
        if len(found) == MOST:
            break
        if number != printed and number and number[0] != "0":  # references are compared without leading zeros
            found.setdefault(number, kind)
    return found


def difference(printed: tuple[str, ...], reference: str) -> str | None:
    """Return how the first of the `printed` numbers that is near `reference` differs from it, or None."""
    kinds = (neighbours(number).get(reference) for number in printed)
    return next((kind for kind in kinds if kind is not None), None)


def _every(printed: str) -> Iterator[tuple[str, str]]:
    """Yield neighbours by what is likeliest; those that several mistakes explain more than once."""
    places = range(len(printed))
    for place in places:
        yield from ((_put(printed, place, digit), LOOKS_ALIKE) for digit in _CONFUSED.get(printed[place], ""))
    for place in places[1:]:
        yield _put(_put(printed, place, printed[place - 1]), place - 1, printed[place]), SWAPPED
    for place in places:
        yield from ((_put(printed, place, digit), ONE_DIGIT) for digit in _DIGITS)
    for place in places:
        yield printed[:place] + printed[place + 1 :], ONE_TOO_MANY
    for place in range(len(printed) + 1):
        yield from ((printed[:place] + digit + printed[place:], ONE_MISSING) for digit in _DIGITS)
    for place in places:
        for digit in _CONFUSED.get(printed[place], ""):
            once = _put(printed, place, digit)
            for later in places[place + 1 :]:
                yield from ((_put(once, later, other), TWO_LOOK_ALIKE) for other in _CONFUSED.get(once[later], ""))


def _put(number: str, place: int, digit: str) -> str:
    return number[:place] + digit + number[place + 1 :]
