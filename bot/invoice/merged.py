"""Fiscal data said twice -> one: the better stays, what is missing is filled, two taxpayers are never mixed.

What is not proven to be the customer's own word only fills what is missing, and marks what it has a part in.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.model import FiscalData, FiscalSource

_RANK: dict[FiscalSource, int] = {"unproven": -1, "mail": 0, "panel": 1, "csf": 2, "desk": 3}
_OF_THE_TAXPAYER = ("rfc", "legal_name", "regime", "postal_code")
_OF_HIS_WISH = ("cfdi_use", "email")  # no Constancia holds them


def merged(older: FiscalData, newer: FiscalData) -> FiscalData:
    """Return both as one: a Constancia before the words of a mail, and of equals the newer; unproven is but a guess."""
    if "unproven" in (older.source, newer.source):
        return _filled(older, newer)
    worse, better = (older, newer) if _RANK[newer.source] >= _RANK[older.source] else (newer, older)
    wishes = {name: getattr(newer, name) or getattr(older, name) for name in _OF_HIS_WISH}
    if not _says_who(better):
        better, worse = worse, better
    if better.rfc and worse.rfc and better.rfc != worse.rfc:
        return replace(better, **wishes)
    known = {name: getattr(better, name) or getattr(worse, name) for name in _OF_THE_TAXPAYER}
    return replace(better, **known, **wishes)


def _filled(older: FiscalData, newer: FiscalData) -> FiscalData:
    """Return the proven one, or of two guesses the first, with what the other knows beside it."""
    known, guess = (newer, older) if older.source == "unproven" and newer.source != "unproven" else (older, newer)
    if not known:
        return guess or known
    if known.rfc and guess.rfc and known.rfc != guess.rfc:
        return known
    names = (*_OF_THE_TAXPAYER, *_OF_HIS_WISH)
    both = replace(known, **{name: getattr(known, name) or getattr(guess, name) for name in names})
    return known if both == known else replace(both, source="unproven")


def _says_who(data: FiscalData) -> bool:
    return any(getattr(data, name) for name in _OF_THE_TAXPAYER)
