"""read: files -> what the bot would read in each."""

from __future__ import annotations

import csv
import sys
import time
from typing import TYPE_CHECKING

from bot.commands.front import house, print_json, progress
from bot.errors import BadRow, ComprobotError, UnreadableMail
from bot.inbox.quotes import own_text
from bot.money import parse_amount
from bot.receipts import read as reader_of
from bot.receipts import report
from bot.store import slips as slip_store

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from bot.app import House
    from bot.model import Document, Receipt, Vendor
    from bot.receipts.choose import Totals
    from bot.receipts.reader import Reader


def read(paths: Sequence[Path], config: Path | None, database: str | None, slips: Path | None, *, json: bool) -> None:
    """Write one line a file, in order; an unreadable file is a flag in its line."""
    listed = _open_slips(slips) if slips else None
    with house(config, database) as built, progress("Leyendo", len(paths)) as done:
        for number, path in enumerate(paths):
            done(number)
            started = time.monotonic()
            receipts, flags = _read(built.reader, path, built.settings.vendor)
            receipts = tuple(_chosen(receipt, listed, built if database else None) for receipt in receipts)
            flags += tuple(flag for receipt in receipts for flag in receipt.flags)
            line = report.line(str(path), receipts, tuple(dict.fromkeys(flags)), round(time.monotonic() - started, 3))
            print_json(line) if json else _for_people(line)


def _read(reader: Reader, path: Path, vendor: Vendor) -> tuple[tuple[Receipt, ...], tuple[str, ...]]:
    """Return what one file claims and its flags; a file that cannot be had or read is a flag."""
    try:
        content = path.read_bytes()
    except OSError as error:
        sys.stderr.write(f"{path}: no se puede abrir ({error.strerror}).\n")
        return (), ("not_found",)
    documents = _documents(reader, path.name, content)
    if documents is None:
        return (), ("corrupt",)
    receipts = reader_of.receipts_in_file(documents, vendor, own_text)
    receipts = tuple(_looked_at_twice(reader, path.name, content, documents, receipt) for receipt in receipts)
    return receipts, reader_of.flags_of(documents, vendor)


def _chosen(receipt: Receipt, listed: Totals | None, built: House | None) -> Receipt:
    """Return the receipt, its reference chosen among the slips of the list, or of the database that was named."""
    if listed is not None:
        return reader_of.among(receipt, listed)
    if built is None:
        return receipt
    with built.db.read() as tx:
        known = slip_store.known_references(tx, (*receipt.references, *receipt.candidates))
    return reader_of.choose(receipt, dict.fromkeys(known))


def _documents(reader: Reader, name: str, content: bytes) -> tuple[Document, ...] | None:
    """Return the documents of the file, None when it kills its reader before any of it is read."""
    try:
        return reader.read_file(name, content)
    except UnreadableMail:
        return None


def _looked_at_twice(
    reader: Reader, name: str, content: bytes, documents: tuple[Document, ...], receipt: Receipt
) -> Receipt:
    """Return the receipt as it is seen: a text layer may say one thing and the page show another."""
    layered = any(
        document.sha256 == receipt.document and any(page.source == "text_layer" for page in document.pages)
        for document in documents
    )
    looks = reader_of.looks(receipt) if layered else ()
    if not looks:
        return receipt
    try:
        return reader_of.confirmed(receipt, reader.look_again_file(name, content, looks))
    except UnreadableMail:
        return receipt


def _open_slips(file: Path) -> Totals:
    """Return the references of a CSV of slips, each with its amount; BadRow when it has no column of references.

    An amount that is not told, or cannot be read, is not known.
    """
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ComprobotError(f"{file}: no se puede leer ({error}).") from error
    found = csv.DictReader(text.splitlines(), delimiter=";" if ";" in text.partition("\n")[0] else ",")
    if "reference" not in (found.fieldnames or ()):
        raise BadRow(f"{file}: falta la columna reference.")
    return {
        (row["reference"] or "").strip().lstrip("0"): _centavos(row.get("amount") or row.get("total") or "")
        for row in found
    }


def _centavos(text: str) -> int | None:
    try:
        return parse_amount(text)
    except ValueError:
        return None


def _for_people(line: dict[str, object]) -> None:
    from rich.console import Console

    console = Console(highlight=False)
    console.print(f"[bold]{line['file']}[/]  {', '.join(line['flags'])}  {line['seconds']} s")  # type: ignore[arg-type]
    for payment in line["payments"]:  # type: ignore[attr-defined]
        for name, value in payment.items():
            if value:
                console.print(f"  {name:16} {', '.join(value) if isinstance(value, list) else value}")
