"""Labelled files -> Documents, opened once, and from them the lines of `comprobot read`, as often as wanted."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.errors import UnreadableMail
from bot.inbox.quotes import own_text
from bot.receipts import read
from bot.receipts.report import line

if TYPE_CHECKING:
    from pathlib import Path

    from bot.model import Document, Receipt, Vendor
    from bot.receipts.choose import Totals
    from bot.receipts.reader import Reader

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Opened:
    """One file as the child read it; what decides about its words may be asked again and again."""

    name: str
    content: bytes
    documents: tuple[Document, ...]
    dead: bool  # it killed its reader
    seconds: float

    @property
    def layered(self) -> frozenset[str]:
        """Return the SHA-256 of the documents whose words are a text layer, which may say what nobody sees."""
        return frozenset(one.sha256 for one in self.documents for page in one.pages if page.source == "text_layer")


def opened(reader: Reader, file: Path) -> Opened:
    """Return the file's documents; the costly part."""
    begun, content = time.monotonic(), file.read_bytes()
    try:
        documents = reader.read_file(file.name, content)
    except UnreadableMail:
        return Opened(file.name, content, (), dead=True, seconds=time.monotonic() - begun)
    return Opened(file.name, content, documents, dead=False, seconds=time.monotonic() - begun)


def told(reader: Reader, one: Opened, vendor: Vendor, totals: Totals | None = None) -> Row:
    """Return what `comprobot read` says of the file, with the open slips when given."""
    if one.dead:
        return line(one.name, (), ("corrupt",), one.seconds)
    looked = tuple(
        _looked_at_twice(reader, one, receipt) for receipt in read.receipts_in_file(one.documents, vendor, own_text)
    )
    chosen = looked if totals is None else tuple(read.among(receipt, totals) for receipt in looked)
    return line(one.name, chosen, read.flags_of(one.documents, vendor), one.seconds)


def _looked_at_twice(reader: Reader, one: Opened, receipt: Receipt) -> Receipt:
    looks = read.looks(receipt) if receipt.document in one.layered else ()
    if not looks:
        return receipt
    try:
        return read.confirmed(receipt, reader.look_again_file(one.name, one.content, looks))
    except UnreadableMail:
        return receipt
