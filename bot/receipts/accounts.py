"""Printed text -> accounts, CLABEs and cards in it."""

from __future__ import annotations

import re

# Masks: ****4637, *4637, •4637, xxxx4637, ...4637, CLABE-374, 012164********6374. A run of dots is taken whole
# or not at all: a form is full of dotted lines, and one that may be cut anywhere is looked at for hours.
_MASKED = re.compile(
    r"(?<![\w$])(?!(?<=\.\.)\.)(?:CLABE-|\d{2,10})?\s?"
    r"(?:[*•·●★xX#∗＊][\s-]?|\.{2,}+\s?|…\s?){1,18}(?:[-\s]?\d{2,6})(?!\d)"
)
_PLAIN = re.compile(r"(?<![\w.,$])\d(?:[\d]|[\s-](?=\d)){8,22}\d(?![\w,]|\.\d)")
_SHORT = re.compile(
    r"CLABE-\d{3,6}|(?:terminaci[oó]n|termina(?:da)? en|ending(?: in| with)?|finaliza(?:da)? en)\s*:?\s*\d{3,4}",
    re.IGNORECASE,
)
# what is left of a mask whose dots the OCR dropped: believed only where an account is announced
_BARE_END = re.compile(r"[^\d$]{0,20}(?<![\d.,:/#])(?!20[23]\d)(\d{4})\W*")
_BROKEN = re.compile(r"(\d{10,17})\s(\d{1,8})")  # a CLABE that goes on in the next line
_CARD = re.compile(r"(?<!\d)\d{4}(?:[\s-]?\d{4}){3}(?!\d)")
_OTHER = re.compile(r"\D")
END = 4  # digits of an account that a mask leaves, as a rule
_WEIGHTS = (3, 7, 1)


def account_of(text: str, *, announced: bool = False) -> str | None:
    """Return the account in `text` exactly as printed, cards masked; None when there is none.

    With `announced`, behind the label of an account, four digits alone are the end of a masked one.

    >>> account_of("****6374 BBVA MEXICO"), account_of("PERSEO 0101644637"), account_of("Perseo")
    ('****6374', '0101644637', None)
    >>> account_of("BBVA 6374", announced=True), account_of("012164001016446 374"), account_of("6374")
    ('*6374', '012164001016446374', None)
    """
    broken = _BROKEN.fullmatch(text.strip())
    if broken and has_good_clabe_digit(broken[1] + broken[2]):
        return broken[1] + broken[2]
    for shape in (_MASKED, _SHORT, _PLAIN):
        found = shape.search(text)
        if found:
            return masked(found[0].strip())
    end = _BARE_END.fullmatch(text.strip()) if announced else None
    return f"*{end[1]}" if end else None


def is_end(text: str) -> bool:
    """Return whether `text` is an account of which a mask leaves only the end: "****6374", "...6374", "•• 6374"."""
    return re.fullmatch(r"[^\w\d]{0,20}[xX]{0,18}[^\w\d]{0,20}\d{2,4}", text.strip()) is not None


def digits(text: str) -> str:
    """Return only the digits of `text`."""
    return _OTHER.sub("", text)


def has_good_clabe_digit(clabe: str) -> bool:
    """Whether the last of 18 digits is the control digit of the others (weights 3, 7, 1; Banxico, Circular 14/2017)."""
    if len(clabe) != 18 or not clabe.isdigit():
        return False
    total = sum(int(digit) * _WEIGHTS[place % 3] % 10 for place, digit in enumerate(clabe[:17]))
    return (10 - total % 10) % 10 == int(clabe[17])


def masked(text: str) -> str:
    """Return `text` with every card number (16 digits, Luhn) reduced to its last four (B111)."""
    return _CARD.sub(lambda found: "*" * 12 + digits(found[0])[-4:] if _is_card(digits(found[0])) else found[0], text)


def _is_card(number: str) -> bool:
    doubled = [int(digit) * (2 if place % 2 == 0 else 1) for place, digit in enumerate(number)]
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0
