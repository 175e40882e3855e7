"""ingest: mail from files, as if it had just arrived, worked to its decision."""

from __future__ import annotations

import mailbox
import time
from typing import TYPE_CHECKING

from bot import engine, outcomes
from bot.commands.front import house, log_lines, print_json, progress
from bot.errors import Busy, ComprobotError
from bot.model import Arrival
from bot.store import mails

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from bot.app import House

_FOLDER, _UIDVALIDITY = "(ingest)", 1
# PDF, PNG, JPEG, ZIP, GIF, TIFF: what people hand in by mistake
_NO_MAILS = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"PK\x03\x04", b"GIF8", b"II*\x00", b"MM\x00*")
_PAUSE = 0.2  # seconds
_LOOK_EVERY = 5  # jobs between two looks at how many are decided
_PATIENCE = 600.0  # seconds without any decision


def ingest(
    paths: Sequence[Path], config: Path | None, database: str | None, *, inbox: str, json: bool, send: bool
) -> None:
    """Keep every mail, work them, and write a line each, in order."""
    with house(config, database, log=log_lines(beside_progress=True)) as built:
        if inbox not in {one.name for one in built.settings.inboxes}:
            raise ComprobotError(f"No hay un buzón «{inbox}» en {built.settings.folder}/inboxes.")
        kept = [(name, _keep(built, inbox, raw)) for path in paths for name, raw in _mails(path)]
        if not kept:
            raise ComprobotError(
                "No hay correos en lo que se indicó: se esperan .eml, mbox, Maildir o carpetas con ellos."
            )
        _work(built, [mail for _, mail in kept], send=send)
        for name, mail in kept:
            row = _row(built, name, mail)
            print_json(row) if json else print(_sentence(row))


def _mails(path: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the name and the raw bytes of every mail that the path holds; ComprobotError when it cannot be opened."""
    if path.is_dir() and (path / "cur").is_dir():
        yield from (
            (str(file), file.read_bytes())
            for part in ("cur", "new")
            for file in sorted((path / part).glob("*"))
            if file.is_file()
        )
    elif path.is_dir():
        for inner in sorted(path.iterdir()):
            if inner.is_dir() or inner.suffix.lower() in (".eml", ".mbox"):
                yield from _mails(inner)
    else:
        yield from _file(path)


def _file(path: Path) -> Iterator[tuple[str, bytes]]:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ComprobotError(f"{path}: no se puede abrir ({error.strerror}).") from error
    if content.startswith(_NO_MAILS):
        raise ComprobotError(f"{path}: no es un correo; para leer un comprobante use «comprobot read».")
    if not content.startswith(b"From "):
        yield str(path), content
        return
    box = mailbox.mbox(path, create=False)
    for number, key in enumerate(box.iterkeys(), 1):
        yield f"{path}#{number}", box.get_bytes(key)


def _keep(built: House, inbox: str, raw: bytes) -> int:
    now = built.now()
    with built.db.read() as tx:
        uid = mails.next_uid(tx, inbox, _FOLDER, _UIDVALIDITY)
    return built.corridor.keep(Arrival(inbox, _FOLDER, _UIDVALIDITY, uid, now, raw), junk=False, historic=False)


def _work(built: House, kept: Sequence[int], *, send: bool) -> None:
    """Work until every mail is decided; when another process has the right to work, wait for its decisions."""
    kinds = ("mail", "activation", "letter") if send else ("mail", "activation")
    with progress("Decidiendo", len(kept)) as done:
        try:
            with engine.alone(built.db):
                workers = built.engine(kinds)
                _until_decided(built, kept, done, workers.work_one)
                workers.work_until_empty()
        except Busy:
            _until_decided(built, kept, done, lambda: False)


def _until_decided(
    built: House, kept: Sequence[int], done: Callable[[int], None], work_one: Callable[[], bool]
) -> None:
    """Return when every mail is decided, or when for ten minutes none was."""
    left, since = len(kept) + 1, time.monotonic()
    while left and time.monotonic() - since < _PATIENCE:
        waiting = _undecided(built, kept, done)
        if waiting < left:
            left, since = waiting, time.monotonic()
        elif not _some(work_one):
            time.sleep(_PAUSE)  # a failed attempt waits for its next one


def _some(work_one: Callable[[], bool]) -> bool:
    """Return whether anything was worked: a few jobs between two looks at how many are decided."""
    jobs = 0
    while jobs < _LOOK_EVERY and work_one():
        jobs += 1
    return jobs > 0


def _undecided(built: House, kept: Sequence[int], done: Callable[[int], None]) -> int:
    with built.db.read() as tx:
        waiting = mails.count_waiting(tx, kept)
    done(len(kept) - waiting)
    return waiting


def _row(built: House, name: str, mail_id: int) -> dict[str, object]:
    with built.db.read() as tx:
        became = outcomes.of_mail(tx, mail_id)
    return {
        "file": name,
        "case": became.mail.case_id,
        "outcome": became.mail.outcome,
        "slips": list(became.slips),
        "candidates": list(became.candidates),
        "reasons": [reason.rule for reason in became.reasons],
        "letters": [letter.kind for letter in became.letters],
    }


def _sentence(row: dict[str, object]) -> str:
    words = {
        "activate": "se activó",
        "review": "a revisión",
        "ask": "se preguntó al cliente",
        "ignore": "nada que hacer",
    }
    reasons = ", ".join(str(reason) for reason in row["reasons"])  # type: ignore[attr-defined]
    return f"{row['file']}: caso {row['case']}, {words.get(str(row['outcome']), 'sin decidir')}. {reasons}".rstrip()
