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
from itertools import islice
from typing import TYPE_CHECKING, Any, BinaryIO

from bot.receipts import jail

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.model import Attachment, Box, InboundMail
    from bot.receipts.unpack import Leaf

IDLE = 300  # seconds without a job: then the process leaves
PROCESSOR = 120  # seconds a job
MOST_LEAVES = 60  # files of one mail; one more stands for the rest, unread
# what keeps a mail from being read whole -> the flag that says so
UNREAD = {"unparsable": "corrupt", "too_large": "too_large", "too_many_parts": "too_many_parts", "too_deep": "too_deep"}
LAST_ATTEMPT = 3  # ways of reading a file: PDFium, pdfplumber, pictures of its pages
DEEPEST = 5  # mails and archives inside one another


def main() -> None:
    """Work job after job until stdin ends, which it does when the bot dies."""
    jail.enter()
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # a library that prints would break the frames
    jobs = sys.stdin.buffer
    while select.select([jobs], [], [], IDLE)[0] and (frame := _received(jobs)):
        jail.allow_processor(PROCESSOR)
        for answer in _answers(*frame):
            _send(answers, json.dumps(answer, default=_plain, ensure_ascii=False).encode("utf-8", "replace"))
        _send(answers, b"")  # the job is done


def _received(jobs: BinaryIO) -> tuple[dict[str, Any], bytes] | None:
    length = jobs.read(4)
    if len(length) < 4:
        return None
    header = json.loads(jobs.read(struct.unpack(">I", length)[0]))
    return header, jobs.read(header["size"])


def _send(answers: BinaryIO, body: bytes) -> None:
    answers.write(struct.pack(">I", len(body)) + body)
    answers.flush()


def _plain(value: Any) -> object:
    if dataclasses.is_dataclass(value):
        return {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
    return value.isoformat() if isinstance(value, datetime) else str(value)


def _answers(job: dict[str, Any], content: bytes) -> Iterator[dict[str, Any]]:
    """Give the answers to a job, each as soon as it is known: what was read is not lost with the file after it."""
    kind, name = job["job"], job["name"]
    if kind in ("headers", "mail"):
        yield {"mail": _mail(content)}
    if kind == "file":
        yield {"file": name}
    if kind in ("mail", "file", "look"):
        leaves = _mail_leaves(content, 0) if name is None else _file_leaves(name, content, 0)
        yield from [{"texts": _looked(leaves, job["looks"])}] if kind == "look" else _documents(leaves, job)
    if kind in ("page", "original"):
        yield from _shown(content, job)
    if kind == "models":
        yield {"models": _models()}


def _mail(raw: bytes) -> InboundMail:
    from bot.inbox.parse import parse

    return parse(raw)[0]


def _mail_leaves(raw: bytes, depth: int) -> Iterator[Leaf]:
    from bot.inbox.parse import parse
    from bot.receipts.unpack import Leaf

    mail, attachments = parse(raw)
    for attachment in attachments:
        yield from _attachment_leaves(attachment, depth)
    if depth > 0 and mail.subject:  # of the mail that is read itself its own subject tells
        yield Leaf("asunto.txt", "text", mail.subject.encode())
    unread = tuple(flag for defect in mail.defects if (flag := UNREAD.get(defect.partition(":")[0])))
    if depth > 0 and unread:  # of the mail that is read itself its own defects tell
        yield Leaf("correo", "unknown", b"", unread)


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


def _documents(leaves: Iterator[Leaf], job: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Give a document a leaf, from leaf `start` to the one before `end`.

    What the time does not allow any more carries the flag `not_read`, what no attempt survived `corrupt` (B83).
    """
    from bot.receipts.document import document
    from bot.receipts.pdf_facts import facts

    until = time.monotonic() + job["seconds"]
    refused = ("corrupt",) if job["attempt"] > LAST_ATTEMPT else ()
    end = min(job["end"] or MOST_LEAVES + 1, MOST_LEAVES + 1)
    for number, leaf in islice(enumerate(leaves), job["start"], end):
        late = time.monotonic() > until or number == MOST_LEAVES
        flags = refused or (("not_read",) if late else leaf.flags)
        one = document(dataclasses.replace(leaf, flags=flags), job["attempt"])
        known = facts(leaf.content, survives_pdfium=job["attempt"] == 1) if leaf.kind == "pdf" and not flags else ()
        yield {"document": dataclasses.replace(one, facts=known)}


def _looked(leaves: Iterator[Leaf], looks: list[tuple[str, int, Box]]) -> list[str]:
    from bot.receipts.look import look

    return list(look(tuple(leaves), tuple(looks)))


def _shown(raw: bytes, job: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Give one page of a mail's file as a picture that we have drawn ourselves, or the file as it came, in parts."""
    from bot.receipts import shown

    leaf = shown.leaf_of(_mail_leaves(raw, 0), job["sha256"])
    if job["job"] == "page":
        yield {"picture": shown.picture(leaf, job["page"])}
    else:
        yield from ({"part": part} for part in shown.parts(leaf))


def _models() -> str:
    import numpy as np

    from bot.receipts import ocr

    ocr.read(np.full((64, 64, 3), 255, dtype=np.uint8))
    return "ok"


if __name__ == "__main__":
    main()
