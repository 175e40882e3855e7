"""Nobody waits for a pipe longer than he said."""

from __future__ import annotations

import os
import threading
import time
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING

import pytest

from bot.receipts import pipes

if TYPE_CHECKING:
    from collections.abc import Iterator

LONG = 60.0  # seconds


@contextmanager
def pipe() -> Iterator[tuple[IO[bytes], IO[bytes]]]:
    """Give both ends of a pipe: to read from, to write to."""
    reading, writing = os.pipe()
    with open(reading, "rb", buffering=0) as source, open(writing, "wb", buffering=0) as sink:  # noqa: PTH123
        yield source, sink


def after(seconds: float) -> float:
    """Return the time of the monotonic clock in so many seconds."""
    return time.monotonic() + seconds


def test_what_is_larger_than_the_pipe_arrives_whole() -> None:
    content = os.urandom(1_000_000)
    heard: list[bytes] = []
    with pipe() as (source, sink):
        listener = threading.Thread(target=lambda: heard.append(pipes.received(source, len(content), after(LONG))))
        listener.start()
        pipes.send(sink, content, after(LONG))
        listener.join()

    assert heard == [content]


def test_one_that_does_not_listen_is_not_waited_for() -> None:
    """B17: a child that hangs before it has taken its job."""
    begun = time.monotonic()
    with pipe() as (_, sink), pytest.raises(TimeoutError):
        pipes.send(sink, b"0" * 1_000_000, after(0.2))

    assert 0.2 <= time.monotonic() - begun < 10


def test_one_that_says_half_of_it_is_not_waited_for() -> None:
    """B17: a child that hangs in the middle of its answer."""
    with pipe() as (source, sink):
        sink.write(b"half")
        with pytest.raises(TimeoutError):
            pipes.received(source, 8, after(0.2))


def test_one_that_has_gone_is_told_by_what_is_missing() -> None:
    with pipe() as (source, sink):
        sink.write(b"half")
        sink.close()

        assert pipes.received(source, 8, after(LONG)) == b"half"


def test_nobody_can_be_told_anything_when_he_has_gone() -> None:
    with pipe() as (source, sink):
        source.close()
        with pytest.raises(BrokenPipeError):
            pipes.send(sink, b"job", after(LONG))
