"""What a receipt could mean is found by index, the likeliest first, and bounded."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from store_samples import NOW

from bot.model import Slip  # noqa: TC001
from bot.store import customers, lookups, slips
from bot.store.db import Database, Tx
from bot.store.slips import NewSlip


def _issue(tx: Tx, rows: list[tuple[str, int, str]]) -> dict[str, int]:
    """Issue slips (reference, centavos, address), and return the customers' ids."""
    ids = customers.enrol(tx, [(email.partition("@")[0], email, None) for _, _, email in rows])
    slips.add(tx, [NewSlip(reference, ids[email], amount, NOW) for reference, amount, email in rows])
    return ids


def _references(found: tuple[Slip, ...]) -> list[str]:
    return [slip.reference for slip in found]


def test_near_references_come_with_the_exact_and_open_ones_first(db: Database) -> None:
    with db.begin() as tx:
        _issue(
            tx, [("935440", 500, "a@x"), ("935441", 130_500, "a@x"), ("935442", 130_500, "b@x"), ("111111", 9, "b@x")]
        )
        tx.execute(sa.text("update slips set status = 'paid' where reference = '935441'"))

        found = lookups.near(tx, ["935440", "935441", "935442", "935443"], 130_500, now=NOW)

    assert _references(found) == ["935442", "935440", "935441"]


def test_what_is_missing_of_a_part_payment_is_its_amount(db: Database) -> None:
    with db.begin() as tx:
        _issue(tx, [("935440", 500, "a@x"), ("935441", 130_500, "a@x")])
        tx.execute(sa.text("update slips set received = 30500 where reference = '935441'"))

        assert _references(lookups.near(tx, ["935440", "935441"], 100_000, now=NOW))[0] == "935441"


def test_only_open_slips_of_a_customer_and_of_an_amount_are_found(db: Database) -> None:
    with db.begin() as tx:
        ids = _issue(
            tx, [("935440", 500, "a@x"), ("935441", 500, "a@x"), ("935442", 500, "b@x"), ("935443", 600, "b@x")]
        )
        tx.execute(sa.text("update slips set status = 'paid' where reference = '935440'"))

        assert _references(lookups.of_customers(tx, {ids["a@x"]}, now=NOW)) == ["935441"]
        assert _references(lookups.of_customers(tx, ids.values(), now=NOW)) == ["935443", "935442", "935441"]
        assert sorted(_references(lookups.of_amount(tx, 500, now=NOW))) == ["935441", "935442"]
        assert (
            lookups.of_customers(tx, (), now=NOW)
            == lookups.of_amount(tx, None, now=NOW)
            == lookups.near(tx, (), 1, now=NOW)
            == ()
        )


@pytest.mark.parametrize("question", ["near", "of_customers", "of_amount"])
def test_no_question_reads_the_whole_table(tmp_path: object, question: str) -> None:
    """SQLite's own plan: every step a SEARCH by an index, none a SCAN."""
    plans: list[str] = []
    database = Database(f"sqlite:///{tmp_path}/comprobot.db")
    database.migrate()
    asked: list[tuple[str, object]] = []
    sa.event.listen(database.engine, "before_cursor_execute", lambda *said: asked.append((said[2], said[3])))
    with database.read() as tx:
        {
            "near": lambda: lookups.near(tx, ["935440", "935441"], 1, now=NOW),
            "of_customers": lambda: lookups.of_customers(tx, [1, 2], now=NOW),
            "of_amount": lambda: lookups.of_amount(tx, 500, now=NOW),
        }[question]()
        selects = [one for one in asked if one[0].startswith("SELECT slips.")]
        for statement, values in selects:
            plans += [row[3] for row in tx.exec_driver_sql(f"explain query plan {statement}", values)]  # type: ignore[arg-type]
    database.close()

    assert any(step.startswith("SEARCH slips USING") for step in plans), plans
    assert not any(step.startswith("SCAN") for step in plans), plans
