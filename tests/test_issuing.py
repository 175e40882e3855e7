"""A new slip has its own reference; who asks for the same again, even at once, gets the same slip."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from threading import Barrier

import sqlalchemy as sa

from bot import issuing
from bot.model import SlipLine
from bot.slips.reference import is_ours
from bot.store import customers, slips, tables
from bot.store.db import Database

NOW = datetime(2026, 11, 22, 16, 0, tzinfo=UTC)
IN_A_MONTH = NOW + timedelta(days=30)
UPGRADE = SlipLine("SP0800", "Actualizacion 3.3 NIVEL A", 1, 57500)
ANNUITY = SlipLine("I05077", "Anualidad NIVEL 1", 1, 55000)


def a_customer(db: Database, email: str = "ana@x.example") -> int:
    with db.begin() as tx:
        return customers.enrol(tx, [("Papelería Ana", email, None)])[email]


def issue(
    db: Database, customer: int, *lines: SlipLine, at: datetime = NOW, until: datetime = IN_A_MONTH
) -> tuple[str, bool]:
    with db.begin() as tx:
        return issuing.issue_once(tx, customer, lines=lines, expires_at=until, by="panel:ana", at=at)


def test_the_slip_of_the_vendors_manual(db: Database) -> None:
    reference, is_new = issue(db, a_customer(db), UPGRADE, ANNUITY)

    with db.read() as tx:
        (slip,) = slips.named(tx, [reference], now=NOW)
    assert is_new
    assert is_ours(reference)
    assert (slip.amount, slip.lines, slip.expires_at) == (130500, (UPGRADE, ANNUITY), IN_A_MONTH)


def test_the_same_items_give_the_same_open_slip_at_its_own_price(db: Database) -> None:
    ana = a_customer(db)
    first, _ = issue(db, ana, UPGRADE, ANNUITY)

    again = issue(db, ana, ANNUITY, replace(UPGRADE, price=99900), at=NOW + timedelta(days=2))

    assert again == (first, False)


def test_other_items_another_customer_or_an_ended_slip_give_a_new_one(db: Database) -> None:
    ana, luis = a_customer(db), a_customer(db, "luis@x.example")
    first, _ = issue(db, ana, UPGRADE)

    assert issue(db, ana, UPGRADE, ANNUITY)[1]
    assert issue(db, ana, replace(UPGRADE, quantity=2))[1]
    assert issue(db, luis, UPGRADE)[1]
    assert issue(db, ana, UPGRADE, at=IN_A_MONTH + timedelta(seconds=1), until=IN_A_MONTH + timedelta(days=30))[1]
    with db.begin() as tx:
        assert issuing.cancel(tx, slips.named(tx, [first], now=NOW)[0], because="otra", by="panel:ana", at=NOW)
    # only the slip that was issued after the first had ended is still open for these items
    assert not issue(db, ana, UPGRADE)[1]


def test_a_slip_from_elsewhere_names_no_items_and_is_nobodys_double(db: Database) -> None:
    ana = a_customer(db)
    with db.begin() as tx:
        slips.add(tx, [slips.NewSlip("123456", ana, 130500, NOW)])

    assert issue(db, ana, UPGRADE)[1]


def test_two_tabs_that_say_yes_at_once_get_one_slip(database_url: str) -> None:
    db = Database(database_url)
    db.migrate()
    ana, together = a_customer(db), Barrier(6)

    def say_yes(_: int) -> tuple[str, bool]:
        together.wait()
        return issue(db, ana, UPGRADE, ANNUITY)

    with ThreadPoolExecutor(6) as tabs:
        answers = list(tabs.map(say_yes, range(6)))

    assert len({reference for reference, _ in answers}) == 1
    assert sum(is_new for _, is_new in answers) == 1
    with db.read() as tx:
        assert tx.execute(sa.select(sa.func.count()).select_from(tables.slips)).scalar_one() == 1
    db.close()
