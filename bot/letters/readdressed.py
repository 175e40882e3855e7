"""A frozen letter -> the same letter to another address."""

from __future__ import annotations

import re
from dataclasses import replace
from email import message_from_bytes
from email.policy import SMTP
from typing import TYPE_CHECKING

from bot.errors import ComprobotError

if TYPE_CHECKING:
    from bot.model import Letter

_ADDRESS = re.compile(r"[^\s@<>,;:\"()\[\]\\]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,250}[A-Za-z0-9])?\.[A-Za-z]{2,}")


def readdressed(letter: Letter, to: str, message_id: str, own_addresses: tuple[str, ...]) -> Letter:
    """Return the letter for `to`; ComprobotError when that is no address, or one of ours (addresses, whole domains)."""
    if not (to.isascii() and _ADDRESS.fullmatch(to)):
        raise ComprobotError(f"«{to}» no es una dirección de correo.")
    if {to.lower(), to.lower().partition("@")[2]} & {own.lower() for own in own_addresses}:
        raise ComprobotError("Esa dirección es nuestra; la carta es para el cliente.")
    message = message_from_bytes(letter.raw, policy=SMTP)
    for name, value in (("To", to), ("Message-ID", message_id)):
        del message[name]
        message[name] = value
    return replace(letter, to=to, message_id=message_id, raw=message.as_bytes())
