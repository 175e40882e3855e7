"""IDLE -> the poll of that inbox brought forward: one thread an inbox, which does nothing else."""

from __future__ import annotations

from dataclasses import dataclass, field
from threading import Event, Thread
from typing import TYPE_CHECKING

from bot.errors import DoorClosed, EntryRefused, NoIdle
from bot.inbox.patience import Patience

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.polling import Polled

LONGEST = 25 * 60  # seconds of one IDLE


@dataclass
class Listeners:
    """The threads that hold an IDLE each; polls alone fetch, so a deaf listener costs only time."""

    inboxes: Sequence[Polled]
    wake: Callable[[str], None]  # bring the poll of the named inbox forward
    log: Callable[..., None]
    _stop: Event = field(default_factory=Event)
    _threads: list[Thread] = field(default_factory=list)

    def start(self) -> None:
        """Begin to listen."""
        for polled in self.inboxes:
            thread = Thread(target=self._listen, args=(polled,), name=f"idle-{polled.name}", daemon=True)
            self._threads.append(thread)
            thread.start()

    def stop(self) -> None:
        """Stop listening, within a few seconds."""
        self._stop.set()
        for thread in self._threads:
            thread.join(timeout=5)

    def _listen(self, polled: Polled) -> None:
        patience = Patience(polled.name)
        while not self._stop.is_set():
            try:
                self._hear(polled, patience)
            except NoIdle:
                self.log("no_idle", inbox=polled.name)
                return
            except DoorClosed as error:  # the polls find the same, and say so
                self._stop.wait(patience.after_failure(refused=isinstance(error, EntryRefused)))

    def _hear(self, polled: Polled, patience: Patience) -> None:
        with polled.open() as box:
            box.select(polled.folders[0] if polled.folders else "INBOX")
            self.wake(polled.name)  # what came while nobody listened
            while not self._stop.is_set():
                if box.news(LONGEST, self._stop.is_set):
                    self.wake(polled.name)
                patience.after_success()
