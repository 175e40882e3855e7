"""One reading child: started, asked, timed, and killed when it hangs."""

from __future__ import annotations

import json
import struct
import subprocess
import sys
import time
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, cast

import bot
from bot.errors import UnreadableMail
from bot.receipts import pipes

if TYPE_CHECKING:
    from collections.abc import Iterator

LARGEST_ANSWER = 36_000_000  # bytes, all answers to one job together
MOST_JOBS = 200
LARGEST_MEMORY = 800_000_000  # bytes resident: then a fresh child takes over
STALE = 240  # seconds idle: the child leaves by itself after 300
_ENVIRONMENT = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "PYTHONHASHSEED": "0", "LANG": "C.UTF-8"}


class Worker:
    """A child process that works one job after another."""

    def __init__(self) -> None:
        """Start the child with an empty environment; it imports its libraries with its first job."""
        home = Path(bot.__file__).parents[1]
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "bot.receipts.child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
            cwd="/",
            env={**_ENVIRONMENT, "PYTHONPATH": str(home)},
        )
        self._to, self._from = (cast("IO[bytes]", pipe) for pipe in (self._process.stdin, self._process.stdout))
        self._jobs = 0
        self._used = time.monotonic()

    @property
    def pid(self) -> int:
        """Return the child's process id."""
        return self._process.pid

    @property
    def is_fit(self) -> bool:
        """Whether the child lives and is neither old, nor fat, nor about to leave."""
        fresh = time.monotonic() - self._used < STALE and self._jobs < MOST_JOBS
        return fresh and self._process.poll() is None and self._memory() < LARGEST_MEMORY

    def ask(self, job: dict[str, Any], content: bytes, seconds: float) -> Iterator[bytes]:
        """Give the child's answers, JSON; UnreadableMail when it dies, or is killed after `seconds` without one."""
        self._jobs += 1
        left = LARGEST_ANSWER
        answer = self._heard(left, seconds, _framed(job, content))
        while answer:
            left -= len(answer)
            yield answer
            answer = self._heard(left, seconds)

    def _heard(self, most: int, seconds: float, asked: bytes = b"") -> bytes:
        """Return the next answer of at most so many bytes, b"" after the last one, once what is asked was sent."""
        until = time.monotonic() + seconds
        try:
            pipes.send(self._to, asked, until)
            return self._answer(most, until)
        except TimeoutError as error:
            self._process.kill()
            raise UnreadableMail(f"the reader died ({self._end()}) after {seconds:g} seconds") from error
        except OSError as error:
            raise UnreadableMail(f"the reader is gone ({type(error).__name__})") from error
        finally:
            self._used = time.monotonic()

    def close(self) -> None:
        """End the child, whatever it does."""
        self._process.kill()
        self._process.wait()
        self._to.close()
        self._from.close()

    def _answer(self, most: int, until: float) -> bytes:
        length = pipes.received(self._from, 4, until)
        if len(length) < 4:
            raise UnreadableMail(f"the reader died ({self._end()})")
        size = struct.unpack(">I", length)[0]
        if size > most:
            raise UnreadableMail(f"the reader's answer is too large ({size} bytes)")
        body = pipes.received(self._from, size, until)
        if len(body) < size:
            raise UnreadableMail(f"the reader died ({self._end()})")
        return body

    def _end(self) -> str:
        try:
            return f"exit {self._process.wait(timeout=5)}"
        except subprocess.TimeoutExpired:
            return "no exit"

    def _memory(self) -> int:
        """Return the resident bytes of the child; 0 where /proc does not tell."""
        try:
            return int(Path(f"/proc/{self.pid}/statm").read_text().split()[1]) * 4096
        except (OSError, ValueError, IndexError):
            return 0


def _framed(job: dict[str, Any], content: bytes) -> bytes:
    header = json.dumps({**job, "size": len(content)}).encode()
    return struct.pack(">I", len(header)) + header + content
