"""A monitor is told the truth: alive, ready, or what is wrong."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from fastapi import FastAPI
from fastapi.testclient import TestClient

from bot.model import Letter
from bot.store import cases, letters, mails
from bot.store.db import Database
from bot.web import health

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2026, 11, 22, 16, 0, tzinfo=UTC)


def site(db: Database, **intervals: int) -> TestClient:
    application = FastAPI()
    application.include_router(health.router(db, intervals, lambda: NOW))
    return TestClient(application)


def polled(db: Database, inbox: str, before: timedelta) -> None:
    with db.begin() as tx:
        mails.record_poll(tx, inbox, "INBOX", uidvalidity=1, last_uid=1, held=1, fetched=1, at=NOW - before)


def test_it_is_alive_and_ready_when_all_inboxes_are_read(db: Database) -> None:
    """B126."""
    polled(db, "cxc", timedelta(seconds=170))

    assert site(db).get("/health/live").json() == {"status": "alive"}
    answer = site(db, cxc=60).get("/health/ready")
    assert (answer.status_code, answer.json()) == (200, {"status": "ready"})


def test_an_inbox_that_is_not_read_in_time_is_named(db: Database) -> None:
    """B126."""
    polled(db, "cxc", timedelta(seconds=181))

    answer = site(db, cxc=60, comprobantes=60).get("/health/ready")

    assert answer.status_code == 503
    assert [sentence.split()[2] for sentence in answer.json()["complaints"]] == ["cxc", "comprobantes"]


def test_letters_that_wait_too_long_are_told(db: Database) -> None:
    with db.begin() as tx:
        case = cases.open_new(tx, at=NOW, deadline=NOW, customer_id=None, address=None, subject="")
        letter = Letter("question", "mail-1", "ana@x.example", "Pago", "<a@b>", b"")
        letters.queue(tx, case, letter, recipient_key="ana@x.example", at=NOW - timedelta(hours=2))

    assert site(db).get("/health/ready").json()["complaints"] == ["Hay cartas que esperan hace más de una hora."]


def test_a_database_that_takes_no_writes_is_not_ready(tmp_path: Path) -> None:
    """B33, B126."""
    db = Database(f"sqlite:///{tmp_path / 'a.db'}")
    db.migrate()
    db.close()
    broken = Database(f"sqlite:///file:{tmp_path / 'a.db'}?mode=ro&uri=true")

    answer = site(broken).get("/health/ready")

    assert answer.json() == {"status": "not ready", "complaints": ["La base de datos no acepta escritura."]}
