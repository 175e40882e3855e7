"""Whoever asks a command to end is heard, whichever thread the system tells."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.commands.ending import Ending

if TYPE_CHECKING:
    from collections.abc import Iterator

PROJECT = Path(__file__).parents[2]


@pytest.fixture
def ending() -> Iterator[Ending]:
    before = {word: signal.getsignal(word) for word in (signal.SIGTERM, signal.SIGINT)}
    yield Ending()
    signal.set_wakeup_fd(-1)
    for word, handler in before.items():
        signal.signal(word, handler)


def test_nobody_asks(ending: Ending) -> None:
    assert not ending.wait(0.01)


@pytest.mark.parametrize("word", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_that_came_before_the_waiting_is_heard(ending: Ending, word: signal.Signals) -> None:
    os.kill(os.getpid(), word)

    assert ending.wait()
    assert ending.wait(0.01)


def test_a_signal_that_another_thread_gets_ends_the_waiting(ending: Ending) -> None:
    """B37: a lock that the main thread waits for is not woken by it, and SIGTERM would be heard by nobody."""
    teller = threading.Timer(0.05, lambda: signal.pthread_kill(threading.get_ident(), signal.SIGTERM))
    teller.start()

    assert ending.wait(20)
    teller.join()


def test_a_second_signal_ends_at_once() -> None:
    """B37"""
    script = (
        "import os, signal\nfrom bot.commands.ending import Ending\nending = Ending()\n"
        "os.kill(os.getpid(), signal.SIGTERM)\nassert ending.wait()\nos.kill(os.getpid(), signal.SIGTERM)\nprint('on')"
    )
    ended = subprocess.run([sys.executable, "-c", script], cwd=PROJECT, capture_output=True, text=True, check=False)

    assert (ended.returncode, ended.stdout) == (1, "")
