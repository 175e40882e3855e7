"""The mail comes from an address that is not on file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.model import Finding

if TYPE_CHECKING:
    from bot.model import Facts, Receipt, Slip

NAME = "sender_unknown"


def check(_receipt: Receipt, _slips: tuple[Slip, ...], facts: Facts) -> Finding | None:
    """Return an objection when the sender is no customer of ours and the trust policy wants a person then."""
    if facts.sender is not None or facts.trust.sender_unknown != "review":
        return None
    return Finding(NAME, "El correo viene de una dirección que no está registrada.")
