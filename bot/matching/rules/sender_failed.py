"""The mail failed the check of its sender (DMARC)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.model import Finding

if TYPE_CHECKING:
    from bot.model import Facts, Receipt, Slip

NAME = "sender_failed"


def check(_receipt: Receipt, _slips: tuple[Slip, ...], facts: Facts) -> Finding | None:
    """Return an objection when our own receiver says fail and the trust policy wants a person then (B75)."""
    if facts.authenticity != "failed" or facts.trust.sender_failed != "review":
        return None
    return Finding(NAME, "El correo no pasó la verificación del remitente (DMARC).")
