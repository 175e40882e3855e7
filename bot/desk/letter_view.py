"""The frozen bytes of a letter of ours -> what its reader saw: heads, text, HTML, and the names of its enclosures."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email import message_from_bytes
from email.policy import SMTP
from typing import TYPE_CHECKING

from fastapi.responses import HTMLResponse

if TYPE_CHECKING:
    from email.message import EmailMessage

POLICY = (
    "sandbox allow-top-navigation-by-user-activation; default-src 'none'; style-src 'unsafe-inline'; "
    "frame-ancestors 'self'; base-uri 'none'; form-action 'none'"
)
"""Content-Security-Policy of a letter in its frame: its own styles, and nothing else runs or loads (B94)."""

_DARK = re.compile(r"@media\s*\(\s*prefers-color-scheme\s*:\s*dark\s*\)")
_SCHEME = re.compile(r'(<meta name="(?:color-scheme|supported-color-schemes)" content=")[^"]*(">)')


@dataclass(frozen=True, slots=True)
class Seen:
    """One letter as its reader gets it."""

    sender: str
    to: str
    subject: str
    date: str
    text: str
    html: str  # "" when it has none
    enclosures: tuple[str, ...]


def seen(raw: bytes) -> Seen:
    """Return what the letter shows."""
    mail: EmailMessage = message_from_bytes(raw, policy=SMTP)
    return Seen(
        sender=str(mail.get("From", "")),
        to=str(mail.get("To", "")),
        subject=str(mail.get("Subject", "")),
        date=str(mail.get("Date", "")),
        text=_body(mail, "plain"),
        html=_body(mail, "html"),
        enclosures=tuple(part.get_filename() or "sin nombre" for part in mail.iter_attachments()),
    )


def _body(mail: EmailMessage, kind: str) -> str:
    part = mail.get_body((kind,))
    return str(part.get_content()).replace("\r\n", "\n") if part is not None else ""


def framed(html: str, scheme: str) -> HTMLResponse:
    """Return the HTML as a page for a sandboxed frame, in the "light" or "dark" scheme whatever the machine prefers."""
    wanted = "@media all" if scheme == "dark" else "@media not all"
    shown = _SCHEME.sub(rf"\g<1>{scheme}\g<2>", _DARK.sub(wanted, html))
    return HTMLResponse(shown, headers={"Content-Security-Policy": POLICY})
