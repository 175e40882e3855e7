"""cases, case, outbox and status: what is going on, and a person's word about one case."""

from __future__ import annotations

import getpass
from typing import TYPE_CHECKING

from bot import engine, ruling
from bot.commands.front import house, print_json, print_table
from bot.errors import Busy
from bot.letters.window import in_words, left_in_words
from bot.money import pesos
from bot.store import audit, claims, letters, mails
from bot.store import cases as case_store

if TYPE_CHECKING:
    from pathlib import Path

    from bot.app import House
    from bot.model import Case

_MOST = 1000


def cases(config: Path | None, database: str | None, *, json: bool, every: bool) -> None:
    """List cases, the least time left first."""
    with house(config, database) as built:
        with built.db.read() as tx:
            found = case_store.listed(tx, with_final=every, limit=_MOST)
            verdicts = {case.id: case_store.verdict(tx, case.id) for case in found}
        if json:
            for case in found:
                print_json(_case_row(case, verdicts[case.id]))
            return
        now = built.now()
        rows = [
            (str(case.id), case.state, _left(case, built), case.customer.name if case.customer else case.address or "",
             verdicts[case.id])
            for case in found
        ]  # fmt: skip
    print_table(
        f"Casos al {in_words(now, built.settings.window.zone)}", ("Caso", "Estado", "Plazo", "De", "Qué pasa"), rows
    )


def _left(case: Case, built: House) -> str:
    if case.stopped_at is not None:
        return "detenido"
    words = left_in_words(case.deadline, built.now())
    return f"quedan {words}" if case.deadline > built.now() else f"VENCIDO hace {words}"


def _case_row(case: Case, verdict: str) -> dict[str, object]:
    return {
        "case": case.id,
        "state": case.state,
        "opened_at": case.opened_at.isoformat(),
        "deadline": case.deadline.isoformat(),
        "stopped": case.stopped_at is not None,
        "customer": case.customer.name if case.customer else None,
        "address": case.address,
        "subject": case.subject,
        "verdict": verdict,
    }


def case(number: int, config: Path | None, database: str | None, *, json: bool) -> None:
    """Show one case: its mails, claims with every reason, letters and audit; ComprobotError when there is none."""
    with house(config, database) as built:
        row = _whole(built, number)
    if json:
        print_json(row)
        return
    for name, value in row.items():
        if isinstance(value, list):
            print(f"{name}:")
            for one in value:
                print("  " + " · ".join(str(part) for part in one.values() if part not in (None, [], "")))
        else:
            print(f"{name}: {value}")


def _whole(built: House, number: int) -> dict[str, object]:
    with built.db.read() as tx:
        found = ruling.case_of(tx, number)
        row = _case_row(found, case_store.verdict(tx, number))
        row["mails"] = [
            {"mail": mail.id, "inbox": mail.inbox, "arrived_at": mail.arrived_at.isoformat(), "state": mail.state,
             "outcome": mail.outcome, "subject": mail.subject, "deliveries": mails.delivery_count(tx, mail.id)}
            for mail in mails.of_case(tx, number)
        ]  # fmt: skip
        row["claims"] = [
            {"claim": claim.id, "state": claim.state, "outcome": claim.outcome,
             "amount": pesos(claim.receipt.amount) if claim.receipt and claim.receipt.amount is not None else None,
             "references": list(claim.receipt.references) if claim.receipt else [],
             "reasons": [finding.reason for finding in claim.reasons], "decided_by": claim.decided_by}
            for claim in claims.of_case(tx, number)
        ]  # fmt: skip
        row["letters"] = [
            {"letter": letter.id, "kind": letter.kind, "state": letter.state, "to": letter.recipient,
             "subject": letter.subject, "error": letter.error}
            for letter in letters.of_case(tx, number)
        ]  # fmt: skip
        row["audit"] = [
            {"at": entry["at"].isoformat(), "actor": entry["actor"], "event": entry["event"]}
            for entry in audit.of_case(tx, number)
        ]
    return row


def rule(
    number: int,
    action: str,
    config: Path | None,
    database: str | None,
    *,
    said: tuple[str, ...],
    reference: str | None,
) -> None:
    """Carry out a person's word about a case, and the work that follows when nobody else does it."""
    by = getpass.getuser()
    with house(config, database) as built:
        if action == "release":
            done = ruling.release(built.corridor, number, by=by)
        else:
            done = ruling.rule(built.corridor, number, action, said=said, reference=reference, by=by)
        try:
            with engine.alone(built.db):
                built.engine(("mail", "activation")).work_until_empty()
        except Busy:
            done += " El proceso que trabaja lo continúa."
    print(done)


def outbox(config: Path | None, database: str | None, *, json: bool) -> None:
    """List the last letters."""
    with house(config, database) as built, built.db.read() as tx:
        found = letters.newest(tx, _MOST)
    rows = [
        {"letter": letter.id, "case": letter.case_id, "kind": letter.kind, "state": letter.state,
         "to": letter.recipient, "subject": letter.subject, "queued_at": letter.queued_at.isoformat(),
         "sent_at": letter.sent_at.isoformat() if letter.sent_at else None, "error": letter.error}
        for letter in found
    ]  # fmt: skip
    if json:
        for row in rows:
            print_json(row)
        return
    columns = ("letter", "case", "kind", "state", "to", "subject", "error")
    print_table("Cartas", columns, [tuple(str(row[name] or "") for name in columns) for row in rows])


def status(config: Path | None, database: str | None, *, json: bool) -> None:
    """Say in numbers how everything stands."""
    with house(config, database) as built, built.db.read() as tx:
        row: dict[str, object] = {
            "jobs": engine.waiting(tx),
            "cases": case_store.count_by_state(tx),
            "letters": letters.count_by_state(tx),
            "folders": [
                {"inbox": poll["inbox"], "folder": poll["folder"], "held": poll["held"],
                 "polled_at": poll["polled_at"].isoformat()}
                for poll in mails.polls(tx)
            ],
            "failing": [
                {"kind": job.kind, "subject": job.subject, "attempts": job.attempt, "error": job.error}
                for job in engine.failing(tx, 20)
            ],
        }  # fmt: skip
    if json:
        print_json(row)
        return
    rows = [(name, str(what)) for name, what in row.items()]
    print_table("Comprobot", ("Qué", "Cuánto"), rows)
