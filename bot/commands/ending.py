"""SIGTERM or Ctrl+C -> the end of a command that stays."""

from __future__ import annotations

import os
import select
import signal
import time

_WORDS = (signal.SIGTERM, signal.SIGINT)


class Ending:
    """What is asked for by SIGTERM and Ctrl+C; a second one ends at once (B37)."""

    def __init__(self) -> None:
        """Begin to listen; only the main thread may.

        The system may hand a signal to any thread, and Python runs its handler in the main one, which a lock would
        not wake: so the signal's number comes through a pipe, written by whichever thread got it.
        """
        self._asked = self._noted = False
        self._heard, said = os.pipe()
        os.set_blocking(said, False)
        signal.set_wakeup_fd(said, warn_on_full_buffer=False)
        for word in _WORDS:
            signal.signal(word, self._note)

    def wait(self, seconds: float | None = None) -> bool:
        """Return whether the end is asked for: as soon as it is, else after so many seconds (None: never)."""
        until = None if seconds is None else time.monotonic() + seconds
        while not self._asked:
            left = None if until is None else max(until - time.monotonic(), 0)
            if not select.select([self._heard], [], [], left)[0]:
                break
            self._asked = not set(os.read(self._heard, 64)).isdisjoint(_WORDS)
        return self._asked

    def _note(self, _number: int, _frame: object) -> None:
        if self._noted:
            raise SystemExit(1)
        self._noted = self._asked = True
