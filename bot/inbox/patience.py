"""Failures of one inbox -> how long nobody knocks: a busy server is spared, no account is locked (B14, B15)."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

SHORTEST = 30.0  # seconds after the first failure
LONGEST = 900.0  # seconds
REFUSED = 300.0  # seconds between two tries when the server does not know us


@dataclass
class Patience:
    """How often one inbox has failed in a row."""

    inbox: str
    failures: int = 0

    def after_failure(self, *, refused: bool) -> float:
        """Return how many seconds to wait: twice as long each time, and a little different for each inbox."""
        self.failures += 1
        wait: float = min(SHORTEST * 2 ** min(self.failures - 1, 10), LONGEST)
        drawn = hashlib.sha256(f"{self.inbox} {self.failures}".encode()).digest()[0] / 255
        wait = min(wait * (0.8 + 0.4 * drawn), LONGEST)
        return max(wait, REFUSED) if refused else wait

    def after_success(self) -> None:
        """Forget the failures."""
        self.failures = 0
