"""A queued letter -> sent, later, never or nobody knows; and how long the whole way out rests."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from bot import cases
from bot.engine import promise_again
from bot.errors import DoorClosed, EntryRefused, LetterRefused, Outdated, Paused, UncertainDelivery, Unwelcome
from bot.letters import notices
from bot.store import activations, audit, customers, letters, panel_links, troubles

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from bot.model import LetterState
    from bot.notices import Notices
    from bot.store.db import Database, Tx
    from bot.store.letters import StoredLetter
    from bot.store.troubles import Trouble

PAUSE = "outbox"
DOUBT_LASTS = timedelta(minutes=15)  # then evidence is looked for, and without any the same bytes go once more (B46)
EVIDENCE_WITHIN = timedelta(hours=2)  # so long the copies of what was sent may be away
_AT_ONCE = 50  # so many doubtful letters are looked up in one sweep


@dataclass(frozen=True, slots=True)
class Outbox:
    """The way out of the house."""

    db: Database
    send: Callable[[bytes, str, Callable[[], None]], None]
    find_sent: Callable[[Sequence[str]], frozenset[str]] | None  # which Message-IDs lie among the copies of what went
    notices: Notices
    now: Callable[[], datetime]
    log: Callable[..., None]

    def work(self, letter_id: int, _attempt: int) -> None:
        """Send one letter; from the hand-over on it is `sending`: a death then leaves it uncertain (B45)."""
        with self.db.read() as tx:
            letter, raw = letters.one(tx, letter_id), letters.raw(tx, letter_id)
            pause = troubles.standing(tx, PAUSE)
            comes_back = letter.kind not in letters.STAFF and customers.is_bouncing(tx, letter.recipient)
        if letter.state == "sending":  # an earlier attempt died between the hand-over and our commit
            self._doubt(letter, "no se sabe si el servidor de correo la recibió")
        if letter.state != "queued":
            return
        if comes_back:
            self._end(letter, "refused", "las cartas a esta dirección rebotan")
            return
        if pause is not None:
            self._take_turn(pause)
        self._send(letter, raw)
        if pause is not None:
            self.notices.end(PAUSE)

    def _send(self, letter: StoredLetter, raw: bytes) -> None:
        try:
            self.send(raw, letter.recipient, lambda: self._hand_over(letter))
        except LetterRefused as refused:
            self._end(letter, "refused", str(refused))
        except UncertainDelivery as broken:
            self._doubt(letter, str(broken))
        except DoorClosed as closed:  # the server said "later": the same bytes wait for the next attempt (B48)
            with self.db.begin() as tx:
                letters.move(tx, letter.id, ("sending",), "queued")
            if isinstance(closed, EntryRefused):
                self._pause(closed)
            raise
        else:
            self._end(letter, "sent", None)

    def _hand_over(self, letter: StoredLetter) -> None:
        """Write that the last dot comes next; Outdated when the letter is not true any more (B53)."""
        with self.db.begin() as tx:
            if is_true := _still_true(tx, letter, self.now()):
                mine = letters.move(tx, letter.id, ("queued",), "sending")
            else:
                mine = letters.move(tx, letter.id, ("queued",), "cancelled", error="lo que dice dejó de ser cierto")
                letters.forget(tx, letter.id)
                _write_down(tx, letter, "letter_cancelled", at=self.now())
        if not (is_true and mine):
            raise Outdated("the letter is no longer queued, or no longer true")

    def _end(self, letter: StoredLetter, state: LetterState, why: str | None) -> None:
        with self.db.begin() as tx:
            sent_at = self.now() if state == "sent" else None
            moved = letters.move(tx, letter.id, ("queued", "sending", "uncertain"), state, error=why, sent_at=sent_at)
            letters.forget(tx, letter.id)
            if moved and why is not None and letter.case_id is not None:
                said = f"No se pudo avisar a {letter.recipient}: {why}."
                cases.letter_failed(tx, letter.case_id, letter.id, said, at=self.now())
        self.log("letter_ended", letter=letter.id, case=letter.case_id, state=state)

    def give_up(self, letter_id: int, error: str) -> None:
        """Give a letter up that was tried for two days; staff tell the customer another way (B48)."""
        with self.db.read() as tx:
            letter = letters.one(tx, letter_id)
        self._end(letter, "refused", error)

    # ------------------------------------------------------------ doubt

    def _doubt(self, letter: StoredLetter, why: str) -> None:
        """Leave it open whether the letter arrived; after the second time it is for a person."""
        if letter.resent_at is not None:
            self._end(letter, "uncertain", why)
            return
        with self.db.begin() as tx:
            if letters.move(tx, letter.id, ("queued", "sending"), "uncertain", error=why, doubted_at=self.now()):
                _write_down(tx, letter, "letter_uncertain", at=self.now())
        self.log("letter_uncertain", letter=letter.id, case=letter.case_id)

    def resolve(self) -> int:
        """Return how many doubtful letters came to an end: found among the copies of what went, or sent once more."""
        with self.db.read() as tx:
            doubtful = letters.doubtful(tx, self.now() - DOUBT_LASTS, _AT_ONCE)
        try:
            found = self.find_sent([one.message_id for one in doubtful]) if self.find_sent and doubtful else frozenset()
        except DoorClosed as away:  # evidence is waited for, but not for ever: the customer waits too
            self.log("sent_copies_away", error=str(away))
            found, limit = frozenset(), self.now() - EVIDENCE_WITHIN
            doubtful = tuple(one for one in doubtful if one.doubted_at is not None and one.doubted_at < limit)
        for letter in doubtful:
            if letter.message_id in found:
                self._end(letter, "sent", None)
            else:
                self._send_again(letter)
        return len(doubtful)

    def _send_again(self, letter: StoredLetter) -> None:
        with self.db.begin() as tx:
            if letters.move(tx, letter.id, ("uncertain",), "queued", resent_at=self.now()):
                promise_again(tx, "letter", letter.id, due=self.now())
                _write_down(tx, letter, "letter_resent", at=self.now())
        self.log("letter_resent", letter=letter.id, case=letter.case_id)

    # ------------------------------------------------------------ pause

    def _take_turn(self, pause: Trouble) -> None:
        """Return to the one who tries next; Paused to everybody else (B49)."""
        now, again_at = self.now(), pause.again_at
        after = now + _wait(pause.tries + 1)
        if again_at is not None and now < again_at:
            raise Paused(again_at)
        with self.db.begin() as tx:
            mine = troubles.take_turn(tx, pause, again_at=after)
        if not mine:
            raise Paused(after)

    def _pause(self, refused: EntryRefused) -> None:
        """Let every letter rest; Paused, unless it may lie in this letter alone: that costs it an attempt."""
        again_at = self.now() + _wait(1)
        self.notices.begin(PAUSE, notices.outbox_paused(str(refused)), again_at=again_at)
        if not isinstance(refused, Unwelcome):
            raise Paused(again_at) from refused


def _wait(tries: int) -> timedelta:
    return timedelta(minutes=min(5 * tries, 15))


def _still_true(tx: Tx, letter: StoredLetter, now: datetime) -> bool:
    """Return whether what a letter says is still so: its slip is on, its link opens, what it asks for is awaited."""
    if letter.kind in letters.PERSONAL:
        return panel_links.opens(tx, letter.cause, now=now) is not None
    if letter.kind == "question":
        return cases.still_asks(tx, letter, now=now)
    if letter.kind not in letters.UNLIMITED:
        return True
    return activations.stands(tx, letter.cause.removeprefix("slip-"))


def _write_down(tx: Tx, letter: StoredLetter, event: str, *, at: datetime) -> None:
    audit.write(tx, event, at=at, actor="bot", case_id=letter.case_id, details={"letter": letter.id})
