"""Raw mail -> InboundMail and its attachments, whatever was done to its MIME."""

from __future__ import annotations

import binascii
import hashlib
import re
from base64 import b64decode
from dataclasses import dataclass, field, replace
from email import message_from_bytes
from email.message import Message
from email.policy import Compat32
from typing import TYPE_CHECKING

from bot.inbox import bounces, flatten, headers
from bot.inbox.quotes import own_text
from bot.model import Attachment, InboundMail

if TYPE_CHECKING:
    from collections.abc import Iterator


class _AsSent(Compat32):
    """Hands headers out as they came: the library's own way turns every byte above ASCII into a question mark."""

    def header_fetch_parse(self, name: str, value: str) -> str:  # noqa: ARG002
        return value


_AS_SENT = _AsSent()
LARGEST_MAIL = 60_000_000  # bytes
LARGEST_TOTAL = 200_000_000  # bytes of all decoded parts
LONGEST_TEXT = 500_000  # characters
MOST_PARTS = 500
DEEPEST = 20  # multiparts inside one another
DEEPEST_MAIL = 5  # mails inside one another
LONGEST_NAME = 120  # characters
_ROWS = re.compile(r"<(?:table|dl)\b", re.IGNORECASE)
# a plain text that announces a forwarded mail and ends there: the mail is only in the HTML
_ANNOUNCED = re.compile(r"(?<![-_])[-_]{3,}+[^\n]{0,40}(?:forward|reenvi|original)[^\n]{0,80}\s*\Z", re.IGNORECASE)


@dataclass(slots=True)
class _Gathered:
    """What a walk through the parts has found so far."""

    plain: list[str] = field(default_factory=list)
    html: list[str] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    digests: list[str] = field(default_factory=list)
    defects: list[str] = field(default_factory=list)
    parts: int = 0
    size: int = 0


def parse(raw: bytes) -> tuple[InboundMail, tuple[Attachment, ...]]:
    """Return what the mail says and the files it carries, its own text last; never an error (B91).

    What is wrong with it is told in `defects`; beyond the limits of B81 the rest is left out and told there too.
    """
    message, defects = _message(raw)
    gathered = _Gathered(defects=defects)
    _walk(message, gathered, 0, 0)
    text, body = _body(gathered)
    mail = replace(_mail(message, gathered, text), bounce=bounces.found_in(raw))
    return mail, (*gathered.attachments, *body)


def _message(raw: bytes) -> tuple[Message, list[str]]:
    head = raw[: headers.BLOCK + 4]
    end = re.search(rb"\r?\n\r?\n|\A\r?\n", head)
    defects: list[str] = []
    if end is None and len(raw) > headers.BLOCK:
        raw, defects = head, ["headers_too_large"]
    if len(raw) > LARGEST_MAIL:
        raw, defects = raw[: end.end() if end else headers.BLOCK], ["too_large"]
    if raw.startswith(b"From "):  # an mbox line before the headers
        raw = raw.split(b"\n", 1)[-1]
    if _nesting(raw) > 2000:
        raw, defects = raw[: end.end() if end else headers.BLOCK], [*defects, "too_many_parts"]
    try:
        return message_from_bytes(raw, policy=_AS_SENT), defects
    except (RecursionError, ValueError, LookupError, AttributeError, TypeError, IndexError) as error:
        message = message_from_bytes(
            raw[: end.end() if end else headers.BLOCK].replace(b"multipart/", b"text/"), policy=_AS_SENT
        )
        return message, [*defects, f"unparsable: {type(error).__name__}"]


def _nesting(raw: bytes) -> int:
    """Return how many parts open another mail or multipart: the parser's time grows with their square."""
    return len(re.findall(rb"content-type:\s*(?:multipart|message)/", raw, re.IGNORECASE))


def _walk(message: Message, gathered: _Gathered, depth: int, mails: int) -> None:
    gathered.parts += 1
    if gathered.parts > MOST_PARTS or depth > DEEPEST or gathered.size > LARGEST_TOTAL:
        _note(gathered, "too_many_parts" if depth <= DEEPEST else "too_deep")
        return
    for defect in message.defects:
        _note(gathered, type(defect).__name__)
    kind = _content_type(message)
    if kind in ("message/rfc822", "message/global"):
        _nested(message, gathered, depth, mails)
    elif message.is_multipart():
        for part in _parts(message):
            _walk(part, gathered, depth + 1, mails)
    else:
        _leaf(message, kind, gathered)


def _nested(message: Message, gathered: _Gathered, depth: int, mails: int) -> None:
    """Gather from a forwarded mail; its own text becomes an attachment of its own."""
    if mails >= DEEPEST_MAIL:
        _note(gathered, "too_deep")
        return
    for inner in _inner_mails(message):
        within = _Gathered(parts=gathered.parts, size=gathered.size)
        _walk(inner, within, depth + 1, mails + 1)
        gathered.parts, gathered.size = within.parts, within.size
        _, body = _body(within, "mensaje")
        gathered.attachments.extend((*within.attachments, *body))
        gathered.digests.extend(within.digests)
        for defect in within.defects:
            _note(gathered, defect)


def _inner_mails(message: Message) -> Iterator[Message]:
    inner = _parts(message)
    if not inner:
        yield message_from_bytes(_decoded(message), policy=_AS_SENT)
    for mail in inner:
        # some programs wrap the whole mail in base64, which RFC 2046 forbids and the parser takes for its text
        if not mail.keys() and not mail.is_multipart() and _encoding(message) == "base64":
            yield message_from_bytes(_unwrapped(_decoded(mail)), policy=_AS_SENT)
        else:
            yield mail


def _parts(message: Message) -> tuple[Message, ...]:
    payload = message.get_payload() if message.is_multipart() else ()
    return tuple(part for part in payload if isinstance(part, Message))


def _unwrapped(body: bytes) -> bytes:
    try:
        return b64decode(body)
    except binascii.Error:
        return b""


def _leaf(message: Message, kind: str, gathered: _Gathered) -> None:
    content = _decoded(message)
    gathered.size += len(content)
    name = _file_name(message)
    gathered.digests.append(f"{kind} {hashlib.sha256(content).hexdigest()}")
    if kind.startswith("text/"):
        content = _as_utf8(message, content, gathered)
    attached = str(message.get("Content-Disposition", "")).strip().lower().startswith("attachment")
    if kind in ("text/plain", "text/html") and not name and not attached:
        (gathered.html if kind == "text/html" else gathered.plain).append(content.decode("utf-8", "replace"))
    elif content.strip() or name:  # an empty file is one that its sender believes he sent
        gathered.attachments.append(Attachment(name or "adjunto", kind, content))


def _body(gathered: _Gathered, name: str = "cuerpo") -> tuple[str, tuple[Attachment, ...]]:
    """Return the text of a mail and, as a file, its body.

    It is the HTML where that shows more: rows of facts, a forwarded mail that the plain text only announces, or by far
    more text.
    """
    plain, html = "\n".join(gathered.plain)[:LONGEST_TEXT], "\n".join(gathered.html)[: 4 * LONGEST_TEXT]
    flat = flatten.text(html)[:LONGEST_TEXT] if html else ""
    text = plain if plain.strip() else flat
    if flat.strip() and (
        _ROWS.search(html) or not plain.strip() or len(flat) > 2 * len(plain) + 200 or _ANNOUNCED.search(plain)
    ):
        return text, (Attachment(f"{name}.html", "text/html", html.encode()),)
    if text.strip():
        return text, (Attachment(f"{name}.txt", "text/plain", text.encode()),)
    return text, ()


def _mail(message: Message, gathered: _Gathered, text: str) -> InboundMail:
    lines = _header_lines(message, gathered)

    def every(name: str) -> list[str]:
        return [value for header, value in lines if header == name]

    sender, sender_name = headers.strict_address(every("from"))
    ids = headers.message_ids(every("message-id")[:1])
    shown = tuple((name, headers.decoded(value)) for name, value in lines)
    return InboundMail(
        fingerprint=_fingerprint(shown, gathered.digests),
        message_id=ids[0] if len(ids) == 1 else None,
        from_address=sender,
        from_name=sender_name[:200],
        to=headers.addresses(every("to")),
        cc=headers.addresses(every("cc")),
        reply_to=headers.strict_address(every("reply-to"))[0],
        subject=next((value for name, value in shown if name == "subject"), "")[:1000],
        sent_at=next((headers.instant(value) for value in every("date")), None),
        in_reply_to=headers.message_ids(every("in-reply-to")),
        references=headers.message_ids(every("references")),
        headers=shown,
        text=_printable(text),
        own_text=own_text(_printable(text)),
        defects=tuple(gathered.defects),
    )


def _header_lines(message: Message, gathered: _Gathered) -> list[tuple[str, str]]:
    """Return lower-case names and raw values, cut at the limits of B81."""
    lines, left = [], headers.BLOCK
    for name, value in message.raw_items():
        text = str(value)
        if len(text) > headers.LONGEST or left < len(text):
            _note(gathered, "headers_too_large")
        text = text[: min(headers.LONGEST, left)]
        left -= len(text)
        lines.append((headers.clean(str(name).lower())[:200], text))
    return lines[:1000]


def _fingerprint(shown: tuple[tuple[str, str], ...], digests: list[str]) -> str:
    """Return the SHA-256 of what every copy of the mail shares; what servers add on the way is left out (B26)."""
    first = dict(reversed(shown))
    same = [" ".join(first.get(name, "").split()) for name in ("message-id", "from", "date", "subject")]
    return hashlib.sha256("\n".join((*same, *digests)).encode("utf-8", "replace")).hexdigest()


def _decoded(message: Message) -> bytes:
    """Return the decoded bytes of a part, as far as they can be decoded."""
    try:
        payload = message.get_payload(decode=True)
    except (ValueError, LookupError, AssertionError, IndexError, TypeError):
        return b""
    return payload if isinstance(payload, bytes) else b""


def _as_utf8(message: Message, content: bytes, gathered: _Gathered) -> bytes:
    charset = _parameter(message, "charset")
    if not charset:
        return content if _content_type(message) == "text/html" else headers.as_text(content).encode()
    text = headers.in_charset(content, charset)
    if "\ufffd" in text:
        _note(gathered, "charset")
        text = headers.as_text(content)
    return text.encode("utf-8", "replace")


def _content_type(message: Message) -> str:
    try:
        return headers.clean(message.get_content_type())[:100]
    except (AttributeError, TypeError, ValueError):
        return "application/octet-stream"


def _encoding(message: Message) -> str:
    return str(message.get("Content-Transfer-Encoding", "")).strip().lower()


def _parameter(message: Message, name: str) -> str:
    try:
        value = message.get_param(name)
    except (AttributeError, TypeError, ValueError, LookupError):
        return ""
    return str(value[2] if isinstance(value, tuple) else value or "")


def _file_name(message: Message) -> str:
    try:
        name = message.get_filename() or ""
    except (AttributeError, TypeError, ValueError, LookupError):
        name = "adjunto"
    last = re.split(r"[/\\]", headers.decoded(name))[-1]
    return last[-LONGEST_NAME:].strip()


def _printable(text: str) -> str:
    """Return the text with its lines, without other control characters."""
    return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]", "", text.replace("\r\n", "\n"))


def _note(gathered: _Gathered, defect: str) -> None:
    if defect not in gathered.defects and len(gathered.defects) < 50:
        gathered.defects.append(defect)
