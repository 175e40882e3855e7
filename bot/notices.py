"""What goes wrong with the bot itself -> one notice to the administrator, and one when it is over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.engine import promise
from bot.inbox.robots import ledger_key
from bot.letters import notices
from bot.store import letters, troubles

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.letters.facts import LetterFacts
    from bot.model import Letter
    from bot.store.db import Database, Tx

_ENOUGH = timedelta(hours=1)  # what comes and goes is told of once an hour


@dataclass(frozen=True, slots=True)
class Notices:
    """Writes down what is wrong and tells it once."""

    db: Database
    write: Callable[[LetterFacts, str, datetime], Letter]  # facts, what makes it unique, now
    now: Callable[[], datetime]
    log: Callable[..., None]
    is_silent: bool  # in shadow nothing is mailed

    def begin(self, name: str, facts: LetterFacts, *, again_at: datetime | None = None) -> bool:
        """Write that a trouble began and tell it; False when it stands already."""
        at, headline = self.now(), facts.headline or name
        with self.db.read() as tx:
            if troubles.standing(tx, name) is not None:
                return False
            told = troubles.began_since(tx, name, at - _ENOUGH)
        notice = None if told else self._written(facts, f"{name}-{at:%Y%m%dT%H%M%S}")
        with self.db.begin() as tx:
            began = troubles.begin(tx, name, headline, at=at, again_at=again_at)
            if began:
                self._queue(tx, notice, at)
        if began:
            self.log("trouble_began", trouble=name, why=facts.what_happened)
        return began

    def end(self, name: str) -> bool:
        """Write that a trouble is over and tell it; False when it did not stand."""
        at = self.now()
        with self.db.read() as tx:
            trouble = troubles.standing(tx, name)
            told = trouble is None or troubles.ended_since(tx, name, at - _ENOUGH)
        if trouble is None:
            return False
        notice = None if told else self._written(notices.over(trouble.headline), f"{name}-{at:%Y%m%dT%H%M%S}-fin")
        with self.db.begin() as tx:
            ended = troubles.end(tx, name, at=at)
            if ended:
                self._queue(tx, notice, at)
        self.log("trouble_ended", trouble=name)
        return ended

    def happened(self, name: str, facts: LetterFacts) -> bool:
        """Tell of an event, which has no end; False when it was told before."""
        notice, at = self._written(facts, name), self.now()
        with self.db.begin() as tx:
            new = troubles.begin(tx, name, facts.headline or name, at=at) and troubles.end(tx, name, at=at)
            if new:
                self._queue(tx, notice, at)
        self.log("trouble_happened", trouble=name)
        return new

    def _written(self, facts: LetterFacts, cause: str) -> Letter | None:
        return None if self.is_silent else self.write(facts, cause, self.now())

    def _queue(self, tx: Tx, notice: Letter | None, at: datetime) -> None:
        if notice is None:
            return
        queued = letters.queue(tx, None, notice, recipient_key=ledger_key(notice.to), at=at)
        if queued is not None:
            promise(tx, "letter", queued, due=at)
