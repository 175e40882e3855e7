"""The board's questions and the searches of the desk's lists, on both databases."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa
from store_samples import HOUR, NOW, a_claim, a_mail, a_slip

from bot.store import audit, audit_search, board, counters, customers, letter_list, slip_search, slips, switches, tables
from bot.store.audit_search import Asked
from bot.store.letter_list import Looked
from bot.store.slip_search import Wanted

if TYPE_CHECKING:
    from bot.store.db import Database, Tx


def _came(tx: Tx, uid: int, state: str) -> None:
    mail = a_mail(tx, uid)
    a_claim(tx, state=state, mail=mail)
    tx.execute(sa.update(tables.mails).filter_by(id=mail).values(state="decided", arrived_at=NOW))


def test_payments_are_counted_by_hour_and_state(db: Database) -> None:
    with db.begin() as tx:
        for uid, state in enumerate(("desk", "desk", "waiting_customer"), 1):
            _came(tx, uid, state)

        found = board.came(tx, NOW - HOUR)
        assert {(one.hour, one.state, one.by_bot, one.count) for one in found} == {
            (NOW, "desk", True, 2), (NOW, "waiting_customer", True, 1),
        }  # fmt: skip
        assert board.objections(tx, NOW - HOUR) == {"no_key": 3}
        assert board.came(tx, NOW - HOUR, "another") == ()
        assert board.seconds_to_activate(tx, NOW - HOUR) == ()
        assert board.standing(tx, NOW).overdue == 0


def test_slips_are_found_by_reference_amount_and_words(db: Database) -> None:
    with db.begin() as tx:
        a_slip(tx)
        a_slip(tx, "820011", 999, NOW - HOUR)

        def found(wanted: Wanted) -> list[str]:
            return [row.reference for row in slip_search.page(tx, wanted, now=NOW)]

        assert found(Wanted()) == ["820011", "935447"]
        assert found(Wanted(reference="935")) == ["935447"]
        assert found(Wanted(amount=999)) == ["820011"]
        assert found(Wanted(words=("papel", "ana"))) == ["820011", "935447"]
        assert found(Wanted(words=("papel", "zz"))) == []
        assert found(Wanted(status="expired")) == ["820011"]
        assert found(Wanted(by="bot", since=NOW)) == []


def test_a_cancelled_slip_stays_cancelled(db: Database) -> None:
    with db.begin() as tx:
        slip = a_slip(tx)

        assert slips.cancel(tx, slip.id, because="dos veces", at=NOW)
        assert not slips.cancel(tx, slip.id, because="otra vez", at=NOW)
        assert not slips.pay(tx, slip.id, received=0, at=NOW)


def test_deeds_letters_numbers_and_switches(db: Database) -> None:
    with db.begin() as tx:
        for number in range(3):
            audit.write(tx, "note", at=NOW + number * HOUR, actor=f"p{number % 2}", details={})
        assert [one.id for one in audit_search.page(tx, Asked(actor="p0"))] == [3, 1]
        assert [one.id for one in audit_search.page(tx, Asked(since=NOW + HOUR, until=NOW + 2 * HOUR))] == [2]
        assert audit_search.actors(tx) == ("p0", "p1")
        assert letter_list.page(tx, Looked(("sent",))) == ()
        assert counters.last(tx, "slip") == 0
        counters.give(tx, "slip", 7)
        assert counters.last(tx, "slip") == 7
        switches.turn(tx, "send", is_on=False, by="eva", at=NOW)
        assert switches.held_kinds(tx) == {"letter"}


def test_customers_of_before_are_found_too(db: Database) -> None:
    with db.begin() as tx:
        customers.enrol(tx, [("Óptica Peña", "o@x.example", None)])
        words = tx.execute(sa.select(tables.customer_words.c.word)).scalars().all()

    assert set(words) == {"optica", "pena", "o", "x", "example"}
