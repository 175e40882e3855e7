"""JSON of the child -> frozen dataclasses, each value checked against the type it must have; never trusted."""

from __future__ import annotations

import hashlib
import json
import types
from base64 import b64decode
from dataclasses import is_dataclass
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, Union, get_args, get_origin, get_type_hints

from bot.errors import UnreadableMail
from bot.model import Document, InboundMail, PageImage

if TYPE_CHECKING:
    from collections.abc import Iterable


def mail(answer: bytes) -> InboundMail:
    """Return the mail of an answer; UnreadableMail when it is anything else."""
    return _built(InboundMail, _part(answer, "mail"))  # type: ignore[no-any-return]


def document(answer: bytes) -> Document:
    """Return the document of an answer; UnreadableMail when it is anything else."""
    return _built(Document, _part(answer, "document"))  # type: ignore[no-any-return]


def texts(answer: bytes) -> tuple[str, ...]:
    """Return the texts of a second look; UnreadableMail when they are anything else."""
    return _checked(tuple[str, ...], _part(answer, "texts"), "texts")  # type: ignore[no-any-return]


_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")


def picture(answer: bytes) -> PageImage | None:
    """Return the page of an answer, None when it has no picture; UnreadableMail when it is anything else."""
    said = _part(answer, "picture")
    if said is None:
        return None
    if not isinstance(said, dict) or said.keys() != {"content", "width", "height"}:
        raise UnreadableMail("the reader's answer is no picture")
    content = _bytes(said["content"])
    width, height = (_checked(float, said[side], side) for side in ("width", "height"))
    if not content.startswith(_PICTURES) or not (0 < width < 1e6 and 0 < height < 1e6):
        raise UnreadableMail("the reader's answer is no picture")
    return PageImage(content, width, height)


def original(answers: Iterable[bytes], sha256: str) -> bytes | None:
    """Return the file of these answers, None when there is none; UnreadableMail when it is another one."""
    content = b"".join(_bytes(_part(answer, "part")) for answer in answers)
    if content and hashlib.sha256(content).hexdigest() != sha256:
        raise UnreadableMail("the reader's answer is another file")
    return content or None


def _bytes(text: Any) -> bytes:
    try:
        return b64decode(_checked(str, text, "content"), validate=True)
    except ValueError as error:
        raise UnreadableMail("the reader's answer is no base64") from error


def models(answer: bytes) -> str:
    """Return the child's word on its models; UnreadableMail when it gives none."""
    return _checked(str, _part(answer, "models"), "models")  # type: ignore[no-any-return]


def _part(answer: bytes, name: str) -> Any:
    try:
        whole = json.loads(answer)
    except (ValueError, RecursionError) as error:
        raise UnreadableMail("the reader's answer is no JSON") from error
    if not isinstance(whole, dict) or name not in whole:
        raise UnreadableMail(f"the reader's answer has no {name}")
    return whole[name]


def _built(kind: Any, value: Any) -> Any:
    hints = _hints(kind)
    if not isinstance(value, dict) or value.keys() != hints.keys():
        raise UnreadableMail(f"the reader's answer is no {kind.__name__}")
    return kind(**{name: _checked(hint, value[name], name) for name, hint in hints.items()})


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind, localns={"datetime": datetime})


@cache
def _form(hint: Any) -> tuple[Any, tuple[Any, ...]]:
    return get_origin(hint), get_args(hint)


def _checked(hint: Any, value: Any, name: str) -> Any:
    """Return `value` as `hint` says; UnreadableMail naming the field when it is of another kind."""
    origin, inner = _form(hint)
    if type(value) is hint or (origin is Literal and value in inner):  # a text, a number: most of what a page has
        return value
    if origin in (Union, types.UnionType):
        return None if value is None else _checked(inner[0], value, name)
    if origin is tuple and isinstance(value, list):
        return _tuple(inner, value, name)
    if is_dataclass(hint):
        return _built(hint, value)
    if hint is datetime and isinstance(value, str):
        return _instant(value, name)
    if hint is float and type(value) is int:
        return float(value)
    raise UnreadableMail(f"the reader's answer has a wrong {name}")


def _tuple(kinds: tuple[Any, ...], value: list[Any], name: str) -> tuple[Any, ...]:
    wanted = (kinds[0],) * len(value) if kinds[-1] is Ellipsis else kinds
    if len(wanted) != len(value):
        raise UnreadableMail(f"the reader's answer has a wrong {name}")
    return tuple(_checked(kind, one, name) for kind, one in zip(wanted, value, strict=True))


def _instant(value: str, name: str) -> datetime:
    try:
        said = datetime.fromisoformat(value)
    except ValueError as error:
        raise UnreadableMail(f"the reader's answer has a wrong {name}") from error
    if said.tzinfo is None:
        raise UnreadableMail(f"the reader's answer has a wrong {name}")
    return said
