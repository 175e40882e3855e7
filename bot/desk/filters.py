"""The words of an address -> which cases of the queue are looked at, and back."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from bot.desk import reasons
from bot.store.queue import OPEN, Chosen

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.model import ClaimState

MINE, FREE = "mios", "libres"
VIEWS: dict[str, tuple[ClaimState, ...]] = {
    "resolver": ("desk",),
    "cliente": ("waiting_customer",),
    "banco": ("waiting_bank",),
    "todos": OPEN,
}
"""The tabs of the queue, each with the states of its cases."""

FIRST_VIEW = "resolver"


@dataclass(frozen=True, slots=True)
class Filter:
    """One view of the queue; it travels in the address of every page that is reached from there."""

    view: str = FIRST_VIEW
    only: str = ""  # mios, libres, or a group of reasons
    page: int = 1

    @classmethod
    def of(cls, said: Mapping[str, str]) -> Filter:
        """Return the filter that an address names; what it does not know it leaves out."""
        view, only, number = said.get("ver", ""), said.get("solo", ""), said.get("hoja", "")
        return cls(
            view if view in VIEWS else FIRST_VIEW,
            only if only in (MINE, FREE, *reasons.GROUPS) else "",
            int(number) if re.fullmatch(r"[1-9][0-9]{0,4}", number) else 1,
        )

    def chosen(self, user_id: int) -> Chosen:
        """Return the cases that it lets through for this user."""
        return Chosen(
            VIEWS[self.view],
            rules=reasons.rules_of(self.only) if self.only in reasons.GROUPS and self.only != reasons.OTHER else None,
            other_rules=reasons.KNOWN if self.only == reasons.OTHER else None,
            holder=user_id if self.only == MINE else None,
            is_free=self.only == FREE,
        )

    @property
    def query(self) -> str:
        """Return what stands behind an address: "?ver=cliente&solo=importe", or nothing."""
        said = {
            "ver": self.view if self.view != FIRST_VIEW else "",
            "solo": self.only,
            "hoja": str(self.page) if self.page > 1 else "",
        }
        told = urlencode({name: value for name, value in said.items() if value})
        return f"?{told}" if told else ""

    def on(self, page: int) -> Filter:
        """Return the same filter on another page."""
        return replace(self, page=page)
