"""The queue as the database tells it: by time left, by reason, by holder, on both kinds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from store_samples import HOUR, NOW, a_case, a_claim, a_mail, a_slip

from bot.model import ClaimState, Proposal
from bot.plain import to_plain
from bot.store import audit, cases, letters, queue, queue_rows, tables, users
from bot.store.queue import OPEN, Chosen

if TYPE_CHECKING:
    from datetime import datetime, timedelta

    from bot.store.db import Database, Tx


def _case(tx: Tx, left: timedelta = 5 * HOUR, state: ClaimState = "desk", **more: Any) -> int:
    case_id = a_case(tx, NOW + left)
    cases.move(tx, case_id, state, **more)
    return case_id


def _ids(tx: Tx, chosen: Chosen, **more: Any) -> list[int]:
    return [one.case.id for one in queue.page(tx, chosen, **more)]


def _user(tx: Tx) -> int:
    return users.add(tx, email="luis@x.example", name="Luis M.", role="operator", password_hash="", at=NOW)


def test_the_least_time_left_comes_first_whatever_came_last(db: Database) -> None:
    with db.begin() as tx:
        later, late, soon, same = (_case(tx, hours * HOUR) for hours in (9, -1, 2, 2))

        assert _ids(tx, Chosen()) == [late, soon, same, later]
        assert _ids(tx, Chosen(), skip=1, limit=2) == [soon, same]


def test_each_filter_lets_its_own_cases_through(db: Database) -> None:
    with db.begin() as tx:
        luis = _user(tx)
        iva, account, asked = (
            _case(tx, reason="amount_is_subtotal", taken_by=luis),
            _case(tx, reason="other_account"),
            _case(tx, state="waiting_customer", reason="no_reference"),
        )
        _case(tx, state="activated")

        assert _ids(tx, Chosen()) == [iva, account]
        assert _ids(tx, Chosen(holder=luis)) == [iva]
        assert _ids(tx, Chosen(is_free=True)) == [account]
        assert _ids(tx, Chosen(rules=frozenset({"amount_is_subtotal"}))) == [iva]
        assert _ids(tx, Chosen(other_rules=frozenset({"amount_is_subtotal"}))) == [account]
        assert _ids(tx, Chosen(OPEN)) == [iva, account, asked]
        assert {(one.state, one.rule, one.holder, one.count) for one in queue.tally(tx)} == {
            ("desk", "amount_is_subtotal", luis, 1),
            ("desk", "other_account", None, 1),
            ("waiting_customer", "no_reference", None, 1),
        }


def test_what_ends_soon_is_counted_only_while_its_clock_runs(db: Database) -> None:
    with db.begin() as tx:
        _case(tx, HOUR / 2)
        _case(tx, HOUR / 2, "waiting_customer")
        _case(tx, 2 * HOUR)

        assert queue.due_before(tx, NOW + HOUR) == 1


def test_a_case_knows_its_place_and_its_neighbours_among_equals(db: Database) -> None:
    with db.begin() as tx:
        first, second, third, fourth = (_case(tx, hours * HOUR) for hours in (1, 2, 2, 3))
        places = [queue.place(tx, Chosen(), cases.one(tx, one)) for one in (first, second, third, fourth)]

        assert places == [
            queue.Place(1, 4, None, second),
            queue.Place(2, 4, first, third),
            queue.Place(3, 4, second, fourth),
            queue.Place(4, 4, third, None),
        ]


def test_a_case_that_is_done_still_leads_on_to_the_next(db: Database) -> None:
    with db.begin() as tx:
        _, done, after = (_case(tx, hours * HOUR) for hours in (1, 2, 3))
        cases.move(tx, done, "activated")
        case = cases.one(tx, done)

        assert queue.place(tx, Chosen(), case) is None
        assert queue.next_to(tx, Chosen(), case)[1] == after


def test_a_row_shows_the_slip_or_else_the_one_that_is_proposed(db: Database) -> None:
    with db.begin() as tx:
        known, guessed = _case(tx), _case(tx)
        a_claim(tx, slip=a_slip(tx), case=known, mail=a_mail(tx, 1))
        claim = a_claim(tx, case=guessed, mail=a_mail(tx, 2))
        proposals = to_plain((Proposal(("948119",), 80, ("de este cliente",)),))
        tx.execute(tables.claims.update().filter_by(id=claim).values(proposals=proposals))
        for case_id, uid in ((known, 1), (guessed, 2)):
            tx.execute(tables.mails.update().filter_by(id=a_mail(tx, uid)).values(case_id=case_id))

        found = queue_rows.beside(tx, [known, guessed])

        assert (found[known].references, found[known].proposed) == (("935447",), ())
        assert (found[guessed].references, found[guessed].proposed) == ((), ("948119",))
        assert found[known].inbox == "comprobantes"


def test_an_answer_is_told_from_the_mail_that_was_asked_about(db: Database) -> None:
    with db.begin() as tx:
        case_id = _case(tx)
        first, answer = a_mail(tx, 1), a_mail(tx, 2)
        tx.execute(tables.mails.update().filter_by(id=first).values(case_id=case_id))
        _ask(tx, case_id, at=NOW + HOUR)
        assert queue_rows.beside(tx, [case_id])[case_id].answered_at is None

        tx.execute(tables.mails.update().filter_by(id=answer).values(case_id=case_id, arrived_at=NOW + 2 * HOUR))

        assert queue_rows.beside(tx, [case_id])[case_id].answered_at == NOW + 2 * HOUR


def _ask(tx: Tx, case_id: int, *, at: datetime) -> None:
    tx.execute(
        tables.letters.insert().values(
            case_id=case_id, kind="question", cause="mail-1", state="sent", recipient="ana@x.example",
            recipient_key="ana@x.example", recipient_domain="x.example", subject="", message_id="<1@x>", raw=b"",
            queued_at=at,
        )
    )  # fmt: skip
    assert "question" in letters.kinds_of(tx, case_id)


def test_changes_are_counted_by_case_and_never_the_own_ones(db: Database) -> None:
    with db.begin() as tx:
        one, other = _case(tx), _case(tx)
        audit.write(tx, "alarm", at=NOW, actor="bot", case_id=one, details={})
        seen = audit.head(tx).row
        for case_id, actor in ((one, "bot"), (one, "bot"), (other, "ana@x.example")):
            audit.write(tx, "alarm", at=NOW, actor=actor, case_id=case_id, details={})

        assert queue.changed_since(tx, seen, but_by="ana@x.example") == 1
        assert queue.changed_since(tx, seen, but_by="luis@x.example") == 2


def test_what_became_of_the_day(db: Database) -> None:
    with db.begin() as tx:
        mails = [a_mail(tx, uid) for uid in (1, 2, 3)]
        tx.execute(tables.mails.update().values(state="decided"))
        a_claim(tx, state="activated", mail=mails[0])
        a_claim(tx, state="desk", mail=mails[1])
        ruled = a_claim(tx, state="activated", mail=mails[2])
        tx.execute(tables.claims.update().filter_by(id=ruled).values(decided_by="ana@x.example"))

        assert queue.arrived_since(tx, NOW) == queue.Today(received=3, by_bot=1, by_staff=1)
        assert queue.arrived_since(tx, NOW + HOUR) == queue.Today(0, 0, 0)
