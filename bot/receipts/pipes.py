"""Bytes through a pipe until a time: nobody waits longer for a child that says nothing, or does not listen."""

from __future__ import annotations

import os
import select
import time
from typing import IO

PIECE = 1 << 16  # bytes: as much as a pipe of Linux holds


def send(pipe: IO[bytes], content: bytes, until: float) -> None:
    """Write it all; TimeoutError when it is not taken by `until` (time.monotonic), OSError when nobody listens."""
    os.set_blocking(pipe.fileno(), False)  # a write of more than fits would wait without end
    left = memoryview(content)
    while left:
        _wait(pipe, select.POLLOUT, until)
        left = left[os.write(pipe.fileno(), left[:PIECE]) :]


def received(pipe: IO[bytes], size: int, until: float) -> bytes:
    """Return the next `size` bytes, fewer where the other end closed; TimeoutError when they do not come by `until`.

    `pipe` must be unbuffered.
    """
    parts = bytearray()
    while len(parts) < size:
        _wait(pipe, select.POLLIN, until)
        part = os.read(pipe.fileno(), min(size - len(parts), PIECE))
        if not part:
            break
        parts += part
    return bytes(parts)


def _wait(pipe: IO[bytes], what: int, until: float) -> None:
    awaited = select.poll()
    awaited.register(pipe, what)
    if not awaited.poll(max(until - time.monotonic(), 0) * 1000):
        raise TimeoutError
