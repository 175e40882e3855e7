"""The vendor's accounts -> the ways to pay him, as banks print and ask for them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.letters.clabes import bank_of
from bot.matching.accounts import core, is_clabe

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Way:
    """One account that can be paid."""

    clabe: tuple[str, ...]  # bank, place, account, control digit; empty: it has none
    bank: str  # "" when its key is not known
    account: str  # what a customer of the same bank types; "" when it is not given

    @property
    def digits(self) -> str:
        """Return the CLABE without gaps."""
        return "".join(self.clabe)


def ways(accounts: Sequence[str]) -> tuple[Way, ...]:
    """Return a way for each CLABE, with the account inside it if that is given too, then one for each other account.

    >>> ways(("0101644637", "012164001016446374"))
    (Way(clabe=('012', '164', '00101644637', '4'), bank='BBVA', account='0101644637'),)
    """
    clabes = [one for one in accounts if is_clabe(one)]
    others = {core(one): one for one in accounts if not is_clabe(one)}
    found = [
        Way((one[:3], one[3:6], one[6:17], one[17]), bank_of(one) or "", others.pop(core(one), "")) for one in clabes
    ]
    return (*found, *(Way((), "", one) for one in others.values()))
