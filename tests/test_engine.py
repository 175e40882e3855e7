"""A promised job is done once, in turn, and outlives every worker."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
import sqlalchemy as sa

from bot import failpoints
from bot.engine import BACKLOG, Engine, Work, alone, failing, make_room, promise, promise_again, waiting
from bot.errors import Busy, DoorClosed, Outdated
from bot.store.db import Database
from bot.store.tables import jobs

if TYPE_CHECKING:
    from collections.abc import Callable

LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)
AT_ONCE = timedelta(0)


def nothing(*_: object, **__: object) -> None:
    return None


def engine(
    db: Database, run: Callable[[int, int], None], give_up: Callable[[int, str], None] = nothing, **more: Any
) -> Engine:
    settings: dict[str, Any] = {"lease": timedelta(minutes=2), "retries": (AT_ONCE, AT_ONCE), **more}
    return Engine(db, {"mail": Work(run, give_up, **settings)}, nothing)


def promised(db: Database, *subjects: int, rank: int = 0) -> None:
    with db.begin() as tx:
        for subject in subjects:
            promise(tx, "mail", subject, due=LONG_AGO + timedelta(seconds=subject), rank=rank)


def row(db: Database, subject: int) -> sa.RowMapping:
    with db.read() as tx:
        return tx.execute(sa.select(jobs).filter_by(kind="mail", subject=subject)).mappings().one()


def test_a_promised_job_is_worked_once(db: Database) -> None:
    done: list[int] = []
    promised(db, 17)
    promised(db, 17)

    engine(db, lambda subject, _: done.append(subject)).work_until_empty()

    assert done == [17]
    assert row(db, 17)["state"] == "done"


def test_a_promise_of_a_transaction_that_fails_is_never_worked(db: Database) -> None:
    with pytest.raises(RuntimeError), db.begin() as tx:
        promise(tx, "mail", 17, due=LONG_AGO)
        raise RuntimeError

    assert not engine(db, nothing).work_one()


def test_the_attempt_is_committed_before_the_work_starts(db: Database) -> None:
    seen: list[tuple[int, str]] = []
    promised(db, 17)

    engine(db, lambda subject, _: seen.append((row(db, subject)["attempts"], row(db, subject)["state"]))).work_one()

    assert seen == [(1, "claimed")]


def test_a_failing_job_is_retried_and_the_fourth_claim_gives_it_up(db: Database) -> None:
    """B17: three attempts, then set aside."""
    attempts: list[int] = []
    given_up: list[tuple[int, str]] = []

    def fails(_subject: int, attempt: int) -> None:
        attempts.append(attempt)
        raise ValueError("poison")

    promised(db, 17)

    engine(db, fails, lambda subject, error: given_up.append((subject, error))).work_until_empty()

    assert attempts == [1, 2, 3]
    assert given_up == [(17, "ValueError: poison")]
    assert row(db, 17)["state"] == "failed"


def test_a_job_whose_worker_died_three_times_is_given_up_by_the_counter(db: Database) -> None:
    """B17: nobody is alive to catch a mail that kills the process."""
    given_up: list[int] = []
    promised(db, 17)
    with db.begin() as tx:
        tx.execute(sa.update(jobs).values(state="claimed", owner="dead", attempts=3, due=LONG_AGO))

    engine(db, nothing, lambda subject, _: given_up.append(subject)).work_one()

    assert given_up == [17]


def test_one_poisoned_job_leaves_the_others_alone(db: Database) -> None:
    done: list[int] = []

    def run(subject: int, _attempt: int) -> None:
        if subject == 1:
            raise ValueError
        done.append(subject)

    promised(db, *range(1, 20))

    engine(db, run).work_until_empty()

    assert sorted(done) == list(range(2, 20))


def test_a_closed_door_costs_a_patient_job_no_attempt(db: Database) -> None:
    promised(db, 17)

    def closed(_subject: int, _attempt: int) -> None:
        raise DoorClosed("no hay nadie")

    engine(db, closed, patient=True, retries=(timedelta(hours=1),)).work_one()

    assert row(db, 17)["attempts"] == 0
    assert row(db, 17)["error"] == "no hay nadie"
    assert row(db, 17)["due"] > db.clock() + timedelta(minutes=40)


def test_an_outdated_judgement_is_made_again_at_once_and_costs_no_attempt(db: Database) -> None:
    """Each time a neighbour got on; a mail of a busy conversation is not set aside for it (I1)."""
    attempts: list[int] = []

    def moves_five_times(_subject: int, attempt: int) -> None:
        attempts.append(attempt)
        if len(attempts) <= 5:
            raise Outdated

    promised(db, 17)

    engine(db, moves_five_times, retries=(timedelta(hours=1),)).work_until_empty()

    assert attempts == [1] * 6
    assert row(db, 17)["state"] == "done"


def test_a_job_that_is_always_outdated_is_given_up_in_the_end(db: Database) -> None:
    given_up: list[int] = []

    def never(_subject: int, _attempt: int) -> None:
        raise Outdated

    promised(db, 17)

    engine(db, never, retries=(timedelta(0),), give_up=lambda subject, _: given_up.append(subject)).work_until_empty()

    assert given_up == [17]


def test_fresh_mail_goes_first_and_one_claim_in_ten_serves_the_backlog(db: Database) -> None:
    order: list[int] = []
    promised(db, *range(1, 5), rank=BACKLOG)
    promised(db, *range(101, 113))

    engine(db, lambda subject, _: order.append(subject)).work_until_empty()

    assert order == [*range(101, 110), 1, *range(110, 113), 2, 3, 4]


def test_a_burst_becomes_backlog_and_what_comes_after_it_goes_first(db: Database) -> None:
    """B21"""
    order: list[int] = []
    promised(db, *range(1, 7))

    with db.begin() as tx:
        assert make_room(tx, "mail", 6) == 0
        assert make_room(tx, "mail", 5) == 6
    promised(db, 101, 102)
    engine(db, lambda subject, _: order.append(subject)).work_until_empty()

    assert order == [101, 102, 1, 2, 3, 4, 5, 6]


def test_a_burst_makes_no_backlog_of_what_is_worked_or_was_tried(db: Database) -> None:
    promised(db, 1, 2, 3, 4)
    with db.begin() as tx:
        tx.execute(sa.update(jobs).filter_by(subject=1).values(state="claimed"))
        tx.execute(sa.update(jobs).filter_by(subject=2).values(attempts=1))
        assert make_room(tx, "mail", 1) == 2

    assert [row(db, subject)["rank"] for subject in (1, 2, 3, 4)] == [0, 0, BACKLOG, BACKLOG]


def test_a_lease_that_ended_is_taken_over_and_the_late_result_is_rejected(db: Database) -> None:
    """B34: fencing."""
    promised(db, 17)
    second = engine(db, nothing)
    lost: list[str] = []

    def overtaken(_subject: int, _attempt: int) -> None:
        with db.begin() as tx:
            tx.execute(sa.update(jobs).values(due=LONG_AGO))  # as if this worker had been asleep past its lease
        assert second.work_one()
        raise ValueError("late")

    first = engine(db, overtaken)
    first.log = lambda event, **_: lost.append(event)

    first.work_one()

    assert row(db, 17)["state"] == "done"
    assert "job_lost_its_lease" in lost


def test_many_workers_do_each_job_once(db: Database) -> None:
    done: list[int] = []
    lock = threading.Lock()

    def run(subject: int, _attempt: int) -> None:
        with lock:
            done.append(subject)

    promised(db, *range(1, 101))
    crowd = [engine(db, run) for _ in range(4)]
    threads = [threading.Thread(target=one.work_until_empty) for one in crowd]

    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(done) == list(range(1, 101))


def test_a_done_job_can_be_promised_again(db: Database) -> None:
    """B18."""
    promised(db, 17)
    engine(db, nothing).work_one()

    with db.begin() as tx:
        again = promise_again(tx, "mail", 17, due=LONG_AGO)
        never = promise_again(tx, "mail", 18, due=LONG_AGO)

    assert (again, never) == (True, False)
    assert row(db, 17)["attempts"] == 0
    with db.read() as tx:
        assert waiting(tx) == {"mail": 1}


def test_the_last_error_of_a_waiting_job_can_be_seen(db: Database) -> None:
    """B35."""
    promised(db, 17)

    def fails(_subject: int, _attempt: int) -> None:
        raise DoorClosed("El panel no responde.")

    engine(db, fails, retries=(timedelta(hours=1),)).work_one()

    with db.read() as tx:
        assert [(job.subject, job.attempt, job.error) for job in failing(tx, 10)] == [(17, 1, "El panel no responde.")]


def test_stop_waits_for_the_job_in_hand(db: Database) -> None:
    started, finish = threading.Event(), threading.Event()

    def slow(_subject: int, _attempt: int) -> None:
        started.set()
        finish.wait(10)

    promised(db, 17)
    one = engine(db, slow)
    one.start(threads=2)
    assert started.wait(10)
    threading.Timer(0.2, finish.set).start()

    assert one.stop(within=10)
    assert row(db, 17)["state"] == "done"


def test_what_a_process_may_have_died_of_is_worked_alone_before_the_rest(db: Database) -> None:
    """B17: a mail that kills costs no other mail its attempts."""
    at_work: set[int] = set()
    beside: dict[int, set[int]] = {}
    lock = threading.Lock()

    def run(subject: int, _attempt: int) -> None:
        with lock:
            beside[subject] = set(at_work)
            at_work.add(subject)
        time.sleep(0.05)
        with lock:
            at_work.remove(subject)

    promised(db, *range(1, 9))
    with db.begin() as tx:
        tx.execute(sa.update(jobs).where(jobs.c.subject.in_([3, 7])).values(attempts=1))
    crowd = engine(db, run)

    crowd.start(threads=3)
    wait_until(lambda: len(beside) == 8)
    crowd.stop(within=10)

    assert list(beside)[:2] == [3, 7]
    assert beside[3] == beside[7] == set()


def wait_until(ready: Callable[[], bool]) -> None:
    end = time.monotonic() + 20
    while not ready() and time.monotonic() < end:
        time.sleep(0.01)


def test_on_sqlite_one_process_works_at_a_time_and_frees_the_claims_of_the_dead(tmp_path: Any) -> None:
    """B28; and a killed holder gives up the right at once."""
    url = f"sqlite:///{tmp_path / 'one.db'}"
    db = Database(url)
    db.migrate()
    promised(db, 17)
    holder = subprocess.Popen([sys.executable, "-c", HOLDER, url], stdout=subprocess.PIPE, text=True)
    assert holder.stdout is not None
    assert holder.stdout.readline() == "working\n"

    with pytest.raises(Busy), alone(db):
        pass
    os.kill(holder.pid, signal.SIGKILL)
    holder.wait()

    with alone(db):
        assert row(db, 17)["state"] == "due"
        assert row(db, 17)["attempts"] == 1


HOLDER = """
import sys, time
from datetime import timedelta
from bot.engine import Engine, Work, alone
from bot.store.db import Database
db = Database(sys.argv[1])
def hang(subject, attempt):
    print("working", flush=True)
    time.sleep(60)
with alone(db):
    Engine(db, {"mail": Work(hang, print, timedelta(minutes=2), (timedelta(0),))}, print).work_one()
"""


def test_a_worker_outlives_what_nobody_foresaw_in_its_own_transactions(db: Database) -> None:
    """B17, B32: a thread that ended there would leave its jobs to nobody."""
    done: list[int] = []
    promised(db, 17)
    working = engine(db, lambda subject, _: done.append(subject))
    failpoints.arm("commit@1=exception, commit@3=disk_full", die=nothing)

    try:
        rounds = [working.work_next() for _ in range(5)]
    finally:
        failpoints.arm(None, die=nothing)

    assert rounds == [False, True, False, True, False]  # fails, no suspects, full, works, nothing is due
    assert done == [17]
