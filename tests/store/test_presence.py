"""Who has a case and who looks at it, on both kinds of database."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store_samples import HOUR, NOW, a_case, a_claim, a_slip

from bot.store import cases, presence, search, users

if TYPE_CHECKING:
    from bot.store.db import Database, Tx


def _user(tx: Tx, name: str) -> int:
    return users.add(tx, email=f"{name}@x.example", name=name, role="operator", password_hash="", at=NOW)


def test_a_case_is_taken_once_and_only_while_it_is_open(db: Database) -> None:
    with db.begin() as tx:
        ana, luis, case_id = _user(tx, "ana"), _user(tx, "luis"), a_case(tx)

        assert presence.take(tx, case_id, ana, holder=None, at=NOW)
        assert not presence.take(tx, case_id, luis, holder=None, at=NOW)
        assert not presence.release(tx, case_id, luis)
        assert presence.take(tx, case_id, luis, holder=ana, at=NOW)
        assert presence.release(tx, case_id, luis)
        cases.move(tx, case_id, "activated")
        assert not presence.take(tx, case_id, ana, holder=None, at=NOW)


def test_who_was_seen_too_long_ago_is_forgotten(db: Database) -> None:
    with db.begin() as tx:
        ana, luis, case_id = _user(tx, "ana"), _user(tx, "luis"), a_case(tx)
        for at in (NOW, NOW + HOUR):
            presence.look(tx, case_id, luis, at=at, gone_before=at - HOUR)

        assert presence.others(tx, case_id, ana, since=NOW + HOUR) == ("luis",)
        assert presence.others(tx, case_id, luis, since=NOW) == ()
        presence.look(tx, case_id, ana, at=NOW + 3 * HOUR, gone_before=NOW + 2 * HOUR)
        assert presence.others(tx, case_id, ana, since=NOW) == ()


def test_a_case_is_found_by_slip_amount_address_and_name(db: Database) -> None:
    with db.begin() as tx:
        slip, case_id = a_slip(tx), a_case(tx)
        a_claim(tx, slip=slip, case=case_id)

        assert search.cases_of_slip(tx, "935447") == {case_id}
        assert search.cases_of_amount(tx, 130500) == {case_id}
        assert search.cases_from(tx, "ana@x.example") == {case_id}
        assert [one.name for one in search.customers_named(tx, ("papel", "an"))] == ["Papelería Ana"]
        assert [one.id for one in search.listed(tx, {case_id})] == [case_id]
        assert search.cases_printed(tx, "nothing") == frozenset()
