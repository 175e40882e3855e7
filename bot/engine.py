"""Durable jobs: promised in the caller's transaction, claimed one at a time, closed only by their owner.

The only file that knows how. An existing queue can stand behind `promise`, `start` and `stop`.
"""

from __future__ import annotations

import random
import threading
import time
import uuid
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, TypeVar

import sqlalchemy as sa

from bot.errors import Busy, ComprobotError, DoorClosed, Outdated, Paused
from bot.store.db import insert_new, lock_of
from bot.store.tables import jobs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import datetime
    from io import TextIOWrapper
    from pathlib import Path

    from bot.store.db import Database, Tx

    Log = Callable[..., None]

T = TypeVar("T")
NOW, BACKLOG = 0, 1
"""Ranks: mail that just arrived, and the rest."""

_IDLE_SECONDS = 0.5
_ANEW = (
    10  # times within one attempt: that a neighbour got on is no failure of this job, but none may go round for ever
)
# One claim in ten takes the backlog first, so that it moves while fresh mail keeps coming. What such a mail leads to,
# a panel and two letters, goes first: so it is four claims in ten that the backlog has.
_EVERY_TENTH = 10


@dataclass(frozen=True, slots=True)
class Work:
    """How one kind of job is done."""

    run: Callable[[int, int], None]  # (subject, attempt from 1); repeatable
    give_up: Callable[[int, str], None]  # (subject, last error); repeatable
    lease: timedelta
    retries: tuple[timedelta, ...]  # the wait after the first, second, ... failed attempt; then it is given up
    patient: bool = False  # a closed door costs no attempt: the door is away, not the job


@dataclass(frozen=True, slots=True)
class Claimed:
    """One job in the hands of one worker."""

    kind: str
    subject: int
    attempt: int  # this one, from 1
    owner: str
    error: str | None  # of the attempt before


def promise(tx: Tx, kind: str, subject: int, *, due: datetime, rank: int = NOW) -> None:
    """Write the job in the caller's transaction; one that is promised already stays as it is."""
    insert_new(tx, jobs, kind=kind, subject=subject, rank=rank, state="due", due=due, attempts=0)


def make_room(tx: Tx, kind: str, most: int) -> int:
    """Return how many waiting jobs of a kind became backlog: all untried ones, once more than `most` of them are new.

    So what is promised after a burst has few before it, and the burst is worked in its turns (B21).
    """
    untried = (jobs.c.kind == kind, jobs.c.state == "due", jobs.c.rank == NOW, jobs.c.attempts == 0)
    if tx.execute(sa.select(sa.func.count()).select_from(jobs).where(*untried)).scalar_one() <= most:
        return 0
    # those that a worker is just claiming, or another poll makes backlog, are left to them: nobody waits for a lock
    free = sa.select(jobs.c.subject).where(*untried).with_for_update(skip_locked=True)
    return tx.execute(sa.update(jobs).where(*untried, jobs.c.subject.in_(free)).values(rank=BACKLOG)).rowcount


def promise_again(tx: Tx, kind: str, subject: int, *, due: datetime) -> bool:
    """Make a done or failed job due once more with fresh attempts; return False when it still runs or never was."""
    again = sa.update(jobs).filter_by(kind=kind, subject=subject).where(jobs.c.state.in_(["done", "failed"]))
    return tx.execute(again.values(state="due", due=due, rank=NOW, attempts=0, owner=None)).rowcount == 1


def waiting(tx: Tx) -> dict[str, int]:
    """Return how many jobs of each kind are not yet done."""
    chosen = sa.select(jobs.c.kind, sa.func.count()).where(jobs.c.state.in_(["due", "claimed"])).group_by(jobs.c.kind)
    return {row[0]: row[1] for row in tx.execute(chosen)}


def failing(tx: Tx, limit: int) -> tuple[Claimed, ...]:
    """Return up to `limit` jobs that failed at least once and are not done: what, how often, last error (B35)."""
    chosen = sa.select(jobs).where(jobs.c.state != "done", jobs.c.error.is_not(None)).limit(limit)
    return tuple(
        Claimed(row["kind"], row["subject"], row["attempts"], row["owner"] or "", row["error"])
        for row in tx.execute(chosen).mappings()
    )


def _claim(tx: Tx, works: Mapping[str, Work], *, now: datetime, backlog_first: bool, suspect: bool) -> Claimed | None:
    """Return the next job with its attempt counted and its lease begun; a `suspect` was tried and left no error."""
    rank = jobs.c.rank.desc() if backlog_first else jobs.c.rank
    chosen = (
        sa.select(jobs)
        .where(jobs.c.state.in_(["due", "claimed"]), jobs.c.due <= now, jobs.c.kind.in_(list(works)))
        .order_by(rank, jobs.c.due, jobs.c.subject)
        .limit(1)
        .with_for_update(skip_locked=True)  # PostgreSQL; SQLite has begun IMMEDIATE and is alone
    )
    if suspect:
        chosen = chosen.where(jobs.c.attempts > 0, jobs.c.error.is_(None))
    row = tx.execute(chosen).mappings().first()
    if row is None:
        return None
    job = Claimed(row["kind"], row["subject"], row["attempts"] + 1, uuid.uuid4().hex, row["error"])
    tx.execute(
        sa.update(jobs)
        .filter_by(kind=job.kind, subject=job.subject)
        .values(state="claimed", owner=job.owner, attempts=job.attempt, due=now + works[job.kind].lease)
    )
    return job


def _close(tx: Tx, job: Claimed, **values: object) -> bool:
    """Write the end of an attempt; return False when the job has another owner by now (B34)."""
    mine = sa.update(jobs).filter_by(kind=job.kind, subject=job.subject, owner=job.owner)
    return tx.execute(mine.values(owner=None, **values)).rowcount == 1


class Engine:
    """The workers of one process."""

    def __init__(
        self, db: Database, works: Mapping[str, Work], log: Log, held: Callable[[Tx], frozenset[str]] | None = None
    ) -> None:
        """Keep what is needed to work; nothing runs yet. `held` names the kinds that wait just now (B130)."""
        self.db = db
        self.works = works
        self.log = log
        self.held = held or (lambda _: frozenset())
        self.claims = 0
        self.stopping = threading.Event()
        self.suspects = True  # until none is left that a process may have died of
        self.alone_with_suspects = threading.Lock()
        self.threads: list[threading.Thread] = []

    def work_one(self) -> bool:
        """Claim one job and work it to the end of its attempt; return False when none was due."""
        return self._work(suspect=False)

    def _work(self, *, suspect: bool) -> bool:
        now = self.db.clock()
        self.claims += 1
        backlog_first = self.claims % _EVERY_TENTH == 0
        with self.db.begin() as tx:
            held = self.held(tx)
            works = {kind: work for kind, work in self.works.items() if kind not in held}
            job = _claim(tx, works, now=now, backlog_first=backlog_first, suspect=suspect)
        if job is None:
            return False
        ended = self._attempt(job)
        with self.db.begin() as tx:
            mine = _close(tx, job, **ended)
        if not mine:
            self.log("job_lost_its_lease", kind=job.kind, subject=job.subject, attempt=job.attempt)
        return True

    def _attempt(self, job: Claimed) -> dict[str, object]:
        """Return what the job's row becomes. The attempt is committed already: a job that kills us is counted."""
        work = self.works[job.kind]
        if job.attempt > len(work.retries) + 1:
            given_up = _caught(lambda: work.give_up(job.subject, job.error or "the process died in each attempt"))
            return self._failed(job, work, given_up) if isinstance(given_up, Exception) else {"state": "failed"}
        outcome = _caught(lambda: work.run(job.subject, job.attempt))
        for _ in range(_ANEW):
            if not isinstance(outcome, Outdated):
                break  # else the world moved between gathering and acting, for others got on: judge again at once
            outcome = _caught(lambda: work.run(job.subject, job.attempt))
        match outcome:
            case Outdated():
                return {"state": "due", "due": self.db.clock()}
            case Paused() as pause:  # B49: nothing is wrong with this job
                return {"state": "due", "due": pause.until, "attempts": job.attempt - 1}
            case Exception() as error:
                return self._failed(job, work, error)
        return {"state": "done", "error": None}

    def _failed(self, job: Claimed, work: Work, error: Exception) -> dict[str, object]:
        """Return when the job is tried again: after its last wait it is claimed once more, to be given up."""
        said = str(error) if isinstance(error, ComprobotError) else f"{type(error).__name__}: {error}"
        self.log("job_failed", kind=job.kind, subject=job.subject, attempt=job.attempt, error=type(error).__name__)
        attempts = job.attempt - 1 if work.patient and isinstance(error, DoorClosed) else job.attempt
        waits = (*work.retries[:1], *work.retries, timedelta(0))
        wait = waits[min(attempts, len(waits) - 1)] * random.uniform(0.8, 1.2)  # noqa: S311  jitter, not a secret
        return {"state": "due", "due": self.db.clock() + wait, "attempts": attempts, "error": said[:500]}

    def _work_suspect(self) -> bool:
        """Work one job that was in hand when a process died; return False when none of them is left."""
        if not self.suspects:
            return False
        with self.alone_with_suspects:
            self.suspects = self.suspects and self._work(suspect=True)
        return True

    def work_until_empty(self) -> None:
        """Work every job that is due; those that fail wait for another time."""
        while not self.stopping.is_set() and self.work_one():
            pass

    def start(self, threads: int) -> None:
        """Begin to work in the background; what a process died with is worked first, one job at a time.

        So the one that kills is alone when it kills again, and costs no other its attempts (B17).
        """
        for number in range(threads):
            thread = threading.Thread(target=self._work_on, name=f"worker-{number}", daemon=True)
            self.threads.append(thread)
            thread.start()

    def _work_on(self) -> None:
        while not self.stopping.is_set():
            if not self.work_next():
                self.stopping.wait(_IDLE_SECONDS)

    def work_next(self) -> bool:
        """Do what a worker does in one round; return False when nothing was due or the database is away."""
        worked = _caught(lambda: self._work_suspect() or self.work_one())
        if isinstance(worked, Exception):  # its own transactions failed: a thread that ended here would work no more
            self.log("database_away", error=type(worked).__name__)
            return False
        return worked

    def stop(self, within: float = 15.0) -> bool:
        """Claim nothing more and wait at most `within` seconds for the jobs in hand; return whether all ended."""
        self.stopping.set()
        end = time.monotonic() + within
        for thread in self.threads:
            thread.join(max(0.1, end - time.monotonic()))
        return not any(thread.is_alive() for thread in self.threads)


def _caught(work: Callable[[], T]) -> T | Exception:
    """Return what came of it, or what it raised: the one place, for a poisoned job is parked and the next goes on."""
    try:
        return work()
    except Exception as error:  # noqa: BLE001
        return error


@contextmanager
def alone(db: Database) -> Iterator[None]:
    """Hold the right to work on this database and free the claims of the dead; Busy when another process has it.

    On SQLite one process works at a time; on PostgreSQL many may, and leases tell the dead.
    """
    file = db.file()
    if file is None:
        yield
        return
    lock = _lock(lock_of(file))
    try:
        with db.begin() as tx:
            tx.execute(
                sa.update(jobs).filter_by(state="claimed").values(state="due", due=db.clock(), owner=None, error=None)
            )
        yield
    finally:
        lock.close()


def _lock(path: Path) -> TextIOWrapper:
    """Return the locked file, freed by the system when this process ends however it ends; Busy when it is held."""
    import fcntl

    lock = path.open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        lock.close()
        raise Busy("Otro proceso de Comprobot ya trabaja en esta base de datos.") from error
    return lock
