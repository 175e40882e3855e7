"""Stopped, frozen, killed twice, three at once, with a clock that jumps: nothing is lost and nothing doubled."""

from __future__ import annotations

import os
import random
import signal
import time
from dataclasses import replace
from typing import TYPE_CHECKING

import fault_mails
import pytest
from fault_mails import NEVER, Remembered
from invariants import violations
from lives import Life, given, live_by_the_clock
from mornings import in_memory, template
from outside import Outside, Trouble
from stream import Stream, Watch, delivered, stream
from test_every_call import again, calls_of

from bot import clock
from bot.store.db import Database

if TYPE_CHECKING:
    from multiprocessing.context import ForkServerProcess
    from pathlib import Path

    import servers
    from lives import Lives
    from mornings import Morning

    from bot.receipts.reader import Reader

STOPPED_WITHIN = 25.0  # seconds (B37)


# ---------------------------------------------------------------- B31


def killed_twice(lives: Lives, morning: Morning, pairs: list[tuple[int, int]]) -> list[str]:
    """Return what is wrong after a death at one commit, and at an earlier one of the recovery."""
    wrong = []
    for first, second in pairs:
        with Outside() as outside:
            life = morning.life(outside, f"commit@{first}=kill")
            lives.whole(life)
            lives.whole(replace(again(life), failpoints=f"commit@{second}=kill"))
            lives.whole(again(life, 2))
            wrong += [f"{first}, {second}: {one}" for one in violations(life.url, outside, never=NEVER, deaths=2)]
    return wrong


def pairs_of(lives: Lives, morning: Morning, told: Path, count: int) -> list[tuple[int, int]]:
    calls, _ = calls_of(lives, morning, told)
    dice = random.Random(31)
    firsts = [dice.randint(2, calls["commit"]) for _ in range(count)]
    return [(first, dice.randint(1, first - 1)) for first in firsts]


def test_a_few_deaths_in_a_recovery(lives: Lives, morning: Morning, tmp_path: Path) -> None:
    """B31: a slice of the long run below."""
    assert killed_twice(lives, morning, pairs_of(lives, morning, tmp_path / "calls", 3)) == []


@pytest.mark.faults
@pytest.mark.timeout(7200)
def test_many_deaths_in_a_recovery(lives: Lives, morning: Morning, tmp_path: Path) -> None:
    """B31: 500 pairs."""
    assert killed_twice(lives, morning, pairs_of(lives, morning, tmp_path / "calls", 500)) == []


# ---------------------------------------------------------------- B38


@pytest.mark.parametrize("jumps", [(-3600.0,), (86_400.0,), (-3600.0, 7200.0, -86_400.0, 90_000.0)], ids=str)
def test_a_clock_that_jumps_doubles_nothing(jumps: tuple[float, ...], lives: Lives, morning: Morning) -> None:
    """B38: NTP steps it an hour back or a day ahead in the middle of the work."""
    with Outside() as outside:
        life = replace(morning.life(outside, "panel@2=exception, smtp@4=exception"), jumps=jumps)

        assert [lives.whole(life), lives.whole(again(life, 200))] == [0, 0]

        assert violations(life.url, outside, never=NEVER) == []


# ---------------------------------------------------------------- B37


def terminated(lives: Lives, folder: Path, sent: Stream, times: int) -> list[str]:
    """Return what is wrong after so many SIGTERMs at random moments."""
    template(folder / "comprobot.db", sent.slips)
    dice, codes = random.Random(37), []
    with Outside(clock.now()) as outside, delivered(outside, sent.posted, times * 1.0) as postman:
        life = Life(
            f"sqlite:///{folder / 'comprobot.db'}", given(outside, folder / "manual.pdf"), told=folder / "ready"
        )
        for _ in range(times):
            process = lives.stoppable(life)
            time.sleep(dice.uniform(0.0, 2.0))
            codes.append(stopped(process))
        last = lives.stoppable(life)
        postman.join()
        Watch(life.url).until_quiet(len(sent.posted), within=60 + len(sent.posted))
        codes.append(stopped(last))
        wrong = violations(life.url, outside, never=sent.never)
    return [*wrong, *(f"ended with {code}" for code in codes if code)]


def stopped(process: ForkServerProcess) -> int | None:
    """Return the exit code of a life that is asked to end; None when it does not."""
    process.terminate()
    process.join(STOPPED_WITHIN)
    code = process.exitcode
    if code is None:
        process.kill()
        process.join()
    return -1 if code is None else code


def test_a_few_stops_at_random(lives: Lives) -> None:
    """B37: a slice of the long run below."""
    with in_memory() as folder:
        assert terminated(lives, folder, stream(12), 2) == []


def test_a_server_that_falls_silent_does_not_hold_up_the_end(lives: Lives, morning: Morning, tmp_path: Path) -> None:
    """B37, B16: the poll would wait a minute for its answer."""
    with Outside(clock.now()) as outside:
        outside.troubles += [Trouble("SEARCH", number, "silence") for number in range(1, 9)]
        process = lives.begin(replace(morning.life(outside), told=tmp_path / "ready"), live_by_the_clock)
        while not outside.heard["SEARCH"]:
            time.sleep(0.05)

        assert stopped(process) == 0


@pytest.mark.faults
@pytest.mark.timeout(7200)
def test_many_stops_at_random(lives: Lives) -> None:
    """B37: 200 times."""
    with in_memory() as folder:
        assert terminated(lives, folder, stream(600), 200) == []


# ---------------------------------------------------------------- B25, B34


def heard(sent: Stream, reader: Reader, path: Path) -> Path:
    """Return the file of what a child says of these mails."""
    said = Remembered(real=reader)
    for one in sent.posted:
        said.headers(one.raw)
        said.read(one.raw)
    said.save(path)
    return path


def several(
    lives: Lives, url: str, folder: Path, reader: Reader, *, count: int, seconds: float, frozen: float = 0.0
) -> list[str]:
    """Return what is wrong when three lives share inboxes and database; one after the other is `frozen` for a while."""
    sent = stream(count)
    db = Database(url)
    db.migrate()
    fault_mails.issue(db, sent.slips)
    db.close()
    with Outside(clock.now()) as outside:
        readings = heard(sent, reader, folder / "readings")
        life = Life(url, given(outside, folder / "manual.pdf"), readings, lease=1.0 if frozen else 0.0)
        with delivered(outside, sent.posted, seconds) as postman:
            crew = [lives.begin(life, live_by_the_clock) for _ in range(3)]
            while frozen and postman.is_alive():
                freeze(crew.pop(0), crew, frozen)
            postman.join()
            Watch(url).until_quiet(len(sent.posted), within=60 + 2 * count)
            codes = [stopped(one) for one in crew]
        wrong = violations(url, outside, never=sent.never, deaths=3 * len(sent.posted) if frozen else 0)
    return [*wrong, *(f"ended with {code}" for code in codes if code)]


def freeze(one: ForkServerProcess, crew: list[ForkServerProcess], seconds: float) -> None:
    assert one.pid is not None
    os.kill(one.pid, signal.SIGSTOP)
    time.sleep(seconds)
    os.kill(one.pid, signal.SIGCONT)
    crew.append(one)
    time.sleep(0.3)


@pytest.mark.postgresql
def test_three_bots_on_one_mailbox(
    lives: Lives, postgresql: servers.PostgreSQL, tmp_path: Path, reader: Reader
) -> None:
    """B25: by mistake, or while a new version takes over."""
    with postgresql.database() as url:
        assert several(lives, url, tmp_path, reader, count=15, seconds=2.0) == []


@pytest.mark.faults
@pytest.mark.postgresql
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("frozen", [0.0, 2.5], ids=["three at once", "frozen past the lease"])
def test_three_bots_for_a_long_time(
    frozen: float, lives: Lives, postgresql: servers.PostgreSQL, tmp_path: Path, reader: Reader
) -> None:
    """B25, B34: a late result of one who slept is refused, and what he did while he held the job is not done again."""
    with postgresql.database() as url:
        assert several(lives, url, tmp_path, reader, count=400, seconds=90.0, frozen=frozen) == []
