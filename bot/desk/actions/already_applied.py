"""Staff say that this payment was applied before, in another case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.errors import ComprobotError
from bot.model import Decision, Finding

if TYPE_CHECKING:
    from datetime import datetime

    from bot.model import Receipt, Share

NAME = "already_applied"


def decide(
    shares: tuple[Share, ...], _receipt: Receipt | None, said: tuple[str, ...], *, by: str, at: datetime
) -> Decision:
    """Return the decision to do nothing; ComprobotError unless `said` is the number of the other case."""
    finding = Finding("payment_already_used", f"{by}: es el mismo pago que C-{case_named(said)}.")
    return Decision("ignore", (finding,), tuple(share.slip for share in shares), by, at)


def case_named(said: tuple[str, ...]) -> int:
    """Return the number of the other case; ComprobotError when none is said."""
    number = (said[0] if len(said) == 1 else "").upper().removeprefix("C-")
    if not (number.isascii() and number.isdigit() and len(number) < 16):
        raise ComprobotError("Diga en qué caso se aplicó ese pago, por ejemplo C-4790.")
    return int(number)


def sentence(decision: Decision, _receipt: Receipt | None) -> str:
    """Return what was done."""
    return decision.reasons[0].reason.partition(": ")[2].rstrip(".")


def tells(_said: tuple[str, ...]) -> tuple[str, ...]:
    """Return nothing: that payment had its letters."""
    return ()
