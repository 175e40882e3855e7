"""How far a payment has come, and what was handed in: on both databases, and by an index."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import sqlalchemy as sa
from store_samples import NOW

from bot.model import Arrival
from bot.store import customers, greetings, mails, slip_state, slips, uploads
from bot.store.db import Database
from bot.store.slips import NewSlip
from bot.store.uploads import SentFile, Upload

if TYPE_CHECKING:
    from pathlib import Path

    from bot.store.db import Tx

HOUR = timedelta(hours=1)


def _sent(tx: Tx, customer: int, number: int, *, reference: str | None = None) -> Upload:
    at = NOW + number * HOUR
    mail, _ = mails.keep(
        tx, Arrival("panel", "panel", 1, number, at, b"%d" % number), junk=False, historic=False, stored_at=at
    )
    files = (SentFile("pago.pdf", 1200), SentFile("foto.jpg", 90))
    upload = Upload(f"word-{number}", customer, f"digest-{number}", mail, reference, files, at)
    assert uploads.add(tx, upload)
    return upload


def _customers(tx: Tx) -> tuple[int, int]:
    ids = customers.enrol(tx, [("Ana", "ana@x.example", None), ("Beto", "beto@x.example", None)])
    return ids["ana@x.example"], ids["beto@x.example"]


def test_an_upload_is_kept_once_and_is_its_senders_alone(db: Database) -> None:
    """B104."""
    with db.begin() as tx:
        ana, beto = _customers(tx)
        first, second = _sent(tx, ana, 1), _sent(tx, ana, 2, reference="935447")
        again = Upload("other", ana, "digest-1", second.mail_id, None, (), NOW)

        assert not uploads.add(tx, again)
        assert uploads.one(tx, "word-1", ana) == first
        assert uploads.one(tx, "word-1", beto) is None
        assert uploads.same(tx, ana, "digest-2") == second
        assert uploads.same(tx, beto, "digest-2") is None
        assert uploads.of_customer(tx, ana, 5) == (second, first)
        assert uploads.lately(tx, ana, now=NOW + 3 * HOUR, within=timedelta(minutes=90)) == (NOW + 2 * HOUR,)


def test_only_what_was_handed_in_has_a_sender(db: Database) -> None:
    with db.begin() as tx:
        ana, _ = _customers(tx)
        upload = _sent(tx, ana, 1)
        arrival = Arrival("panel", "INBOX", 1, 99, NOW, b"another")
        mailed, _ = mails.keep(tx, arrival, junk=False, historic=False, stored_at=NOW)

        sender = uploads.sender(tx, upload.mail_id)
        assert sender is not None
        assert sender.id == ana
        assert uploads.sender(tx, mailed) is None


def test_what_waits_for_its_reading_is_told_newest_first(db: Database) -> None:
    with db.begin() as tx:
        ana, beto = _customers(tx)
        _sent(tx, ana, 1)
        done = _sent(tx, ana, 2)
        _sent(tx, ana, 3, reference="935447")
        mails.close(tx, done.mail_id, "review", at=NOW)

        assert [row[:2] for row in slip_state.being_read(tx, ana)] == [("word-3", "935447"), ("word-1", None)]
        assert slip_state.being_read(tx, beto) == ()


def test_a_slip_of_which_nothing_came_has_nothing_to_say(db: Database) -> None:
    with db.begin() as tx:
        ana, _ = _customers(tx)
        slips.add(tx, [NewSlip(str(number), ana, 116, NOW + number * HOUR) for number in range(935447, 935450)])
        one = slips.named(tx, ["935447"], now=NOW)[0]

        assert slip_state.of_slip(tx, one.id) == slip_state.Progress()
        assert slip_state.latest(tx, ana, 2) == ["935449", "935448"]


def test_the_pages_of_a_receipt_ask_by_an_index(tmp_path: Path) -> None:
    """PostgreSQL reads small tables through all the same."""
    db = Database(f"sqlite:///{tmp_path / 'a.db'}")
    db.migrate()
    asked: list[str] = []
    sa.event.listen(db.engine, "before_cursor_execute", lambda *said: asked.append(said[2]))
    with db.read() as tx:
        slip_state.of_slip(tx, 1)
        slip_state.being_read(tx, 1)
        slip_state.without_slip(tx, 1, NOW, 3)
        slip_state.latest(tx, 1, 10)
        uploads.one(tx, "x", 1)
        uploads.sender(tx, 1)
        uploads.lately(tx, 1, now=NOW, within=HOUR)
        greetings.due(tx, 1)
        greetings.bought(tx, [1])
    questions = [one for one in asked if one.startswith("SELECT")]

    with db.read() as tx:
        plans = [tx.exec_driver_sql(f"EXPLAIN QUERY PLAN {one}", (1,) * one.count("?")).all() for one in questions]

    assert [step[3] for plan in plans for step in plan if step[3].startswith("SCAN")] == []
    assert len(questions) == 12
    db.close()
