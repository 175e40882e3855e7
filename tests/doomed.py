"""The whole bot as a process of its own that dies, as if the power went, at one station of its work.

Run as: doomed.py DATABASE_URL STATION THREADS, with the settings in the environment; "nowhere" lets it finish.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from functools import wraps
from typing import TYPE_CHECKING, Any

import houses

from bot import app, cases, engine, outbox, pipeline, settings
from bot.letters import smtp
from bot.opening import Reception
from bot.receipts.reader import Reader
from bot.store import mails

if TYPE_CHECKING:
    from collections.abc import Callable

POISON = b"veneno"
FINISH_WITHIN = 40.0  # seconds; it takes about two


def die(*_: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)
    time.sleep(60)


def dies_after(owner: Any, name: str) -> None:
    """Let the process die when this function has returned for the first time."""
    works = getattr(owner, name)

    @wraps(works)
    def last_deed(*args: Any, **named: Any) -> Any:
        works(*args, **named)
        die()

    setattr(owner, name, last_deed)


def dies_before(owner: Any, name: str) -> None:
    """Let the process die when this function is called."""
    setattr(owner, name, die)


def dies_during(owner: Any, name: str) -> None:
    """Let the process die a moment after this function was called."""
    works = getattr(owner, name)

    @wraps(works)
    def last_deed(*args: Any, **named: Any) -> Any:
        threading.Timer(0.05, die).start()
        return works(*args, **named)

    setattr(owner, name, last_deed)


def poisoned() -> None:
    """Let one mail kill the process that reads it."""
    works = Reader.read

    def read(self: Reader, raw: bytes) -> Any:
        if POISON in raw:
            os._exit(9)
        return works(self, raw)

    Reader.read = read  # type: ignore[method-assign]


STATIONS: dict[str, Callable[[], None]] = {
    "nowhere": lambda: None,
    "before_keep_commit": lambda: dies_after(mails, "keep"),
    "after_keep_commit": lambda: dies_after(pipeline.Corridor, "keep_all"),
    "after_claim": lambda: dies_before(engine.Engine, "_attempt"),
    "while_the_child_reads": lambda: dies_during(Reader, "read"),
    "after_case_opened": lambda: dies_after(Reception, "open"),
    "before_settle_commit": lambda: dies_after(cases, "settle"),
    "after_settle_commit": lambda: dies_after(pipeline.Corridor, "work_mail"),
    "before_confirm_commit": lambda: dies_after(cases, "confirm"),
    "after_confirm_commit": lambda: dies_after(pipeline.Corridor, "work_activation"),
    "before_handing_over": lambda: dies_before(outbox.Outbox, "_hand_over"),
    "after_handing_over": lambda: dies_after(outbox.Outbox, "_hand_over"),
    "after_250": lambda: dies_after(smtp, "send"),
    "after_sent": lambda: dies_after(outbox.Outbox, "_end"),
    "poison": poisoned,
}


def live(url: str, threads: int) -> None:
    """Poll and work until nothing is left to do."""
    loaded = settings.load(houses.PROJECT / "config", environment=os.environ, database=url)
    house = app.House(loaded, houses.PROJECT / "templates")
    engine._IDLE_SECONDS = 0.05
    with app.at_work(house, threads):
        time.sleep(0.3)
        end = time.monotonic() + FINISH_WITHIN
        while time.monotonic() < end:
            with house.db.read() as tx:
                if not engine.waiting(tx) and mails.polls(tx):
                    break
            time.sleep(0.05)
    house.close()


if __name__ == "__main__":
    STATIONS[sys.argv[2]]()
    live(sys.argv[1], int(sys.argv[3]))
