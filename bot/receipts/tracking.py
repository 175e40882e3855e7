"""Printed text -> the SPEI tracking key in it, O/0, I/1, S/5, B/8, Z/2 mended where a bank's grammar tells."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

_FOLDS = str.maketrans("OQIL|SBZ", "00111582")
_KEY = re.compile(r"[A-Za-z0-9|][A-Za-z0-9|/-]{4,29}")
# a sentence that goes on behind its key: "... el 14/09/2026", "... y folio 8413941"
_GOES_ON = re.compile(
    r"(?<=\d)[.,]?\s(?:(?:el|del|de|con|y|por|fecha|hora|folio|ref|referencia)\b|\d{1,2}/\d{1,2}/\d{2,4})",
    re.IGNORECASE,
)
# Grammars seen on receipts, all of one length: letters stand for themselves, # for a digit.
_GRAMMARS = (
    "BNET0100##########",
    "MBAN0100##############",
    "NU3#########################",
    "8846APR###################",
    "8846CP####################",
    "HSBC######",
    "STP##################",
    "HEYBCO################",
    "#############BMOV#############",
    "#############BET##############",
    "#############B36L#############",
)


# a key that stands alone, or behind a short mark: nothing else is so long and so mixed
_ALONE = re.compile(r"(?:[A-Za-z]{2,5}[\s.:]+)?(?P<key>[A-Z0-9]{14,30})")
LEAST_MIXED = 22  # letters and digits of a key that does not hold its day


# How the keys of a bank begin; only what no other bank's begin with.
_BANKS = (
    ("BNET", "BBVA"),
    ("MBAN", "BBVA"),
    ("0859", "BANAMEX"),
    ("8846", "BANORTE"),
    ("HSBC", "HSBC"),
    ("NU3", "NU MEXICO"),
    ("HEYBCO", "HEY BANCO"),
)


def bank_of(key: str) -> str | None:
    """Return the bank whose tracking keys begin like `key`; None when no or several banks' do."""
    return next((bank for start, bank in _BANKS if key.startswith(start)), None)


def tracking_key_of(text: str) -> str | None:
    """Return the tracking key in `text` (5 to 30 characters, at least four digits); None when there is none.

    >>> tracking_key_of("2026091740014BM0V0000690694259"), tracking_key_of("No disponible")
    ('2026091740014BMOV0000690694259', None)
    """
    pieces = _GOES_ON.split(text, maxsplit=1)[0].replace(":", " ").split()
    joined = "".join(pieces)
    for candidate in (joined, *sorted(pieces, key=len, reverse=True)):
        if _KEY.fullmatch(candidate) and sum(letter.isdigit() for letter in candidate) >= 4:
            return _mended(candidate)
    return None


def key_alone(text: str, day: date | None) -> str | None:
    """Return the key that all of a text without a label is: with the day of the payment in it, or long and mixed.

    One of digits alone must hold the hour behind its day: a till's bar code may hold a day as well.

    >>> from datetime import date
    >>> key_alone("KAPI151026104300771", date(2026, 10, 15)), key_alone("012164001016446374", date(2026, 10, 15))
    ('KAPI151026104300771', None)
    """
    found = _ALONE.fullmatch(text.strip())
    if found is None:
        return None
    key, letters = found["key"], sum(letter.isalpha() for letter in found["key"])
    days = [day.strftime(shape) for shape in ("%Y%m%d", "%d%m%Y", "%y%m%d", "%d%m%y")] if day else []
    dated = any(stamp in key for stamp in days)
    timed = any(re.search(stamp + r"(?:[01]\d|2[0-3])[0-5]\d", key) for stamp in days)
    mixed = letters >= 4 and len(key) - letters >= 4 and len(key) >= LEAST_MIXED
    return _mended(key) if mixed or timed or (dated and letters >= 2) else None


def same_key(one: str, other: str) -> bool:
    """Whether two tracking keys are one, seen through the OCR's confusions."""
    return folded(one) == folded(other)


def folded(key: str) -> str:
    """Return the key with every letter that looks like a digit as that digit."""
    return re.sub(r"[\s/-]", "", key).upper().translate(_FOLDS)


def _mended(key: str) -> str:
    key = key.upper().replace("|", "1") if key.upper() != key or "|" in key else key
    for grammar in _GRAMMARS:
        if len(grammar) == len(key):
            mended = _by(grammar, key)
            if mended:
                return mended
    digits = sum(letter.isdigit() for letter in key)
    if digits >= len(key) - 2 and len(key) >= 10 and re.fullmatch(r"[\dOIl]+", key):
        last = "I" if re.fullmatch(r"\d{17,19}I", key) else ""  # Banco Azteca's end so
        return key.removesuffix(last).translate(str.maketrans("OIl", "011")) + last
    return key


def _by(grammar: str, key: str) -> str | None:
    """Return `key` as the grammar would spell it; None when a character cannot be what the grammar wants."""
    spelled = []
    for wanted, got in zip(grammar, key, strict=True):
        alike = got.translate(_FOLDS)
        if wanted == "#" and alike.isdigit():
            spelled.append(alike)
        elif wanted != "#" and wanted.translate(_FOLDS) == alike:
            spelled.append(wanted)
        else:
            return None
    return "".join(spelled)
