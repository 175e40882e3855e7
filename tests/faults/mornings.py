"""A database with its slips made once, what a child says of each mail heard once -> any number of lives that begin so."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING

import fault_mails
from lives import Life, given

from bot.store.db import Database

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fault_mails import Posted
    from mail_servers import AnyMailServer
    from outside import Outside

    from bot.receipts.reader import Reader


@dataclass
class Morning:
    """The mails of one morning, and all that a life needs to work them."""

    folder: Path
    posted: list[Posted]
    readings: Path
    runs: int = 0

    def life(self, outside: Outside, failpoints: str = "") -> Life:
        """Return a life on a fresh copy of the database, with the mails laid into the inboxes."""
        fault_mails.post(outside, self.posted)
        return Life(self.url(), self.environment(outside), self.readings, failpoints)

    def environment(self, servers: AnyMailServer) -> dict[str, str]:
        """Return the settings of a life with these servers."""
        return given(servers, self.folder / "manual.pdf")

    def url(self) -> str:
        """Return a fresh copy of the database."""
        self.runs += 1
        file = self.folder / f"run{self.runs}" / "comprobot.db"
        file.parent.mkdir()
        shutil.copy(self.folder / "template.db", file)
        return f"sqlite:///{file}"


@contextmanager
def in_memory() -> Iterator[Path]:
    """Yield a folder whose disk is memory, where there is such: a killed process loses nothing that it wrote."""
    memory = Path("/dev/shm")
    folder = Path(mkdtemp(prefix="comprobot-faults-", dir=memory if memory.is_dir() else None))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def begun(reader: Reader) -> Iterator[Morning]:
    """Yield the morning."""
    with in_memory() as folder:
        template(folder / "template.db", fault_mails.SLIPS)
        posted = fault_mails.morning()
        said = fault_mails.Remembered(real=reader)
        for one in posted:
            said.headers(one.raw)
            if fault_mails.POISON not in one.raw:
                said.read(one.raw)
        said.save(folder / "readings")
        yield Morning(folder, posted, folder / "readings")


def template(file: Path, rows: list[tuple[str, str, int]]) -> None:
    """Make a database with these slips, all in one file."""
    db = Database(f"sqlite:///{file}")
    db.migrate()
    fault_mails.issue(db, rows)
    db.close()
    connection = sqlite3.connect(file)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
