"""Raw mail -> Reading, in a killable child process: the bot's side of everything that opens files."""

from __future__ import annotations

import time
from contextlib import contextmanager
from threading import BoundedSemaphore, Lock
from typing import TYPE_CHECKING, Any

from bot.model import Box, Document, InboundMail, PageImage, Reading
from bot.receipts import answer
from bot.receipts.rounds import Rounds
from bot.receipts.worker import Worker

if TYPE_CHECKING:
    from collections.abc import Iterator

Looks = tuple[tuple[str, int, Box], ...]
"""sha256 of the document, page from 1, box in that page's units."""
SHARE = 0.6  # of the wall seconds: then the child opens no further file of the mail
LONGEST = 2.5  # times the wall seconds: then nothing of the mail is opened any more


class Reader:
    """A few warm children that threads may share; each works on one job at a time."""

    def __init__(self, workers: int = 1, wall_seconds: float = 30) -> None:
        """Start nothing yet: a child comes with the first job, and stays warm for the next."""
        self._wall = wall_seconds
        self._free = BoundedSemaphore(workers)
        self._lock = Lock()
        self._idle: list[Worker] = []

    def read(self, raw: bytes) -> Reading:
        """Return what the mail and its files say; UnreadableMail when the mail itself ends or hangs the child.

        A file that ends or hangs the child is tried again alone in other ways (B83), then it is `corrupt`; the
        others are read in the first way, however often the mail has been tried.
        """
        said, *documents = self._read("mail", raw, None)
        return Reading(answer.mail(said), tuple(answer.document(one) for one in documents))

    def headers(self, raw: bytes) -> InboundMail:
        """Return headers and text of the mail, no file opened; UnreadableMail when that ends or hangs the child."""
        return answer.mail(self._answer("headers", raw))

    def read_file(self, name: str, content: bytes) -> tuple[Document, ...]:
        """Return the documents of one file, several for an archive or a mail; UnreadableMail as for `read`."""
        return tuple(answer.document(one) for one in self._read("file", content, name)[1:])

    def look_again(self, raw: bytes, looks: Looks) -> tuple[str, ...]:
        """Return what stands in each box of the mail's documents when it alone is read from the picture again.

        "" where there is nothing to see: no such box, or a document without a picture (html, text, xml).
        """
        return answer.texts(self._answer("look", raw, looks=looks))

    def look_again_file(self, name: str, content: bytes, looks: Looks) -> tuple[str, ...]:
        """Return the same as `look_again`, of one file."""
        return answer.texts(self._answer("look", content, name=name, looks=looks))

    def page_image(self, raw: bytes, sha256: str, page: int) -> PageImage | None:
        """Return a page (from 1) of the mail's document, drawn anew as it was read; None when it has no picture (B95).

        UnreadableMail when that ends or hangs the child.
        """
        return answer.picture(self._answer("page", raw, sha256=sha256, page=page))

    def original(self, raw: bytes, sha256: str) -> bytes | None:
        """Return the bytes of the mail's file with this SHA-256, None when it has none; UnreadableMail as above."""
        return answer.original(self._ask("original", raw, sha256=sha256), sha256)

    def check(self) -> str:
        """Return "ok" when a child starts and its models load; UnreadableMail when not."""
        return answer.models(self._answer("models", b""))

    def close(self) -> None:
        """End the idle children."""
        with self._lock:
            workers, self._idle = self._idle, []
        for worker in workers:
            worker.close()

    def _read(self, job: str, content: bytes, name: str | None) -> list[bytes]:
        """Return the head's answer and one a file."""
        until = time.monotonic() + LONGEST * self._wall

        def ask(start: int, end: int | None, way: int, late: bool) -> Iterator[bytes]:  # noqa: FBT001
            return self._ask(job, content, name, 0 if late else SHARE, start=start, end=end, attempt=way)

        return Rounds(ask, lambda: time.monotonic() > until).heard()

    def _answer(self, job: str, content: bytes, name: str | None = None, **more: object) -> bytes:
        """Return the only answer to a job that has one."""
        return b"".join(self._ask(job, content, name, SHARE, **more))

    def _ask(
        self, job: str, content: bytes, name: str | None = None, share: float = SHARE, **more: object
    ) -> Iterator[bytes]:
        # the child stops opening files at a share of its time, so that what it has read is not lost with it
        asked: dict[str, Any] = {"job": job, "name": name, "seconds": self._wall * share, **more}
        with self._worker() as worker:
            yield from worker.ask(asked, content, self._wall)

    @contextmanager
    def _worker(self) -> Iterator[Worker]:
        """Lend a child that works; one that failed is ended, not lent again."""
        with self._free:
            worker = self._fit()
            done = False
            try:
                yield worker
                done = True
            finally:
                if done:
                    with self._lock:
                        self._idle.append(worker)
                else:
                    worker.close()

    def _fit(self) -> Worker:
        while True:
            with self._lock:
                worker = self._idle.pop() if self._idle else None
            if worker is None:
                return Worker()
            if worker.is_fit:
                return worker
            worker.close()
