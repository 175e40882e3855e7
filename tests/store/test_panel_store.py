"""What the panel's door and its first pages ask of both databases."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa
from store_samples import NOW

from bot.model import Panel, SlipLine
from bot.store import consents, customers, greetings, panel_links, panel_users, panel_view, slips
from bot.store.db import Database
from bot.store.panel_links import PanelLink
from bot.store.slips import NewSlip

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from bot.store.db import Tx

LINE = SlipLine("I05077", "Anualidad NIVEL 1", 1, 55_000)
DAY = timedelta(days=1)


def _customer(tx: Tx, name: str = "ana") -> int:
    return customers.enrol(tx, [(name, f"{name}@x.example", None)])[f"{name}@x.example"]


def _slip(tx: Tx, customer: int, reference: str, code: str, *, expires_at: datetime | None = None) -> int:
    line = SlipLine(code, code, 1, 100)
    slips.add(tx, [NewSlip(reference, customer, 116, NOW, expires_at, (line,))])
    return slips.named(tx, [reference], now=NOW)[0].id


def test_a_user_is_found_by_his_name_in_any_case(db: Database) -> None:
    with db.begin() as tx:
        made = panel_users.add(tx, _customer(tx), " Ana ", at=NOW)

    with db.read() as tx:
        found = panel_users.by_username(tx, "ANA ")
        assert found is not None
        assert (found.id, found.username, found.password_hash, found.active) == (made, "ana", None, True)
        assert panel_users.of_customer(tx, found.customer_id) == found
        assert panel_users.by_username(tx, "an") is None


@pytest.mark.parametrize("same", ["name", "customer"])
def test_no_two_users_share_a_name_or_a_customer(db: Database, same: str) -> None:
    with db.begin() as tx:
        first = _customer(tx)
        panel_users.add(tx, first, "ana", at=NOW)

    with pytest.raises(sa.exc.IntegrityError), db.begin() as tx:
        panel_users.add(
            tx, first if same == "customer" else _customer(tx, "beto"), "ANA" if same == "name" else "b", at=NOW
        )


def test_users_are_listed_with_their_panels(db: Database) -> None:
    with db.begin() as tx:
        ana, beto = _customer(tx), _customer(tx, "beto")
        panel_users.add(tx, ana, "ana", at=NOW, password_hash="x")
        panel_users.add(tx, beto, "beto", at=NOW)
        customers.write_panel(tx, Panel(ana, "4.0", date(2027, 1, 1), 7))

    with db.read() as tx:
        rows = panel_users.listed(tx)
        assert [(one.username, one.version, one.stamps, one.has_password) for one in rows] == [
            ("ana", "4.0", 7, True), ("beto", None, None, False),
        ]  # fmt: skip
        assert panel_users.listed(tx, after=rows[0].id) == rows[1:]
        assert dict(panel_users.held(tx, ["ana"], ["beto@x.example", "otro@x.example"])) == {
            "ana": "ana@x.example", "beto": "beto@x.example",
        }  # fmt: skip
        assert (customers.has_panel(tx, ana), customers.has_panel(tx, beto)) == (True, False)


def test_a_consent_counts_for_its_version_alone(db: Database) -> None:
    with db.begin() as tx:
        ana = _customer(tx)
        consents.give(tx, ana, "1", at=NOW, address="a")
        consents.give(tx, ana, "2", at=NOW + DAY, address="b")

    with db.read() as tx:
        assert (consents.given(tx, ana, "1"), consents.given(tx, ana, "3")) == (True, False)
        assert consents.last(tx, ana) == consents.Consent("2", NOW + DAY, "b")
        assert consents.last(tx, ana + 1) is None


def test_a_link_opens_until_it_is_used_or_over(db: Database) -> None:
    with db.begin() as tx:
        user = panel_users.add(tx, _customer(tx), "ana", at=NOW)
        for word in ("una", "otra"):
            panel_links.add(tx, word, user, "recovery", ends_at=NOW + DAY)
    token = panel_links.kept("una")

    with db.begin() as tx:
        assert panel_links.opens(tx, token, now=NOW) == PanelLink(token, user, "recovery", NOW + DAY, None)
        assert panel_links.waiting(tx, user, now=NOW) == 2
        assert panel_links.opens(tx, token, now=NOW + DAY) is None
        assert not panel_links.use(tx, token, at=NOW + DAY)
        assert (panel_links.use(tx, token, at=NOW), panel_links.use(tx, token, at=NOW)) == (True, False)
        assert panel_links.end_all(tx, user, at=NOW) == 1
        assert panel_links.waiting(tx, user, now=NOW) == 0


def test_what_was_bought_is_told_newest_first(db: Database) -> None:
    with db.begin() as tx:
        ana = _customer(tx)
        for place, (reference, code) in enumerate((("900001", "A"), ("900002", "B"), ("900003", "C"))):
            slip = _slip(tx, ana, reference, code)
            if code != "C":
                slips.pay(tx, slip, received=0, at=NOW + place * DAY)
        _slip(tx, _customer(tx, "beto"), "900004", "D")

    with db.read() as tx:
        assert [line.code for line in panel_view.bought(tx, ana)] == ["B", "A"]
        assert panel_view.bought(tx, ana + 99) == ()


def test_an_open_slip_counts_until_it_expires(db: Database) -> None:
    with db.begin() as tx:
        ana, beto = _customer(tx), _customer(tx, "beto")
        _slip(tx, ana, "900001", "A", expires_at=NOW + DAY)
        _slip(tx, beto, "900002", "A")

    with db.read() as tx:
        assert panel_view.has_open(tx, ana, now=NOW)
        assert not panel_view.has_open(tx, ana, now=NOW + DAY)
        assert panel_view.has_open(tx, beto, now=NOW + 999 * DAY)
        assert not panel_view.has_open(tx, ana + 99, now=NOW)


def test_questions_of_the_door_are_answered_by_an_index(tmp_path: Path) -> None:
    """Each page of the panel asks them: no table is read through. PostgreSQL reads small ones through all the same."""
    db = Database(f"sqlite:///{tmp_path / 'a.db'}")
    db.migrate()
    asked: list[str] = []
    sa.event.listen(db.engine, "before_cursor_execute", lambda *said: asked.append(said[2]))
    with db.read() as tx:
        consents.given(tx, 1, "1")
        greetings.due(tx, 1)
        panel_view.has_open(tx, 1, now=NOW)
        panel_view.bought(tx, 1)
        panel_view.coming(tx, 1)
        panel_view.has_money_here(tx, 1)
        panel_users.by_username(tx, "ana")
    questions = [one for one in asked if one.startswith("SELECT")]

    with db.read() as tx:
        plans = [tx.exec_driver_sql(f"EXPLAIN QUERY PLAN {one}", (1,) * one.count("?")).all() for one in questions]

    steps = [row[3] for plan in plans for row in plan]
    assert [step for step in steps if step.startswith("SCAN") and step != "SCAN anon_1"] == []
    assert len(questions) == 8
