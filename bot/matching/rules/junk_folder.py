"""The mail came in through the junk folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.model import Finding

if TYPE_CHECKING:
    from bot.model import Facts, Receipt, Slip

NAME = "junk_folder"


def check(_receipt: Receipt, _slips: tuple[Slip, ...], facts: Facts) -> Finding | None:
    """Return an objection when the mail lay in junk: it is read, and only a person decides (B23)."""
    if not facts.junk:
        return None
    return Finding(NAME, "El correo llegó a la carpeta de correo no deseado.")
