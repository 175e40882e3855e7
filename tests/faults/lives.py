"""Settings and failpoints -> one life of the whole bot in a process of its own, forked in a moment, and its end."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import partial
from multiprocessing import forkserver
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from houses import MORNING, PROJECT, HandClock, environment

from bot import app, clock, engine, failpoints, settings
from bot.clock import Rest
from bot.inbox import imap, imap_login
from bot.letters import smtp
from bot.store.tables import jobs, letters

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime
    from multiprocessing.context import ForkServerProcess
    from pathlib import Path

    import mail_servers
    from fault_mails import Remembered

    from bot.engine import Engine

LOOKED_UP = timedelta(minutes=16)  # after a letter came into doubt
ROUNDS = 120  # of poll, sweep, work and wait until the next job is due
LIBERAL = {
    "TRUST__PER_DAY": "99000000.00", "TRUST__PER_HOUR_COUNT": "1000000", "TRUST__PER_CUSTOMER_DAY": "900000.00",
    "LETTERS__LIMITS__BREAKER_PER_HOUR": "1000000", "INBOXES__comprobantes__INTERVAL_SECONDS": "5",
    "INBOXES__cxc__INTERVAL_SECONDS": "5",
}  # fmt: skip


@dataclass(frozen=True)
class Life:
    """All that one life starts with."""

    url: str
    environment: Mapping[str, str]
    readings: Path | None = None  # what a child once said; None: this life has children of its own
    failpoints: str = ""
    starts: datetime = MORNING  # by the life's own clock, which jumps to whatever is due next
    told: Path | None = None  # where it tells: the calls of each failpoint at its end, or that it can be stopped
    lease: float = 0.0  # seconds for which a claimed job belongs to its worker; 0: as long as always
    patience: float = 0.0  # seconds that a door waits for an answer; 0: as long as always
    rounds: int = ROUNDS
    jumps: tuple[float, ...] = ()  # seconds by which the clock is set wrong, one a round (B38)


def given(server: mail_servers.AnyMailServer, manual: Path, **more: str) -> dict[str, str]:
    """Return the environment of a life with these servers and limits that stop no fault run."""
    if not manual.exists():
        manual.write_bytes(b"%PDF-1.4 manual")
    own = LIBERAL | {"OUTGOING__MANUAL_FILE": str(manual)} | more
    return environment(server) | {f"COMPROBOT_{name}": value for name, value in own.items()}


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)
    time.sleep(60)


def housed(life: Life, now: Callable[[], datetime]) -> app.House:
    loaded = settings.load(PROJECT / "config", environment=life.environment, database=life.url)
    built = app.House(loaded, PROJECT / "templates", now=now)
    if life.readings is not None:
        remembered: Remembered = pickle.loads(life.readings.read_bytes())
        vars(built)["reader"] = remembered
    if life.lease:
        works = {kind: replace(work, lease=timedelta(seconds=life.lease)) for kind, work in built._works().items()}
        vars(built)["_works"] = lambda: works
    return built


def live(life: Life) -> None:
    """Poll, sweep and work, one thing after the other, until nothing is left to do: the same calls each time."""
    failpoints.arm(life.failpoints, die)
    if life.patience:
        _shorten(life.patience)
    hand = HandClock(life.starts)
    built = housed(life, hand)
    vars(built.db)["clock"] = hand
    with engine.alone(built.db):
        _rounds(built, hand, list(life.jumps), life.rounds)
    if life.told is not None and failpoints.armed is not None:
        life.told.write_bytes(pickle.dumps(dict(failpoints.armed.calls)))
    built.close()


def _rounds(built: app.House, hand: HandClock, jumps: list[float], most: int) -> None:
    workers = built.engine()
    clockwork = built.scheduler().get_jobs()
    rests = [arg for job in clockwork for arg in job.args if isinstance(arg, Rest)]
    for number in range(most):
        for job in clockwork:
            _survived(partial(job.func, *job.args))
        _worked(workers)
        waits = [rest.until for rest in rests if rest.until is not None] + _due(built)
        if jumps:
            hand.at += timedelta(seconds=jumps.pop(0))
        elif waits:
            hand.at = max(min(waits), hand.at + timedelta(seconds=1))
        elif number:  # the first round may have missed what came while it worked
            return


def _shorten(patience: float) -> None:
    """Let no door wait long for a line that hangs."""
    smtp.CONNECT_TIMEOUT = smtp.COMMAND_TIMEOUT = patience
    (smtp.send.__kwdefaults__ or {})["timeout"] = patience
    knock = imap_login.knock
    vars(imap)["knock"] = lambda host, port, tls, _timeout, cafile: knock(host, port, tls, patience, cafile)


def _survived(work: Callable[[], object]) -> None:
    with suppress(RuntimeError, OSError):  # as APScheduler does with what a job of its own raises
        work()


def _worked(workers: Engine) -> None:
    idle = 0
    while idle < 2:  # a round that found the database away is followed by another one
        idle = 0 if workers.work_next() else idle + 1


def _due(built: app.House) -> list[datetime]:
    """Return when the next job is due, and when the next letter in doubt is looked up."""
    job = sa.select(sa.func.min(jobs.c.due, type_=jobs.c.due.type)).where(jobs.c.state.in_(["due", "claimed"]))
    doubt = sa.select(sa.func.min(letters.c.doubted_at, type_=letters.c.doubted_at.type))
    with built.db.read() as tx:
        due = tx.execute(job).scalar()
        doubted = tx.execute(doubt.filter_by(state="uncertain", resent_at=None)).scalar()
    return [*([due] if due else []), *([doubted + LOOKED_UP] if doubted else [])]


def live_by_the_clock(life: Life) -> None:
    """Live as `comprobot run` does, threads, IDLE and children included, until SIGTERM."""
    from bot.commands import working
    from bot.commands.ending import Ending

    ending = Ending()
    if life.told is not None:
        life.told.touch()
    failpoints.arm(life.failpoints or None, die)
    engine._IDLE_SECONDS = 0.05
    built = housed(life, clock.now)
    with app.at_work(built, 3):
        ending.wait()
    built.close()
    working.leave()


@dataclass
class Lives:
    """Starts lives: each is forked from a process that has imported everything and opened nothing."""

    _context: Any = field(default_factory=lambda: multiprocessing.get_context("forkserver"))

    def __post_init__(self) -> None:
        """Let the process that is forked import everything once for all: it is told of sys.path in no other way."""
        self._context.set_forkserver_preload(
            ["lives", "warmed", "aiosmtplib", "imap_tools", "alembic.command", "bot.slips.paper"]
        )
        before = os.environ.get("PYTHONPATH")
        os.environ["PYTHONPATH"] = os.pathsep.join(sys.path)
        forkserver.ensure_running()
        os.environ.pop("PYTHONPATH") if before is None else os.environ.update(PYTHONPATH=before)

    def begin(self, life: Life, way: Callable[[Life], None] = live) -> ForkServerProcess:
        """Return the process of a life that has begun."""
        process: ForkServerProcess = self._context.Process(target=way, args=(life,), daemon=False)
        main = sys.modules["__main__"]
        file, spec = getattr(main, "__file__", None), getattr(main, "__spec__", None)
        main.__file__, main.__spec__ = None, None  # a life needs no copy of the test runner
        try:
            process.start()
        finally:
            main.__file__, main.__spec__ = file, spec
        return process

    def stoppable(self, life: Life) -> ForkServerProcess:
        """Return a life by the clock that has begun and heeds SIGTERM."""
        assert life.told is not None
        life.told.unlink(missing_ok=True)
        process = self.begin(life, live_by_the_clock)
        while not life.told.exists():
            assert process.is_alive(), "it died as it began"
            time.sleep(0.01)
        return process

    def whole(self, life: Life, way: Callable[[Life], None] = live, within: float = 120.0) -> int:
        """Return how a life ended: its exit code, negative for a signal."""
        process = self.begin(life, way)
        process.join(within)
        if process.exitcode is None:
            process.kill()
            process.join()
            raise AssertionError(f"a life did not end within {within} s: {life.failpoints}")
        code = process.exitcode
        process.close()
        return code
