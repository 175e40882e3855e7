"""A mail that says another one did not arrive -> to whom, and which it was (RFC 3464, and what older servers write)."""

from __future__ import annotations

import re
from email import message_from_bytes
from typing import TYPE_CHECKING

from bot.model import Bounce

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import Message

LONGEST = 1_000_000  # bytes that are looked at: the words of the server come first
MOST = 20  # recipients, and marks of ours

_ROBOT = re.compile(
    rb"(?im)^(?:return-path:\s*<\s*>|x-failed-recipients:|auto-submitted:\s*auto-(?:replied|generated)"
    rb"|content-type:\s*multipart/report|from:.*\b(?:mailer[-_.]?daemon|postmaster|mail delivery))"
)
_SUBJECT = re.compile(
    rb"(?im)^subject:.*(?:undeliver|deliver\w* (?:fail|status|problem)|fail\w* (?:deliver|notice)|returned mail"
    rb"|could not send|no se (?:pudo|puede) entregar|no entregad|rebot|mail system error|mail delivery|non remis)"
)
_MARK = re.compile(r"(?im)^[>\s]*(?:message-id|x-comprobot-id):\s*(<[^<>\s]{3,250}>|C-\d{1,18}-[a-z2-7]{12})")
_BROKEN = (ValueError, LookupError, AttributeError, TypeError, AssertionError, RecursionError)


def found_in(raw: bytes) -> Bounce | None:
    """Return what came back, None when the mail says nothing of the kind; never an error (B91)."""
    head = raw[:65_536].partition(b"\n\n")[0].partition(b"\r\n\r\n")[0]
    if not (_ROBOT.search(head) or _SUBJECT.search(head)):
        return None
    try:
        return _read(message_from_bytes(raw[:LONGEST]))
    except _BROKEN:
        return None


def _read(message: Message) -> Bounce | None:
    from flufl.bounce import all_failures

    later, never = all_failures(message)
    if not later and not never:
        return None
    recipients = sorted({_text(address).lower() for address in (never or later)})
    return Bounce(tuple(recipients)[:MOST], bool(never), tuple(dict.fromkeys(_marks(message)))[:MOST])


def _marks(message: Message) -> Iterator[str]:
    """Yield what tells our letter in the copy that came back: its Message-ID and the signed word of its case."""
    parts = list(message.walk())[1:]
    for part in parts:
        lines = "\n".join(f"{name}: {value}" for name, value in part.items())
        payload = b"" if part.is_multipart() else part.get_payload(decode=True)
        text = _text(payload) if isinstance(payload, bytes) else ""
        yield from _MARK.findall(f"{lines}\n{text}")
    if not parts:
        yield from _MARK.findall(str(message.get_payload()))


def _text(content: bytes | str) -> str:
    return content.decode("utf-8", "replace") if isinstance(content, bytes) else content
