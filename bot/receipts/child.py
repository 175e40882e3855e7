"""Framed jobs on stdin -> JSON answers on stdout: the process that opens every file, and may die of it."""

from __future__ import annotations

import dataclasses
import json
import os
import select
import struct
import sys
import time
from datetime import datetime
from typing import TYPE_CHECKING, Any, BinaryIO

from bot.receipts import jail

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.model import Attachment, Box, Document
    from bot.receipts.unpack import Leaf

IDLE = 300  # seconds without a job: then the process leaves
PROCESSOR = 120  # seconds a job
MOST_LEAVES = 60  # files of one mail
DEEPEST = 5  # mails and archives inside one another


def main() -> None:
    """Work job after job until stdin ends, which it does when the bot dies."""
    jail.enter()
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # a library that prints would break the frames
    jobs = sys.stdin.buffer
    while select.select([jobs], [], [], IDLE)[0] and (frame := _received(jobs)):
        jail.allow_processor(PROCESSOR)
        _send(answers, _answer(*frame))


def _received(jobs: BinaryIO) -> tuple[dict[str, Any], bytes] | None:
    length = jobs.read(4)
    if len(length) < 4:
        return None
    header = json.loads(jobs.read(struct.unpack(">I", length)[0]))
    return header, jobs.read(header["size"])


def _send(answers: BinaryIO, answer: dict[str, Any]) -> None:
    body = json.dumps(answer, default=_plain, ensure_ascii=False).encode("utf-8", "replace")
    answers.write(struct.pack(">I", len(body)) + body)
    answers.flush()


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime) else str(value)


def _answer(job: dict[str, Any], content: bytes) -> dict[str, Any]:
    kind = job["job"]
    if kind == "headers":
        return {"mail": _mail(content)}
    if kind == "mail":
        return {"mail": _mail(content), "documents": _documents(_mail_leaves(content, 0), job)}
    if kind == "file":
        return {"documents": _documents(_file_leaves(job["name"], content, 0), job)}
    if kind == "look":
        leaves = _mail_leaves(content, 0) if job["name"] is None else _file_leaves(job["name"], content, 0)
        return {"texts": _looked(leaves, job["looks"])}
    return {"models": _models()}


def _mail(raw: bytes) -> dict[str, Any]:
    from bot.inbox.parse import parse

    return dataclasses.asdict(parse(raw)[0])


def _mail_leaves(raw: bytes, depth: int) -> Iterator[Leaf]:
    from bot.inbox.parse import parse

    for attachment in parse(raw)[1]:
        yield from _attachment_leaves(attachment, depth)


def _attachment_leaves(attachment: Attachment, depth: int) -> Iterator[Leaf]:
    from bot.receipts.unpack import Leaf

    if attachment.content_type in ("text/plain", "text/html") and attachment.name.startswith(("cuerpo.", "mensaje.")):
        yield Leaf(attachment.name, "html" if attachment.content_type == "text/html" else "text", attachment.content)
    else:
        yield from _file_leaves(attachment.name, attachment.content, depth)


def _file_leaves(name: str, content: bytes, depth: int) -> Iterator[Leaf]:
    from bot.receipts.unpack import leaves

    for leaf in leaves(name, content):
        if leaf.kind == "eml" and not leaf.flags and depth < DEEPEST:
            yield from _mail_leaves(leaf.content, depth + 1)
        else:
            yield leaf


def _documents(leaves: Iterator[Leaf], job: dict[str, Any]) -> list[dict[str, Any]]:
    """Return a document a leaf, in order; what the time does not allow any more carries the flag `not_read`."""
    from bot.receipts.document import document

    until = time.monotonic() + job["seconds"]
    documents = []
    for number, leaf in enumerate(leaves):
        if number >= MOST_LEAVES:
            break
        late = time.monotonic() > until
        documents.append(document(dataclasses.replace(leaf, flags=("not_read",)) if late else leaf, job["attempt"]))
    return [_as_json(one) for one in documents]


def _as_json(document: Document) -> dict[str, Any]:
    return dataclasses.asdict(document)


def _looked(leaves: Iterator[Leaf], looks: list[tuple[str, int, Box]]) -> list[str]:
    from bot.receipts.look import look

    return list(look(tuple(leaves), tuple(looks)))


def _models() -> str:
    import numpy as np

    from bot.receipts import ocr

    ocr.read(np.full((64, 64, 3), 255, dtype=np.uint8))
    return "ok"


if __name__ == "__main__":
    main()
