"""JSON of the child -> frozen dataclasses, each value of the type it must have; never trusted."""

from __future__ import annotations

import hashlib
from functools import cache
from typing import TYPE_CHECKING, Any

import msgspec

from bot.errors import UnreadableMail
from bot.model import Document, InboundMail, PageImage

if TYPE_CHECKING:
    from collections.abc import Iterable

_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")


def mail(answer: bytes) -> InboundMail:
    """Return the mail of an answer; UnreadableMail when it is anything else."""
    one: InboundMail = _part(answer, "mail", InboundMail)
    if one.sent_at is not None and one.sent_at.tzinfo is None:
        raise UnreadableMail("the reader's answer has a wrong sent_at")
    return one


def document(answer: bytes) -> Document:
    """Return the document of an answer; UnreadableMail when it is anything else."""
    return _part(answer, "document", Document)  # type: ignore[no-any-return]


def texts(answer: bytes) -> tuple[str, ...]:
    """Return the texts of a second look; UnreadableMail when they are anything else."""
    return _part(answer, "texts", tuple[str, ...])  # type: ignore[no-any-return]


def picture(answer: bytes) -> PageImage | None:
    """Return the page of an answer, None when it has no picture; UnreadableMail when it is anything else."""
    one: PageImage | None = _part(answer, "picture", PageImage | None)
    if one is None:
        return None
    if not one.content.startswith(_PICTURES) or not (0 < one.width < 1e6 and 0 < one.height < 1e6):
        raise UnreadableMail("the reader's answer is no picture")
    return one


def original(answers: Iterable[bytes], sha256: str) -> bytes | None:
    """Return the file of these answers, None when there is none; UnreadableMail when it is another one."""
    content = b"".join(_part(answer, "part", bytes) for answer in answers)
    if content and hashlib.sha256(content).hexdigest() != sha256:
        raise UnreadableMail("the reader's answer is another file")
    return content or None


def models(answer: bytes) -> str:
    """Return the child's word on its models; UnreadableMail when it gives none."""
    return _part(answer, "models", str)  # type: ignore[no-any-return]


def _part(answer: bytes, name: str, kind: Any) -> Any:
    """Return the part of an answer with this name as `kind` says; UnreadableMail when there is none."""
    try:
        whole = _decoder(kind).decode(answer)
    except (ValueError, RecursionError) as error:  # msgspec's own errors are ValueErrors
        raise UnreadableMail(f"the reader's answer has no {name} of the right kind ({error})") from error
    if name not in whole:
        raise UnreadableMail(f"the reader's answer has no {name}")
    return whole[name]


@cache
def _decoder(kind: Any) -> Any:
    return msgspec.json.Decoder(dict[str, kind])
