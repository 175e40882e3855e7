"""A number -> so many mails of customers with a slip each, in a mixture as it comes, all cheap to read."""

from __future__ import annotations

import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import sqlalchemy as sa
from fault_mails import MAIN, OTHER, Posted, paid
from story_samples import mail, receipt

from bot.store.db import Database
from bot.store.tables import activations, deliveries, jobs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from outside import Outside

ROBOT = "robot-{}@maquina.example"


@dataclass(frozen=True)
class Stream:
    """What is issued and what is mailed."""

    slips: list[tuple[str, str, int]]
    posted: list[Posted]
    never: frozenset[str]  # addresses of machines


def stream(count: int, name: str = "notificacion.html") -> Stream:
    """Return at least `count` mails: most activate; of twenty, one each is short, sent twice, a machine's, in both inboxes, words."""
    slips: list[tuple[str, str, int]] = []
    posted: list[Posted] = []
    never: set[str] = set()
    while len(posted) < count:
        number = len(slips)
        reference, sender, amount = (
            f"{200_000 + 7 * number}",
            f"c{number}@cliente-{number}.example",
            50_000 + 100 * (number % 977),
        )
        slips.append((reference, sender, amount))
        paper = receipt(paid(amount - (number % 20 == 0) * 10_000, reference, number), name)
        raw = mail(paper, sender=sender)
        match number % 20:
            case 1:
                posted += [Posted(MAIN, raw), Posted(MAIN, mail(paper, sender=sender, subject="Otra vez"))]
            case 2:
                robot = ROBOT.format(number)
                never.add(robot)
                posted.append(Posted(MAIN, mail(paper, sender=robot, headers=(("Auto-Submitted", "auto-generated"),))))
            case 3:
                posted += [
                    Posted(place, b"Received: from x by %s\r\n" % place.encode() + raw) for place in (OTHER, MAIN)
                ]
            case 4:
                posted.append(Posted(OTHER, mail(text="¿Cuándo abren?", sender=sender)))
            case _:
                posted.append(Posted(MAIN, raw))
    return Stream(slips, posted, frozenset(never))  # fmt: skip


@contextmanager
def delivered(outside: Outside, posted: list[Posted], seconds: float) -> Iterator[threading.Thread]:
    """Lay the mails into the inboxes meanwhile, evenly over so many seconds."""
    stop = threading.Event()

    def lay() -> None:
        begun = time.monotonic()
        for number, one in enumerate(posted):
            if stop.wait(max(0.0, begun + seconds * number / len(posted) - time.monotonic())):
                return
            outside.deliver(one.address, one.raw)

    thread = threading.Thread(target=lay, daemon=True)
    thread.start()
    try:
        yield thread
    finally:
        stop.set()
        thread.join()


@dataclass(frozen=True)
class Watch:
    """Looks at a database from outside."""

    url: str

    def left(self) -> int:
        """Return how many jobs are not done."""
        return self._one(sa.select(sa.func.count()).where(jobs.c.state.in_(["due", "claimed"])))

    def left_of(self, kind: str) -> int:
        """Return how many jobs of this kind are not done."""
        return self._one(sa.select(sa.func.count()).where(jobs.c.kind == kind, jobs.c.state.in_(["due", "claimed"])))

    def kept(self) -> int:
        """Return how many deliveries are kept."""
        return self._one(sa.select(sa.func.count()).select_from(deliveries))

    def activated(self) -> int:
        """Return how many activations are confirmed."""
        return self._one(sa.select(sa.func.count()).select_from(activations).where(activations.c.state == "confirmed"))

    def until_quiet(self, expected: int, within: float) -> None:
        """Return when so many deliveries are kept and every job is done; AssertionError when it takes too long."""
        end = time.monotonic() + within
        while self.kept() < expected or self.left():
            assert time.monotonic() < end, f"{self.kept()} of {expected} kept, {self.left()} jobs left"
            time.sleep(0.2)

    def _one(self, question: sa.Select[int]) -> int:
        db = Database(self.url)
        try:
            with db.read() as tx:
                return tx.execute(question).scalar_one()
        finally:
            db.close()
