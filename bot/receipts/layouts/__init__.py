"""The shelf of layouts: each mends what the generic reader gets wrong for one bank, in this order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from bot.model import Document, Receipt


class Layout(Protocol):
    """What a file on the shelf offers."""

    def mend(self, receipt: Receipt, documents: tuple[Document, ...]) -> Receipt:
        """Return the receipt as this bank means it; the same receipt when it is not this bank's."""


LAYOUTS: tuple[Layout, ...] = ()
