"""Printed text -> the SPEI tracking key in it, O/0, I/1, S/5, B/8, Z/2 mended where a bank's grammar tells."""

from __future__ import annotations

import re

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


# How the keys of a bank begin; only what no other bank's begin with.
_BANKS = (
    ("BNET", "BBVA"),
    ("MBAN", "BBVA"),
    ("0859", "BANAMEX"),
    ("8846", "BANORTE"),
    ("HSBC", "HSBC"),
    ("NU3", "NU"),
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
