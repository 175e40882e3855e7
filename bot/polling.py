"""One inbox -> every mail of it that we do not hold yet, kept one by one."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from bot.errors import DoorClosed
from bot.inbox.parse import LARGEST_MAIL
from bot.letters.window import bounded_arrival
from bot.model import Arrival
from bot.pipeline import AT_ONCE
from bot.store import mails

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from contextlib import AbstractContextManager
    from datetime import datetime

    from bot.inbox.imap import Fetched, FolderState, Inbox
    from bot.pipeline import Corridor

_RECONCILED = timedelta(days=30)  # this far back every poll compares the whole folder with what we hold (B3)
_HANDFUL, _HEAVY = 25, 2_000_000  # mails, and bytes, that one transaction keeps: more would wait while it waits
_PORTION = 100  # mails of a long queue that are taken before one looks for what came meanwhile (B21)


@dataclass(frozen=True, slots=True)
class Polled:
    """One inbox as the poller knows it."""

    name: str
    open: Callable[[], AbstractContextManager[Inbox]]
    answers_since: datetime  # mail that arrived before is kept and never answered (B22)
    folders: tuple[str, ...] = ()  # empty: the inbox itself and the junk folder
    junk: bool = True


@dataclass(frozen=True, slots=True)
class Poll:
    """What one poll found in one folder."""

    folder: str
    held: int
    fetched: int
    left: int  # seen but not had: the next poll takes them


def poll(corridor: Corridor, polled: Polled) -> tuple[Poll, ...]:
    """Return what was found in each folder; DoorClosed when the inbox or a folder is away, with all else kept."""
    found: list[Poll] = []
    closed: list[DoorClosed] = []
    with polled.open() as box:
        usual, *unwanted = box.folders()
        chosen = polled.folders or (usual, *(unwanted if polled.junk else ()))
        for folder in chosen:
            try:
                found.append(_folder(corridor, polled, box, folder, junk=folder in unwanted))
            except DoorClosed as error:  # a folder that somebody renamed must not hide the mail of the others
                closed.append(error)
    if closed:
        raise closed[0]
    return tuple(found)


def _folder(corridor: Corridor, polled: Polled, box: Inbox, folder: str, *, junk: bool) -> Poll:
    state = box.select(folder)
    sought = _missing(corridor, polled.name, box, folder, state)
    had: set[int] = set()
    while portion := sought.portion(_PORTION):
        keep = partial(corridor.keep_all, junk=junk, waited=portion[0] in sought.waited)
        had |= _take(corridor, polled, box, folder, state, portion, keep)
        if sought.waits:
            sought.hear(box.uids())
    left = sorted(sought.asked - had)
    _record(corridor, polled.name, folder, state, left[0] - 1 if left else sought.highest, len(had))
    return Poll(folder, state.exists, len(had), len(left))


@dataclass
class Sought:
    """Which mails of a folder are wanted, in portions: of a long queue the newest first, and what came meanwhile."""

    waits: list[int]  # uids, not asked for yet, oldest first
    highest: int  # the last uid that was in the folder as one looked
    asked: set[int] = field(default_factory=set)
    come: list[int] = field(default_factory=list)  # just now

    def __post_init__(self) -> None:
        """Tell the newest of a long queue from the rest."""
        self.waited: frozenset[int] = frozenset()
        if len(self.waits) > AT_ONCE:
            self.waits, self.come = self.waits[:-AT_ONCE], self.waits[-AT_ONCE:]
            self.waited = frozenset(self.waits)

    def hear(self, uids: Iterable[int]) -> None:
        """Take in what the folder holds by now."""
        self.come += sorted(uid for uid in uids if uid > self.highest)
        self.highest = max(self.come, default=self.highest)

    def portion(self, most: int) -> list[int]:
        """Return what to ask for next, each uid once; nothing when all was asked for."""
        queue = self.come or self.waits
        chosen, queue[:] = queue[:most], queue[most:]
        self.asked.update(chosen)
        return chosen


def _take(
    corridor: Corridor, polled: Polled, box: Inbox, folder: str, state: FolderState, uids: list[int],
    keep: Callable[[list[tuple[Arrival, bool]]], object],
) -> set[int]:  # fmt: skip
    """Return which of these mails were had, kept a few at a time as they came."""
    sizes = box.sizes(uids)
    large = {uid for uid in uids if sizes.get(uid, 0) > LARGEST_MAIL}  # of these only the header is kept (B20)
    had: set[int] = set()
    for some in _handfuls(box.fetch([uid for uid in uids if uid not in large])):
        keep([_arrived(corridor, polled, folder, state, one) for one in some])
        had.update(one.uid for one in some)
    for uid in sorted(large):
        header = box.header(uid)
        if header is not None:
            keep([_arrived(corridor, polled, folder, state, header, sizes[uid])])
            had.add(uid)
    return had


def _handfuls(fetched: Iterator[Fetched]) -> Iterator[list[Fetched]]:
    """Yield what comes, as much at a time as is committed at once; also what had come before the door closed."""
    some: list[Fetched] = []
    try:
        for one in fetched:
            some.append(one)
            if len(some) == _HANDFUL or sum(len(each.raw) for each in some) > _HEAVY:
                yield some
                some = []
    except DoorClosed:
        if some:
            yield some
        raise
    if some:
        yield some


def _missing(corridor: Corridor, inbox: str, box: Inbox, folder: str, state: FolderState) -> Sought:
    """Return the uids that we do not hold: those after the last one, and gaps of the last 30 days (B3)."""
    with corridor.db.read() as tx:
        last = mails.last_uid(tx, inbox, folder, state.uidvalidity)
    recent = set(box.uids_since((corridor.now() - _RECONCILED).date()))
    if state.uidvalidity == 0:  # B6: its numbers mean nothing, the bytes themselves tell what is known
        return Sought(sorted(recent), max(recent, default=0))
    held = set(box.uids())
    asked = recent | {uid for uid in held if uid > last}
    with corridor.db.read() as tx:
        known = mails.known_uids(tx, inbox, folder, state.uidvalidity, asked)
    return Sought(sorted(asked - known), max(held | recent, default=0))


def _arrived(
    corridor: Corridor, polled: Polled, folder: str, state: FolderState, fetched: Fetched, size: int | None = None
) -> tuple[Arrival, bool]:
    """Return what arrived, and whether it is older than the inbox's cut-off."""
    now, at = corridor.now(), fetched.internal_date
    arrived_at = bounded_arrival(at, now)
    arrival = Arrival(polled.name, folder, state.uidvalidity, fetched.uid, arrived_at, fetched.raw, size)
    return arrival, (at or now) < polled.answers_since


def _record(corridor: Corridor, inbox: str, folder: str, state: FolderState, taken_to: int, fetched: int) -> None:
    """Keep up to which uid the folder was taken without a gap."""
    with corridor.db.begin() as tx:
        renumbered = mails.record_poll(
            tx, inbox, folder, uidvalidity=state.uidvalidity, last_uid=taken_to, held=state.exists, fetched=fetched,
            at=corridor.now(),
        )  # fmt: skip
    if renumbered:
        corridor.log("uidvalidity_changed", inbox=inbox, folder=folder)
