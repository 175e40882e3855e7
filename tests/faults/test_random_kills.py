"""C3: mails stream in, the whole bot is killed at random moments, and at the end nothing is lost and nothing doubled."""

from __future__ import annotations

import logging
import os
import random
import time
from typing import TYPE_CHECKING

import pytest
from invariants import violations
from lives import Life, given, live_by_the_clock
from mornings import in_memory, template
from outside import Outside
from stream import Watch, delivered, stream

from bot import clock

if TYPE_CHECKING:
    from pathlib import Path

    from lives import Lives

MAILS = int(os.environ.get("FAULT_MAILS", "2000"))
KILLS = int(os.environ.get("FAULT_KILLS", "100"))


def killed_at_random(lives: Lives, folder: Path, count: int, kills: int, *, longest: float) -> list[str]:
    """Return what is wrong after so many mails and kills; a life lasts up to so many seconds (seed of the moments: 7)."""
    moments = random.Random(7)
    sent = stream(count)
    template(folder / "comprobot.db", sent.slips)
    with Outside(clock.now()) as outside, delivered(outside, sent.posted, kills * longest * 0.6) as postman:
        life = Life(
            f"sqlite:///{folder / 'comprobot.db'}", given(outside, folder / "manual.pdf"), told=folder / "ready"
        )
        for _ in range(kills):
            process = lives.begin(life, live_by_the_clock)
            time.sleep(moments.uniform(0.05, longest))
            process.kill()
            process.join()
            process.close()
        last = lives.stoppable(life)
        postman.join()
        Watch(life.url).until_quiet(len(sent.posted), within=60 + count / 2)
        last.terminate()
        last.join(30)
        wrong = violations(life.url, outside, never=sent.never, deaths=kills)
        record = f"{len(sent.posted)} mails, {kills} kills, {len(outside.outbound)} letters, {len(wrong)} violations"
        logging.getLogger("faults").warning(record)
        return [*wrong, *([] if last.exitcode == 0 else [f"the last life ended with {last.exitcode}"])]


def test_a_few_kills_at_random(lives: Lives) -> None:
    """B30, B31: a slice of the long run below."""
    with in_memory() as folder:
        assert killed_at_random(lives, folder, 30, 4, longest=2.5) == []


@pytest.mark.faults
@pytest.mark.timeout(6 * 3600)
def test_many_kills_at_random(lives: Lives) -> None:
    """C3, I1-I9: 2,000 mails and 100 kills; FAULT_MAILS and FAULT_KILLS ask for more."""
    with in_memory() as folder:
        assert killed_at_random(lives, folder, MAILS, KILLS, longest=6.0) == []
