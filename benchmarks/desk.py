"""A desk with very many cases and slips -> how long its pages take, median and p95, drawn whole.

    .venv/bin/python -m benchmarks.desk [--postgresql URL] [--cases 100000] [--slips 1000000] [--times 40]

Half of the cases are open, which no real desk would bear. PostgreSQL needs the URL of an empty database, which is
filled; SQLite is a file that is removed again. Both are given statistics (ANALYZE).
"""

from __future__ import annotations

import argparse
import random
import statistics
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from starlette.testclient import TestClient

from bot import windows
from bot.matching.payment_key import typed
from bot.model import Finding, Receipt, Vendor, Window
from bot.plain import to_plain
from bot.store import audit, sessions, tables, users
from bot.store.db import Database
from bot.store.search_words import search_words
from bot.store.sessions import Session
from bot.web import tokens

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

NOW = datetime(2026, 11, 22, 16, 0, tzinfo=UTC)
TEMPLATES = Path(__file__).parents[1] / "templates"
VENDOR = Vendor("Sistemas Perseo", "Comprobot", ("012164001016446374",), "", (), "", "", "", (), "")
FIRST_REFERENCE = 1_000_000
CHUNK = 20_000
STATES = ("desk",) * 8 + ("waiting_customer", "waiting_bank") + ("activated",) * 10
RULES = ("amount_is_subtotal", "amount_differs", "no_reference", "other_account", "unreadable", "no_receipt")
RARE = "stale"  # one case of a thousand waits for it
TRADES = ("Refaccionaria", "Papelería", "Ferretería", "Abarrotes", "Despacho", "Óptica", "Farmacia", "Taller")
NAMES = ("Esperanza", "Trejo", "Pedregal", "Peña", "Triunfo", "Norte", "Juárez", "Luna", "Rosales", "Ibarra")


def main() -> None:
    """Print a line for each page on SQLite, or on PostgreSQL when its URL is given."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--postgresql", help="URL of an empty database")
    for name, count in (("cases", 100_000), ("slips", 1_000_000), ("times", 40)):
        parser.add_argument(f"--{name}", type=int, default=count)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        db = Database(asked.postgresql or f"sqlite:///{folder}/desk.db")
        db.migrate()
        began = time.perf_counter()
        fill(db, asked.cases, asked.slips)
        print(f"{asked.cases:,} cases and {asked.slips:,} slips in {time.perf_counter() - began:.0f} s")
        browser = signed_in(db)
        for name, address in pages(asked.cases, asked.slips).items():
            print(line(name, list(timed(browser, address, asked.times))))
        db.close()


def line(name: str, seconds: list[float]) -> str:
    """Return median and p95 of one page in milliseconds."""
    if len(seconds) < 2:
        return f"{name:<32} was not answered"
    p95 = statistics.quantiles(seconds, n=20)[-1]
    return f"{name:<32} {1000 * statistics.median(seconds):7.0f} ms {1000 * p95:7.0f} ms"


def pages(cases: int, slips: int) -> dict[str, Callable[[random.Random], str]]:
    """Return the addresses that are asked for, each by dice."""
    return {
        "queue": lambda _: "/",
        "queue, a reason": lambda dice: f"/?solo={dice.choice(('importe', 'referencia', 'cuenta'))}",
        "queue, a rare reason": lambda _: "/?solo=fecha",
        "queue, mine": lambda _: "/?solo=mios",
        "queue, all open": lambda _: "/?ver=todos",
        "queue, a page far behind": lambda dice: f"/?hoja={dice.randrange(1, max(2, cases * 2 // 5 // 50))}",
        "what has changed": lambda _: "/bandeja/cuenta?desde=0",
        "case": lambda dice: f"/casos/{dice.randrange(1, cases + 1)}",
        "search a reference": lambda dice: f"/buscar?q={FIRST_REFERENCE + dice.randrange(slips)}",
        "search a tracking key": lambda dice: f"/buscar?q={key_of(dice.randrange(1, cases + 1))}",
        "search an amount": lambda dice: f"/buscar?q=%24{amount_of(dice.randrange(cases)) / 100:.2f}",
        "search a name's beginning": lambda dice: f"/buscar?q={dice.choice(NAMES)[:4]}",
        "search two words": lambda dice: f"/buscar?q={dice.choice(TRADES)[:5]}+{dice.choice(NAMES)[:3]}",
        "search nothing there": lambda _: "/buscar?q=zzzzzz",
    }


def timed(browser: TestClient, address: Callable[[random.Random], str], times: int) -> Iterator[float]:
    """Yield the seconds of each answer until one fails; the first one, which fills caches, is not counted."""
    dice = random.Random(7)  # noqa: S311  the same pages each time
    for number in range(times + 1):
        place = address(dice)
        began = time.perf_counter()
        answer = browser.get(place)
        taken = time.perf_counter() - began
        if answer.status_code not in (200, 303):
            return
        if number:
            yield taken


def signed_in(db: Database) -> TestClient:
    """Return a browser of a clerk who is signed in."""
    site = windows.site(
        db, TEMPLATES, VENDOR, Window(), address="http://desk.example", intervals={}, key=b"k" * 32, now=lambda: NOW,
        log=lambda *_, **__: None,
    )  # fmt: skip
    token = tokens.fresh()
    with db.begin() as tx:
        clerk = users.add(tx, email="ana@x.example", name="Ana", role="operator", password_hash="", at=NOW)
        ends = NOW + timedelta(hours=12)
        sessions.begin(tx, Session(tokens.kept(token), "desk", clerk, True, NOW, NOW, ends, "here"))  # noqa: FBT003
        tx.execute(sa.update(tables.cases).where(tables.cases.c.id % 97 == 0).values(taken_by=clerk))
    own = {"cookies": {"comprobot-desk": token}, "follow_redirects": False, "raise_server_exceptions": False}
    return TestClient(site, base_url="http://desk.example", **own)  # type: ignore[arg-type]


# ---------------------------------------------------------------- what stands in it


def fill(db: Database, cases: int, slips: int) -> None:
    """Write customers, slips, cases, mails, claims and their words; one customer has ten slips."""
    people = max(slips // 10, 1)
    _write(db, tables.customers, (_customer(number) for number in range(1, people + 1)))
    _write(db, tables.customer_words, (word for number in range(1, people + 1) for word in _words(number)))
    _write(db, tables.slips, (_slip(number, people) for number in range(1, slips + 1)))
    _write(db, tables.cases, (_case(number, people) for number in range(1, cases + 1)))
    _write(db, tables.mails, (_mail(number) for number in range(1, cases + 1)))
    _write(db, tables.papers, (_paper(number) for number in range(1, cases + 1)))
    _write(db, tables.claims, (_claim(number, slips) for number in range(1, cases + 1)))
    _write(db, tables.claim_words, ({"word": typed(key_of(one)), "claim_id": one} for one in range(1, cases + 1)))
    with db.begin() as tx:
        for number in range(1, 1001):
            audit.write(tx, "mail_decided", at=NOW, actor="bot", case_id=number % cases + 1, details={})
        if not db.is_sqlite:
            for table in (tables.customers, tables.slips, tables.cases, tables.mails, tables.claims):
                tx.execute(sa.text(f"select setval('{table.name}_id_seq', (select max(id) from {table.name}))"))  # noqa: S608
        tx.execute(sa.text("analyze"))


def _write(db: Database, table: sa.Table, rows: Iterable[dict[str, Any]]) -> None:
    waiting: list[dict[str, Any]] = []
    with db.begin() as tx:
        for row in rows:
            waiting.append(row)
            if len(waiting) == CHUNK:
                tx.execute(sa.insert(table), waiting)
                waiting = []
        if waiting:
            tx.execute(sa.insert(table), waiting)


def amount_of(number: int) -> int:
    """Return the centavos of a case's payment: a few hundred prices, so that each is paid by hundreds."""
    return 100_000 + number % 400 * 500


def key_of(number: int) -> str:
    """Return the tracking key of a case's payment."""
    return f"2026112240014BMOV{number:013d}"


def _name(number: int) -> str:
    return f"{TRADES[number % 8]} {NAMES[number // 8 % 10]} {number}"


def _customer(number: int) -> dict[str, Any]:
    return {"id": number, "name": _name(number), "email": f"c{number}@x.example", "rfc": f"ABC{number:06d}AB9"}


def _words(number: int) -> Iterator[dict[str, Any]]:
    one = _customer(number)
    return ({"word": word, "customer_id": number} for word in search_words(one["name"], one["email"], one["rfc"]))


def _slip(number: int, people: int) -> dict[str, Any]:
    return {
        "id": number, "reference": str(FIRST_REFERENCE + number), "customer_id": number % people + 1,
        "amount": amount_of(number), "issued_at": NOW - timedelta(minutes=number), "status": "open", "received": 0,
    }  # fmt: skip


def _case(number: int, people: int) -> dict[str, Any]:
    rule = RARE if number % 1000 == 0 else RULES[number // len(STATES) % len(RULES)]
    state = STATES[number % len(STATES)]
    return {
        "id": number, "state": state, "opened_at": NOW, "deadline": NOW + timedelta(seconds=number * 7919 % 90_000),
        "holds_receipt": True, "stopped_at": NOW if state == "waiting_customer" else None,
        "customer_id": number * 7 % people + 1, "address": f"c{number}@x.example", "subject": "Pago", "thread": [],
        "verdict": "Faltan $1,440.00: es exactamente el IVA (16 %).", "reason": rule, "amount": amount_of(number),
        "version": 1,
    }  # fmt: skip


def _mail(number: int) -> dict[str, Any]:
    return {
        "id": number, "raw_sha256": f"{number:064x}", "inbox": "comprobantes", "junk": False, "size": 1,
        "case_id": number, "arrived_at": NOW - timedelta(seconds=number), "stored_at": NOW, "state": "decided",
        "outcome": "review", "wants_invoice": False, "greeted": True,
        "from_address": f"c{number}@x.example", "subject": "Pago",
    }  # fmt: skip


def _paper(number: int) -> dict[str, Any]:
    return {"mail_id": number, "sender": "Ana", "text": "Anexo mi comprobante.", "documents": [], "discarded": []}


def _claim(number: int, slips: int) -> dict[str, Any]:
    receipt = Receipt(
        references=(str(FIRST_REFERENCE + number),), amount=amount_of(number), tracking_key=key_of(number)
    )
    return {
        "id": number, "case_id": number, "mail_id": number, "position": 0, "state": STATES[number % len(STATES)],
        "outcome": "review", "reasons": to_plain((Finding("amount_is_subtotal", "Faltan $1,440.00."),)),
        "receipt": to_plain(receipt), "amount": receipt.amount, "slip_id": number % slips + 1, "decided_by": "bot",
        "decided_at": NOW, "code_version": "1", "config_version": "1",
    }  # fmt: skip


if __name__ == "__main__":
    main()
