"""Once a minute: what is wrong with the bot itself, computed from the data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.letters import notices
from bot.store import activations, health, letters, troubles

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from bot.errors import EntryRefused
    from bot.letters.facts import LetterFacts
    from bot.notices import Notices
    from bot.store.db import Database

LEAST_DISK = 2 * 1024**3  # bytes
_POLLS_MISSED = 3  # intervals without a poll after which an inbox counts as unread
_SHORTEST = timedelta(minutes=10)  # a server that restarts is no news


@dataclass(frozen=True, slots=True)
class Watch:
    """Looks at the bot as a stranger would."""

    db: Database
    notices: Notices
    inboxes: Mapping[str, tuple[str, int]]  # name -> address, seconds between two polls
    breaker_per_hour: int
    free_disk: Callable[[], int | None]  # bytes; None: the database lies elsewhere
    zone: str
    now: Callable[[], datetime]
    since: datetime  # when the watch began: an inbox never read counts from here

    def look(self) -> int:
        """Return how many troubles began or ended."""
        told = sum(self._inbox(name) for name in self.inboxes)
        free = self.free_disk()
        is_full = free is not None and free < LEAST_DISK
        told += self._stands("disk", is_full, lambda: notices.disk_nearly_full(free or 0))
        with self.db.read() as tx:
            count = letters.counts(tx, "", now=self.now()).all_last_hour
        told += self._stands("breaker", count >= self.breaker_per_hour, lambda: notices.too_many_letters(count))
        return told + self._events()

    def refused(self, inbox: str, why: EntryRefused) -> None:
        """Tell that an inbox does not let us in (B15)."""
        address = self.inboxes.get(inbox, (inbox, 0))[0]
        self.notices.begin(f"inbox_refused:{inbox}", notices.inbox_refused(address, str(why)))

    def let_in(self, inbox: str) -> None:
        """Tell that an inbox lets us in again."""
        self.notices.end(f"inbox_refused:{inbox}")

    def _inbox(self, name: str) -> int:
        address, seconds = self.inboxes[name]
        with self.db.read() as tx:
            last = max(health.last_polls(tx).get(name, self.since), self.since)
        unread = self.now() - last > max(_POLLS_MISSED * timedelta(seconds=seconds), _SHORTEST)
        return self._stands(f"inbox_unread:{name}", unread, lambda: notices.inbox_unread(address, last, self.zone))

    def _stands(self, name: str, is_so: bool, facts: Callable[[], LetterFacts]) -> int:  # noqa: FBT001
        return self.notices.begin(name, facts()) if is_so else self.notices.end(name)

    def _events(self) -> int:
        with self.db.read() as tx:
            aside = troubles.untold_set_aside(tx)
            bounced = [letters.one(tx, one) for one in troubles.untold_bounced_activations(tx)]
            unsure = [activations.one(tx, one, now=self.now()) for one in troubles.untold_uncertain_activations(tx)]
        said = [(f"mail_set_aside:{mail}", notices.mail_set_aside(mail)) for mail in aside]
        said += [(f"activation_bounced:{x.id}", notices.activation_bounced(x.case_id, x.recipient)) for x in bounced]
        said += [
            (f"activation_uncertain:{x.id}", notices.activation_uncertain(x.case_id, x.slip.reference)) for x in unsure
        ]
        return sum(self.notices.happened(name, facts) for name, facts in said)
