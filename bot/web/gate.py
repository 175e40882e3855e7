"""One window's door -> how long a guesser waits at it, and which browsers have come through before (B103)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.store import sessions
from bot.web import throttle, tokens, ways

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from fastapi import Request
    from fastapi.responses import Response

    from bot.store.db import Database, Tx

Counters = tuple[tuple[str, int], ...]
"""The counters that a sign-in touches, each with how many failures are free."""

_DEVICE_DAYS = 180
_LONGEST = 200  # characters of a name that are counted by: a form may hold megabytes


@dataclass(frozen=True, slots=True)
class Gate:
    """Counts what fails at the door of one window."""

    db: Database
    key: bytes
    now: Callable[[], datetime]
    window: str
    path: str  # of the door
    cookie: str  # of the browsers that have come through
    https: bool

    def counters(self, request: Request, account: str, owner: int | None) -> Counters:
        """Return the counters of a sign-in to an account as it was typed; `owner` is its number, if there is one."""
        name = account.lower()[:_LONGEST]
        return throttle.keys(f"{self.window}:{name}", ways.address(request), self._device(request, owner))

    def _device(self, request: Request, owner: int | None) -> str | None:
        """Return the mark of a browser that has signed in as this very owner before."""
        text = tokens.unsigned(self.key, f"device-{self.window}", request.cookies.get(self.cookie, ""))
        signed, _, mark = (text or "").partition(":")
        return mark if owner is not None and signed == str(owner) else None

    def wait(self, counters: Counters) -> str | None:
        """Return what is told to who must wait; None when it is his turn."""
        now = self.now()
        with self.db.read() as tx:
            failed = sessions.failed(tx, [key for key, _ in counters], since=now - throttle.FORGOTTEN_AFTER)
        until = [
            throttle.blocked_until(failed[key].failures, failed[key].last_at, free)
            for key, free in counters
            if key in failed
        ]
        latest = max(until, default=now)
        return throttle.in_words(latest - now) if latest > now else None

    def failed(self, tx: Tx, counters: Counters) -> None:
        """Count one failure."""
        now = self.now()
        for key, _ in counters:
            sessions.count_failure(tx, key, at=now, since=now - throttle.FORGOTTEN_AFTER)

    def passed(self, tx: Tx, counters: Counters) -> None:
        """Forget the failures of who has come in, but for those of his network address, which others share."""
        sessions.forget_failures(tx, [key for key, _ in counters if not key.startswith("address:")])

    def know_again(self, answer: Response, owner: int) -> None:
        """Mark this browser as one that its owner uses."""
        mark = tokens.signed(self.key, f"device-{self.window}", f"{owner}:{tokens.fresh()[:16]}")
        answer.set_cookie(
            self.cookie, mark, max_age=_DEVICE_DAYS * 86400, path=self.path, secure=self.https, httponly=True,
            samesite="lax",
        )  # fmt: skip
