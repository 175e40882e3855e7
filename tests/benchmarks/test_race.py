"""Workers that decide at once: each slip is switched on once, no part is lost, and no limit is passed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from benchmarks.race import AMOUNT, BOUNDLESS, issue, payment, race
from bot.model import TrustPolicy
from bot.store import tables

if TYPE_CHECKING:
    from bot.store.db import Database


def held(db: Database) -> dict[str, int]:
    """Return the centavos that each slip holds of payments, by reference."""
    chosen = sa.select(tables.slips.c.reference, sa.func.sum(tables.allocations.c.amount)).join(tables.allocations)
    with db.read() as tx:
        return {row[0]: int(row[1]) for row in tx.execute(chosen.group_by(tables.slips.c.reference))}


def states(db: Database) -> list[str]:
    with db.read() as tx:
        return sorted(tx.execute(sa.select(tables.claims.c.state)).scalars())


def test_of_ten_payments_for_each_slip_one_switches_it_on(db: Database) -> None:
    """I3, B39"""
    issue(db, 20)

    found = race(db, [payment(number, 700_000 + number % 20) for number in range(200)], 8)

    assert (found.activations, found.paid) == (20, 20)
    assert found.outcomes == {"activate": 20, "review": 180}
    assert held(db) == {str(700_000 + number): AMOUNT for number in range(20)}


def test_the_same_payment_at_once_is_spent_once(db: Database) -> None:
    """I6"""
    issue(db, 20)

    found = race(db, [payment(7, 700_000 + number) for number in range(20)], 8)

    assert (found.activations, found.paid) == (1, 1)
    assert found.outcomes == {"activate": 1, "review": 19}


def test_two_parts_at_once_complete_their_slip_and_none_is_lost(db: Database) -> None:
    """B141, I6: whichever comes first is kept, the other completes it."""
    issue(db, 20)
    first = [payment(number, 700_000 + number, 100_000) for number in range(20)]
    rest = [payment(100 + number, 700_000 + number, 30_500) for number in range(20)]

    found = race(db, first + rest, 8)

    assert (found.activations, found.paid) == (20, 20)
    assert found.outcomes == {"ask": 20, "activate": 20}
    assert held(db) == {str(700_000 + number): AMOUNT for number in range(20)}
    assert states(db) == ["activating"] * 40


def test_many_parts_of_one_slip_at_once_are_all_counted(db: Database) -> None:
    issue(db, 1)

    found = race(db, [payment(number, 700_000, 14_500) for number in range(9)], 8)

    assert (found.activations, held(db)) == (1, {"700000": AMOUNT})


def test_a_whole_payment_beside_a_part_leaves_one_of_them_to_a_person(db: Database) -> None:
    """Never both, never a part without its trace."""
    issue(db, 10)
    both = [
        payment(number, 700_000 + number % 10, amount) for number, amount in enumerate([AMOUNT] * 10 + [50_000] * 10)
    ]

    race(db, both, 8)

    money = held(db)
    assert all(money[str(700_000 + number)] in (AMOUNT, 50_000) for number in range(10))


def test_workers_that_decide_at_once_stay_below_the_limit_together(db: Database) -> None:
    """B131: each of them alone saw room for one more."""
    issue(db, 40)
    trust = TrustPolicy(receipt_alone_up_to=10**12, per_customer_day=10**12, per_day=5 * AMOUNT, per_hour_count=10**9)

    found = race(db, [payment(number, 700_000 + number) for number in range(40)], 8, trust)

    assert found.activations == 5
    assert found.outcomes == {"activate": 5, "review": 35}


def test_the_hours_count_holds_too(db: Database) -> None:
    """B131"""
    issue(db, 40)
    trust = TrustPolicy(
        **{name: getattr(BOUNDLESS, name) for name in ("per_day", "per_customer_day")}, per_hour_count=7
    )

    found = race(db, [payment(number, 700_000 + number) for number in range(40)], 8, trust)

    assert found.activations == 7
