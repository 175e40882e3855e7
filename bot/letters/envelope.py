"""The words of a letter and its addresses -> the bytes that go over the wire."""

from __future__ import annotations

import hashlib
import re
from email.header import decode_header, make_header
from email.headerregistry import Address
from email.message import EmailMessage
from email.parser import BytesHeaderParser
from email.policy import EmailPolicy
from email.utils import format_datetime
from typing import TYPE_CHECKING

from bot.errors import LetterRefused
from bot.letters.thread_token import thread_id

if TYPE_CHECKING:
    from datetime import datetime

    from bot.letters.voice import Words
    from bot.model import Enclosure

SUBJECT_LIMIT = 150  # characters
REFERENCES_LIMIT = 20
_IDS = ("message-id", "in-reply-to", "references")
# not a Message-ID: "=?", which the email package would decode when the header is set
_MESSAGE_ID = re.compile(r"(?!.*=\?)<[!-;=?A-~]{1,120}@[!-;=?A-~]{1,120}>")
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9.-]{1,250}")
# C0, C1, soft hyphen, zero width, bidi marks and embeddings, line and paragraph separators
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+")


class _WirePolicy(EmailPolicy):
    """SMTP's policy that folds Message-IDs at the blanks between them; the standard one encodes the long ones."""

    def fold_binary(self, name: str, value: str) -> bytes:
        """Return the header as bytes."""
        if name.lower() in _IDS:
            return f"{name}: ".encode() + "\r\n ".join(str(value).split()).encode("ascii") + b"\r\n"
        return super().fold_binary(name, value)


_WIRE = _WirePolicy(linesep="\r\n", cte_type="7bit")


def seen(text: str) -> str:
    """Return a text on one line, without characters that no reader sees."""
    return " ".join(_UNSEEN.sub(" ", text).split())


def cleaned(value: str, limit: int) -> str:
    """Return a header value decoded, without unseen characters, at most `limit` characters long (B99)."""
    for _ in range(3):  # an encoded word may hide another
        value = seen(_decoded(value))
    return value.replace("=?", "= ?")[:limit].strip()


def _decoded(value: str) -> str:
    try:
        return str(make_header(decode_header(value)))
    except (ValueError, LookupError):  # an unknown charset or broken base64 stays as it is written
        return value


def seal(
    words: Words,
    *,
    subject: str,
    sender: tuple[str, str],
    to: str,
    message_id: str,
    token: str,
    answers: tuple[str | None, tuple[str, ...]] | None,
    now: datetime,
    enclosures: tuple[Enclosure, ...],
) -> bytes:
    """Return the mail; LetterRefused as B99 says.

    `answers` is the Message-ID and References of the mail answered, `token` the signed word of the case (B54).
    """
    headers = {
        "From": Address(cleaned(sender[0], 80), addr_spec=_address(sender[1])),
        "To": Address(addr_spec=_address(to)),
        "Subject": cleaned(subject, SUBJECT_LIMIT),
        "Date": format_datetime(now),
        "Message-ID": message_id,
        **_thread_headers(answers, thread_id(message_id, token)),
        "Auto-Submitted": "auto-replied" if answers else "auto-generated",
        "X-Auto-Response-Suppress": "All",
        "X-Comprobot-Id": token,
    }
    message = EmailMessage(policy=_WIRE)
    for name, value in headers.items():
        message[name] = value
    _fill(message, words, enclosures)
    raw = message.as_bytes()
    _check(raw, {*headers, "MIME-Version", "Content-Type"}, to)
    return raw


def _address(address: str) -> str:
    if not _ADDRESS.fullmatch(address):
        raise LetterRefused("La dirección del destinatario no se puede usar en una carta.")
    return address


def _thread_headers(answers: tuple[str | None, tuple[str, ...]] | None, thread: str) -> dict[str, str]:
    """Return In-Reply-To and References, at most 20 with the first and the last kept (B67).

    The id of the case stands among them: an answer brings it back though a relay gave the letter another id (B62).
    """
    if answers is None or not _MESSAGE_ID.fullmatch(answers[0] or ""):
        return {"References": thread}
    earlier = [i for i in dict.fromkeys(answers[1]) if _MESSAGE_ID.fullmatch(i) and i != answers[0]]
    chain = [*earlier, str(answers[0])]
    first, rest = chain[: len(chain) > 1], chain[len(chain) > 1 :]
    kept = [*first, thread, *rest[len(first) + 1 - REFERENCES_LIMIT :]]
    return {"In-Reply-To": str(answers[0]), "References": " ".join(kept)}


def _fill(message: EmailMessage, words: Words, enclosures: tuple[Enclosure, ...]) -> None:
    message.set_content(words.text, cte="quoted-printable")
    message.add_alternative(words.html, subtype="html", cte="quoted-printable")
    for enclosure in enclosures:
        main, _, sub = enclosure.content_type.partition("/")
        message.add_attachment(enclosure.content, maintype=main, subtype=sub, filename=enclosure.name)
    # a boundary of our own, since the standard one is drawn by chance and the bytes must repeat (B43)
    for number, part in enumerate(p for p in message.walk() if p.is_multipart()):
        seed = f"{message['Message-ID']} {number}".encode()
        part.set_boundary(f"=_{hashlib.sha256(seed).hexdigest()[:32]}")


def _check(raw: bytes, expected: set[str], to: str) -> None:
    """Read the bytes back; LetterRefused when they hold a header we did not set, or another recipient (B99)."""
    found = BytesHeaderParser(policy=EmailPolicy()).parsebytes(raw)
    names = sorted(name.lower() for name in found)
    if names != sorted(name.lower() for name in expected) or str(found["To"]) != to:
        raise LetterRefused("La carta tendría cabeceras que no pusimos; no sale así.")
