"""One reading child: started, asked, timed, and killed when it hangs."""

from __future__ import annotations

import json
import struct
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from threading import Timer
from typing import TYPE_CHECKING, Any

import bot
from bot.errors import UnreadableMail

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
            cwd="/",
            env={**_ENVIRONMENT, "PYTHONPATH": str(home)},
        )
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
        with self._killed_after(seconds):
            self._write(job, content)
            answer = self._answer(left)
        while answer:
            left -= len(answer)
            yield answer
            with self._killed_after(seconds):
                answer = self._answer(left)

    @contextmanager
    def _killed_after(self, seconds: float) -> Iterator[None]:
        deadline = Timer(seconds, self._process.kill)
        deadline.daemon = True
        deadline.start()
        try:
            yield
        except OSError as error:
            raise UnreadableMail(f"the reader is gone ({type(error).__name__})") from error
        finally:
            deadline.cancel()
            self._used = time.monotonic()

    def close(self) -> None:
        """End the child, whatever it does."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()

    def _write(self, job: dict[str, Any], content: bytes) -> None:
        header = json.dumps({**job, "size": len(content)}).encode()
        stdin = self._process.stdin
        if stdin is not None:
            stdin.write(struct.pack(">I", len(header)) + header + content)
            stdin.flush()

    def _answer(self, most: int) -> bytes:
        """Return the next answer of at most so many bytes; b"" after the last one of a job."""
        stdout = self._process.stdout
        length = stdout.read(4) if stdout is not None else b""
        if stdout is None or len(length) < 4:
            raise UnreadableMail(f"the reader died ({self._end()})")
        size = struct.unpack(">I", length)[0]
        if size > most:
            raise UnreadableMail(f"the reader's answer is too large ({size} bytes)")
        body = stdout.read(size)
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
