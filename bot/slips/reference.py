"""Number -> reference of a slip: short, with a check digit, and never to be taken for a date."""

from __future__ import annotations

import re

MOST_DIGITS = 7  # SPEI's numeric reference
LEAST_DIGITS = 6  # shorter numbers stand everywhere on a receipt
MOST_TYPED_APART = 10  # longer with gaps is two numbers

# Damm's quasigroup of order 10 (H. M. Damm, 2004): it finds every single wrong digit and every swap of neighbours.
_DAMM = (
    (0, 3, 1, 7, 5, 9, 8, 6, 4, 2),
    (7, 0, 9, 2, 1, 5, 4, 8, 6, 3),
    (4, 2, 0, 6, 8, 7, 1, 3, 5, 9),
    (1, 7, 5, 0, 9, 8, 3, 4, 2, 6),
    (6, 1, 2, 3, 0, 4, 5, 9, 7, 8),
    (3, 6, 7, 4, 2, 0, 9, 5, 8, 1),
    (5, 8, 6, 9, 7, 2, 0, 1, 3, 4),
    (8, 9, 4, 5, 3, 6, 2, 0, 1, 7),
    (9, 4, 3, 8, 6, 1, 7, 2, 0, 5),
    (2, 5, 8, 1, 4, 3, 6, 7, 9, 0),
)


def check_digit(digits: str) -> str:
    """Return Damm's check digit of `digits`.

    >>> check_digit("572")
    '4'
    """
    interim = 0
    for digit in digits:
        interim = _DAMM[interim][int(digit)]
    return str(interim)


def allowed(reference: str) -> bool:
    """Return whether we would issue this number: 6 or 7 digits, no leading zero, no possible date as DDMMYY."""
    if not re.fullmatch(r"[1-9][0-9]{5,6}", reference):
        return False
    return not (len(reference) == 6 and 1 <= int(reference[:2]) <= 31 and 1 <= int(reference[2:4]) <= 12)


def is_ours(reference: str) -> bool:
    """Return whether the number can have been issued by us; imported ones carry no check digit."""
    return allowed(reference) and check_digit(reference[:-1]) == reference[-1]


def new_reference(number: int) -> str:
    """Return the reference of a running number; ValueError when it gives none that we would issue: take the next.

    >>> new_reference(93544)
    '935446'
    """
    reference = f"{number}{check_digit(str(number))}" if number > 0 else ""
    if not allowed(reference):
        raise ValueError(f"el número {number} no da una referencia que se pueda usar")
    return reference


def next_reference(number: int) -> tuple[int, str]:
    """Return the first running number from `number` on that gives a reference, and that reference.

    ValueError when seven digits are used up.
    """
    for candidate in range(max(number, 10 ** (LEAST_DIGITS - 2)), 10 ** (MOST_DIGITS - 1)):
        if allowed(f"{candidate}{check_digit(str(candidate))}"):
            return candidate, new_reference(candidate)
    raise ValueError(f"después del número {number} ya no hay referencias de {MOST_DIGITS} dígitos")


def normalise(text: str) -> str | None:
    """Return the digits of a reference as somebody typed it, without leading zeros; None unless it is one number.

    >>> normalise(" 0935 447 "), normalise("REF-935447"), normalise("935447 935448")
    ('935447', '935447', None)
    """
    if re.fullmatch(r"\s*[0-9]+\s*", text):
        return text.strip().lstrip("0") or None
    joined = re.sub(r"(?<=\d)[\s.\-]+(?=\d)", "", text)
    numbers = re.findall(r"[0-9]+", joined)
    if len(numbers) != 1 or len(numbers[0]) > MOST_TYPED_APART:
        return None
    return numbers[0].lstrip("0") or None
