"""Staff say that this is no payment of ours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.errors import ComprobotError
from bot.model import Decision, Finding

if TYPE_CHECKING:
    from datetime import datetime

    from bot.model import Receipt, Share

NAME = "reject"


def decide(
    shares: tuple[Share, ...], _receipt: Receipt | None, said: tuple[str, ...], *, by: str, at: datetime
) -> Decision:
    """Return the decision to do nothing; ComprobotError when no reason is given."""
    reason = " ".join(said).strip()
    if not reason:
        raise ComprobotError("Escriba el motivo con --reason.")
    return Decision(
        "ignore", (Finding("rejected_by_staff", f"{by}: {reason}"),), tuple(share.slip for share in shares), by, at
    )
