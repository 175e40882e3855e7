"""cases, outbox and status: what is going on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot import engine
from bot.commands.front import house, print_json, print_table
from bot.commands.one_case import case_row, left
from bot.commands.words import JOBS, KINDS, LETTERS, STATES
from bot.letters.window import in_words
from bot.store import cases as case_store
from bot.store import letters, mails

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bot.store.db import Tx

_MOST = 1000


def cases(config: Path | None, database: str | None, *, json: bool, every: bool) -> None:
    """List cases, the least time left first."""
    with house(config, database) as built:
        with built.db.read() as tx:
            found = case_store.listed(tx, with_final=every, limit=_MOST)
        now, zone = built.now(), built.settings.window.zone
    if json:
        for case in found:
            print_json(case_row(case))
        return
    rows = [
        (str(case.id), STATES[case.state], left(case, now), case.customer.name if case.customer else case.address or "",
         case.verdict)
        for case in found
    ]  # fmt: skip
    print_table(f"Casos al {in_words(now, zone)}", ("Caso", "Estado", "Plazo", "De", "Qué pasa"), rows)


def outbox(config: Path | None, database: str | None, *, json: bool) -> None:
    """List the last letters."""
    with house(config, database) as built, built.db.read() as tx:
        found = letters.newest(tx, _MOST)
    if json:
        for letter in found:
            print_json({
                "letter": letter.id, "case": letter.case_id, "kind": letter.kind, "state": letter.state,
                "to": letter.recipient, "subject": letter.subject, "queued_at": letter.queued_at.isoformat(),
                "sent_at": letter.sent_at.isoformat() if letter.sent_at else None, "error": letter.error,
            })  # fmt: skip
        return
    rows = [
        (str(letter.id), str(letter.case_id), KINDS[letter.kind], LETTERS[letter.state], letter.recipient,
         letter.error or letter.subject)
        for letter in found
    ]  # fmt: skip
    print_table("Cartas, la última primero", ("Carta", "Caso", "Cuál", "Cómo va", "Para", "Asunto o error"), rows)


def status(config: Path | None, database: str | None, *, json: bool) -> None:
    """Say in numbers how everything stands."""
    with house(config, database) as built:
        with built.db.read() as tx:
            row = _numbers(tx)
        zone = built.settings.window.zone
    if json:
        print_json(
            row | {"folders": [{**folder, "polled_at": folder["polled_at"].isoformat()} for folder in row["folders"]]}
        )
        return
    print_table("Comprobot", ("Qué", "Cuánto"), list(_rows(row, zone)))


def _numbers(tx: Tx) -> dict[str, Any]:
    return {
        "jobs": engine.waiting(tx),
        "cases": case_store.count_by_state(tx),
        "letters": letters.count_by_state(tx),
        "folders": [
            {name: poll[name] for name in ("inbox", "folder", "held", "polled_at")} for poll in mails.polls(tx)
        ],
        "failing": [
            {"kind": job.kind, "subject": job.subject, "attempts": job.attempt, "error": job.error}
            for job in engine.failing(tx, 20)
        ],
    }


def _rows(row: dict[str, Any], zone: str) -> Iterator[tuple[str, str]]:
    for folder in row["folders"]:
        yield (
            f"{folder['inbox']}, {folder['folder']}",
            f"{folder['held']} correos; visto el {in_words(folder['polled_at'], zone)}",
        )
    for kind, words in JOBS.items():
        yield words, str(row["jobs"].get(kind, 0))
    yield from (
        (f"casos: {words}", str(row["cases"][state])) for state, words in STATES.items() if state in row["cases"]
    )
    yield from (
        (f"cartas: {words}", str(row["letters"][state])) for state, words in LETTERS.items() if state in row["letters"]
    )
    yield from (
        (f"falla: {JOBS[job['kind']]} {job['subject']}", f"intento {job['attempts']}: {job['error']}")
        for job in row["failing"]
    )
