"""Cases stand where their guards let them, and the outbox remembers what an address has had."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from store_samples import HOUR, NOW, a_case, a_claim, a_mail, a_slip

from bot.model import Decision, Letter
from bot.store import audit, cases, claims, letters

if TYPE_CHECKING:
    from bot.store.db import Database, Tx


def queue(tx: Tx, case: int, kind: str = "question", cause: str = "mail-1", to: str = "ana@x.example") -> int | None:
    letter = Letter(kind, cause, to, "Asunto", f"<{case}-{kind}-{cause}-{to}@us>", b"frozen")
    return letters.queue(tx, case, letter, recipient_key=to, at=NOW)


def test_a_case_moves_only_from_the_state_that_is_expected(db: Database) -> None:
    with db.begin() as tx:
        case = a_case(tx)

        assert not cases.move(tx, case, "desk", expected=("activating",))
        assert cases.move(tx, case, "desk", expected=("reading",), verdict="Falta la referencia.")
        assert cases.one(tx, case).state == "desk"
        assert cases.one(tx, case).verdict == "Falta la referencia."


def test_a_case_is_found_by_the_letter_that_a_mail_answers(db: Database) -> None:
    """B69."""
    with db.begin() as tx:
        case = a_case(tx)
        queue(tx, case)

        assert cases.answered_by(tx, ["<other@x>", f"<{case}-question-mail-1-ana@x.example@us>"]) == case
        assert cases.answered_by(tx, ["<other@x>"]) is None
        assert cases.answered_by(tx, []) is None


def test_only_cases_whose_clock_runs_are_near_their_deadline(db: Database) -> None:
    """B120."""
    with db.begin() as tx:
        near = a_case(tx, NOW + HOUR)
        a_case(tx, NOW + 30 * HOUR)
        stopped = a_case(tx, NOW + HOUR)
        cases.move(tx, stopped, "waiting_customer", stopped_at=NOW)
        done = a_case(tx, NOW + HOUR)
        cases.move(tx, done, "activated")

        assert [case.id for case in cases.running_until(tx, NOW + 24 * HOUR, 24)] == [near]


def test_a_case_whose_last_alarm_was_raised_makes_room_for_others(db: Database) -> None:
    """I10: however many are overdue, the next one is seen."""
    with db.begin() as tx:
        overdue, near = a_case(tx, NOW - HOUR), a_case(tx, NOW + HOUR)
        cases.raise_alarm(tx, overdue, 24, at=NOW)

        assert [case.id for case in cases.running_until(tx, NOW + 24 * HOUR, 24, limit=1)] == [near]


def test_an_alarm_is_raised_once(db: Database) -> None:
    with db.begin() as tx:
        case = a_case(tx)

        assert cases.raise_alarm(tx, case, 4, at=NOW)
        assert not cases.raise_alarm(tx, case, 4, at=NOW)
        assert cases.alarms_raised(tx, [case]) == {case: frozenset({4})}


def test_the_thread_keeps_the_last_twenty_messages(db: Database) -> None:
    """B67."""
    with db.begin() as tx:
        case = a_case(tx)
        for number in range(25):
            cases.lengthen_thread(tx, case, f"<{number}@x>")

        assert cases.one(tx, case).thread == tuple(f"<{number}@x>" for number in range(5, 25))


def test_a_claim_comes_back_as_it_was_written(db: Database) -> None:
    with db.begin() as tx:
        slip, case = a_slip(tx), a_case(tx)
        claim = a_claim(tx, slip=slip, case=case)

        (found,) = claims.of_case(tx, case)

    assert (found.id, found.slip_id, found.reasons[0].rule) == (claim, slip.id, "no_key")
    assert found.receipt is not None
    assert (found.receipt.references, found.receipt.amount) == (("935447",), 130500)


def test_a_person_decides_a_waiting_claim_once(db: Database) -> None:
    """B106."""
    decision = Decision("ignore", (), (), "luisa", NOW)
    with db.begin() as tx:
        case = a_case(tx)
        claim = a_claim(tx, case=case)

        assert claims.redecide(tx, claim, "rejected", decision, expected=("desk",))
        assert not claims.redecide(tx, claim, "rejected", decision, expected=("desk",))
        assert claims.of_case(tx, case)[0].decided_by == "luisa"


def test_a_letter_is_queued_once_for_its_cause(db: Database) -> None:
    """B44."""
    with db.begin() as tx:
        case = a_case(tx)

        assert queue(tx, case) is not None
        assert queue(tx, case) is None
        assert queue(tx, case, cause="mail-2") is not None


def test_the_bytes_of_a_letter_are_frozen(db: Database) -> None:
    """B43."""
    with db.begin() as tx:
        letter = queue(tx, a_case(tx))
        assert letter is not None
        assert letters.raw(tx, letter) == b"frozen"


def test_a_letter_moves_only_from_the_state_that_is_expected(db: Database) -> None:
    with db.begin() as tx:
        letter = queue(tx, a_case(tx))
        assert letter is not None

        assert letters.move(tx, letter, ("queued",), "sending")
        assert not letters.move(tx, letter, ("queued",), "sending")
        assert letters.move(tx, letter, ("sending",), "sent", sent_at=NOW)
        assert letters.one(tx, letter).sent_at == NOW


def test_a_queued_acknowledgement_is_cancelled_and_a_sent_one_stays(db: Database) -> None:
    """B52."""
    with db.begin() as tx:
        case = a_case(tx)
        queued = queue(tx, case, "acknowledgement", "case")
        sent = queue(tx, case, "acknowledgement", "other")
        assert queued is not None
        assert sent is not None
        letters.move(tx, sent, ("queued",), "sent")

        assert letters.cancel_queued(tx, case, ("acknowledgement",)) == 1
        assert [letter.state for letter in letters.of_case(tx, case)] == ["cancelled", "sent"]
        assert letters.kinds_of(tx, case) == {"acknowledgement"}


def test_the_ledger_counts_what_an_address_had_lately(db: Database) -> None:
    """B59: activation, manual and staff letters are outside of it."""
    with db.begin() as tx:
        for cause in ("a", "b"):
            queue(tx, a_case(tx), "acknowledgement", cause)
        queue(tx, a_case(tx), "question", to="beto@x.example")
        for kind in ("activation", "manual", "deadline_near"):
            queue(tx, a_case(tx), kind)

        now = letters.counts(tx, "ana@x.example", now=NOW)
        tomorrow = letters.counts(tx, "ana@x.example", now=NOW + timedelta(hours=25))

    assert (now.acknowledgements_today, now.automatic_today, now.domain_last_hour, now.all_last_hour) == (2, 2, 3, 3)
    assert (tomorrow.acknowledgements_today, tomorrow.automatic_today, tomorrow.all_last_hour) == (0, 0, 0)


def test_the_audit_keeps_what_was_done_in_order(db: Database) -> None:
    with db.begin() as tx:
        case = a_case(tx)
        mail = a_mail(tx)
        audit.write(tx, "mail_decided", at=NOW, actor="bot", case_id=case, details={"mail": mail})
        audit.write(tx, "claim_ruled", at=NOW, actor="luisa", case_id=case, details={})

        assert [(row["event"], row["actor"]) for row in audit.of_case(tx, case)] == [
            ("mail_decided", "bot"),
            ("claim_ruled", "luisa"),
        ]
