"""Files that a customer hands in at his panel -> one raw mail, so that they take the way of every mail."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8
from email.utils import format_datetime, formataddr
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from bot.model import Customer

MOST_FILES = 10
LARGEST_FILE = 25_000_000  # bytes (B81)
LARGEST_TOTAL = 40_000_000  # bytes: encoded in a mail they stay below the largest one that is parsed
LONGEST_WORDS = 2_000  # characters
_UNSHOWN = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class HandedIn:
    """One file as the browser sent it; what it is, its content decides, in the child."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Received:
    """What became of files that were handed in."""

    id: str  # of their page
    is_new: bool  # False: the same files were sent before


def shown_name(name: str) -> str:
    """Return a file's name as it may be shown: its last part, without control and direction marks, 120 characters.

    >>> shown_name("fotos/pago 1.jpg"), shown_name("../../")
    ('pago 1.jpg', 'archivo')
    """
    return _UNSHOWN.sub("", re.split(r"[/\\]", name)[-1]).strip()[:120] or "archivo"


def complaint(files: Sequence[HandedIn]) -> str | None:
    """Return what is wrong with files that cannot be taken, in a sentence that says what to do; None: nothing."""
    if not files:
        return "Elija al menos un archivo: el comprobante que le dio su banco o su app."
    if len(files) > MOST_FILES:
        return f"Son {len(files)} archivos; envíe a lo más {MOST_FILES} a la vez."
    for file in files:
        if not file.content:
            return f"«{shown_name(file.name)}» está vacío; elija otra vez el archivo."
        if len(file.content) > LARGEST_FILE:
            return f"«{shown_name(file.name)}» pesa {_megabytes(len(file.content))}; el límite es de 25 MB por archivo."
    if (total := sum(len(file.content) for file in files)) > LARGEST_TOTAL:
        return f"Juntos pesan {_megabytes(total)}; envíe a lo más 40 MB a la vez, y el resto en otro envío."
    return None


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB"


def digest(files: Iterable[HandedIn], words: str, reference: str | None, about: Iterable[int] = ()) -> str:
    """Return what is equal for the same files with the same words: sent twice, they are one mail.

    `about` are the mails that an answer without a file may mean: the same words about another payment are another mail.
    """
    contents = sorted(hashlib.sha256(file.content).hexdigest() for file in files)
    said = (*contents, reference or "", words, *(f"mail {number}" for number in sorted(about)))
    return hashlib.sha256("\n".join(said).encode()).hexdigest()


def raw_mail(
    who: Customer,
    files: Sequence[HandedIn],
    words: str,
    reference: str | None,
    *,
    to: str,
    message_id: str,
    at: datetime,
) -> bytes:
    """Return the mail of these files, from the customer's own address.

    Nothing in it says that it is to be believed: that it came over a session stands in the ledger alone.
    """
    mail = EmailMessage(SMTP if who.email.isascii() else SMTPUTF8)
    mail["From"] = _from(_on_one_line(who.name), who.email)
    mail["To"] = to
    mail["Subject"] = "Comprobante enviado desde el panel" + (f", constancia {reference}" if reference else "")
    mail["Date"] = format_datetime(at)
    mail["Message-ID"] = message_id
    mail.set_content(_text(words, reference), cte="base64")
    for file in files:
        mail.add_attachment(file.content, "application", "octet-stream", filename=shown_name(file.name))
    return mail.as_bytes()


def _from(name: str, address: str) -> str:
    """Return the header; an address with a letter beyond ASCII, which formataddr refuses, as RFC 6532 writes it."""
    if address.isascii():
        return formataddr((name, address))
    plain = name.translate({ord('"'): " ", ord("\\"): " "})
    return f'"{plain}" <{address}>'


def _text(words: str, reference: str | None) -> str:
    """Return what the mail says: the slip from whose page he came, and his own words."""
    named = [f"Referencia: {reference}"] if reference else []
    own = [_on_one_line(line) for line in words[:LONGEST_WORDS].splitlines()]
    return "\n".join([*named, *own]) + "\n"


def _on_one_line(text: str) -> str:
    return " ".join(_UNSHOWN.sub(" ", text).split())
