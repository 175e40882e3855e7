"""Many claims for few slips, settled by many threads -> how many activations came of it, and in what time.

    .venv/bin/python -m benchmarks.race [--postgresql URL] [--claims 20000] [--slips 2000] [--threads 16]

Every claim is an own payment for one of the slips, so each slip is fought for by ten. PostgreSQL needs the URL of an
empty database, which is filled; SQLite is a file that is removed again.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import tempfile
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from datetime import time as time_of_day
from typing import TYPE_CHECKING

import sqlalchemy as sa

from bot import cases, judging
from bot.errors import DoorClosed, Outdated
from bot.matching import together
from bot.model import Arrival, Receipt, TrustPolicy, Vendor
from bot.store import cases as case_store
from bot.store import customers, mails, slips, tables
from bot.store.claims import Versions
from bot.store.db import Database
from bot.store.slips import NewSlip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.model import Judged

NOW = datetime(2026, 11, 23, 16, 0, tzinfo=UTC)
AMOUNT = 130_500  # centavos
OURS = "012164001016446374"
VENDOR = Vendor("Sistemas Perseo", "Perseo", (OURS,), "", (), "", "", "", (), "")
BOUNDLESS = TrustPolicy(receipt_alone_up_to=10**12, per_customer_day=10**12, per_day=10**12, per_hour_count=10**9)
CHUNK = 500


@dataclass
class Result:
    """What came of a race."""

    outcomes: Counter[str] = field(default_factory=Counter)
    again: int = 0  # how often a claim was judged anew, because the world had moved
    seconds: float = 0.0
    activations: int = 0
    paid: int = 0  # slips


def main() -> None:
    """Print one line for SQLite, and one for PostgreSQL when its URL is given."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--postgresql", help="URL of an empty database")
    parser.add_argument("--claims", type=int, default=20_000)
    parser.add_argument("--slips", type=int, default=2_000)
    parser.add_argument("--threads", type=int, default=16)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        _line("SQLite", f"sqlite:///{folder}/race.db", asked)
    if asked.postgresql:
        _line("PostgreSQL", asked.postgresql, asked)


def _line(name: str, url: str, asked: argparse.Namespace) -> None:
    db = Database(url)
    db.migrate()
    issue(db, asked.slips)
    receipts = [payment(number, 700_000 + number % asked.slips) for number in range(asked.claims)]
    found = race(db, receipts, asked.threads)
    db.close()
    print(
        f"{name}: {asked.claims} claims, {asked.slips} slips, {asked.threads} threads: {found.activations} activations,"
        f" {found.paid} slips paid, {dict(found.outcomes)}, judged again {found.again} times, {found.seconds:.0f} s"
    )


def issue(db: Database, count: int, amount: int = AMOUNT) -> None:
    """Issue slips from 700000 on, each for a customer of its own."""
    for start in range(0, count, CHUNK):
        numbers = [700_000 + number for number in range(start, min(start + CHUNK, count))]
        with db.begin() as tx:
            ids = customers.enrol(tx, [(f"Cliente {number}", f"c{number}@x.example", None) for number in numbers])
            new = [NewSlip(str(n), ids[f"c{n}@x.example"], amount, NOW - timedelta(days=2)) for n in numbers]
            slips.add(tx, new)


def payment(number: int, reference: int, amount: int = AMOUNT) -> Receipt:
    """Return a whole payment with a tracking key of its own."""
    return Receipt(
        (str(reference),), (), amount, "MXN", date(2026, 11, 22), time_of_day(number % 24, number // 24 % 60),
        tracking_key=_tracking_key(number), payee_account=OURS,
    )  # fmt: skip


def _tracking_key(number: int) -> str:
    """Return a key that shares no long run with another one: a single character may be a misreading (F4)."""
    return f"RACE{hashlib.sha256(str(number).encode()).hexdigest()[:18].upper()}"


def race(db: Database, receipts: Sequence[Receipt], threads: int, trust: TrustPolicy = BOUNDLESS) -> Result:
    """Return what comes of these payments, each in a mail of its own, when so many threads settle them at once."""
    waiting = list(zip(_mails(db, len(receipts)), receipts, strict=True))
    random.Random(7).shuffle(waiting)  # noqa: S311  an order, not a secret
    found, lock, begun = Result(), threading.Lock(), time.perf_counter()

    def work() -> None:
        while True:
            with lock:
                if not waiting:
                    return
                mail_id, receipt = waiting.pop()
            outcome, again = _settled(db, mail_id, receipt, judging.Policy(VENDOR, trust))
            with lock:
                found.outcomes[outcome] += 1
                found.again += again

    workers = [threading.Thread(target=work, daemon=True) for _ in range(threads)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    found.seconds = time.perf_counter() - begun
    with db.read() as tx:
        found.activations = _count(tx, sa.select(tables.activations.c.id))
        found.paid = _count(tx, sa.select(tables.slips.c.id).filter_by(status="paid"))
    return found


def _mails(db: Database, count: int) -> list[int]:
    kept: list[int] = []
    for start in range(0, count, CHUNK):
        with db.begin() as tx:
            for number in range(start, min(start + CHUNK, count)):
                arrival = Arrival("comprobantes", "INBOX", 7, number + 1, NOW, b"Subject: %d\r\n\r\n" % number)
                mail_id, _ = mails.keep(tx, arrival, junk=False, historic=False, stored_at=NOW)
                case = case_store.open_new(
                    tx, at=NOW, deadline=NOW + timedelta(hours=24), customer_id=None, address=None, subject=""
                )
                mails.join_case(tx, mail_id, case)
                kept.append(mail_id)
    return kept


def _settled(db: Database, mail_id: int, receipt: Receipt, policy: judging.Policy) -> tuple[str, int]:
    """Return the outcome, and how often it had to be judged again: as the engine does, at once."""
    again = 0
    while True:
        try:
            return _once(db, mail_id, receipt, policy), again
        except (Outdated, DoorClosed):
            again += 1


def _once(db: Database, mail_id: int, receipt: Receipt, policy: judging.Policy) -> str:
    with db.read() as tx:
        mail = mails.one(tx, mail_id)
        sender = judging.Sender(None, "unknown")
        gathered = judging.gather(tx, receipt, mail, sender, policy, told=(), now=NOW)
    judged: tuple[Judged, ...] = together.judged((gathered,), lambda one: judging.judge(one, lambda _: ()))
    outcome = judged[0].decision.outcome
    end = cases.Settlement(
        mail.case_id or 0,
        outcome,
        judged,
        (),
        NOW + timedelta(hours=24),
        wants_invoice=False,
        versions=Versions("", ""),
    )
    with db.begin() as tx:
        cases.settle(tx, mail, end, at=NOW)
    return outcome


def _count(tx: sa.Connection, chosen: sa.Select[tuple[int]]) -> int:
    return tx.execute(sa.select(sa.func.count()).select_from(chosen.subquery())).scalar_one()


if __name__ == "__main__":
    main()
