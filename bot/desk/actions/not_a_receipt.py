"""Staff say that this is no receipt at all: it is filed, and nobody is answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.model import Decision, Finding

if TYPE_CHECKING:
    from datetime import datetime

    from bot.model import Receipt, Share

NAME = "not_a_receipt"


def decide(
    _shares: tuple[Share, ...], _receipt: Receipt | None, _said: tuple[str, ...], *, by: str, at: datetime
) -> Decision:
    """Return the decision to do nothing."""
    return Decision("ignore", (Finding("not_a_receipt", f"{by}: no es un comprobante."),), (), by, at)


def sentence(_decision: Decision, _receipt: Receipt | None) -> str:
    """Return what was done."""
    return "archivado sin respuesta"


def tells(_said: tuple[str, ...]) -> tuple[str, ...]:
    """Return nothing: nobody is answered."""
    return ()
