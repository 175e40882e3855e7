"""Debian's own servers -> a throw-away copy of each, for the time of one test run."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

READY_WITHIN = 20.0  # seconds; both need far less


class NotReady(AssertionError):
    """A server did not start in time; the text is the end of its log."""


def wait_until(ready: Callable[[], bool], log: Path) -> None:
    """Return as soon as `ready` says so; NotReady after 20 seconds."""
    end = time.monotonic() + READY_WITHIN
    while not ready():
        if time.monotonic() > end:
            raise NotReady(log.read_text(errors="replace")[-2000:] if log.exists() else f"no {log.name}")
        time.sleep(0.02)


@contextmanager
def open_folder(name: str) -> Iterator[Path]:
    """Yield a folder of our own that any user of this machine may walk through, and remove it afterwards."""
    folder = Path(tempfile.mkdtemp(prefix=f"comprobot-{name}-"))
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


# ---------------------------------------------------------------- PostgreSQL


def postgresql_programs() -> Path | None:
    """Return the folder of the newest PostgreSQL that Debian installed, or None."""
    found = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    return max(found, key=lambda folder: int(folder.parent.name), default=None)


def _as_postgres(*command: str) -> list[str]:
    """Return the command so that it runs as an ordinary user (PostgreSQL refuses root) and ends with this run."""
    user = ["--reuid=postgres", "--regid=postgres", "--init-groups"] if os.geteuid() == 0 else []
    return ["setpriv", *user, "--pdeathsig=INT", *command]


class PostgreSQL:
    """One server on a socket in its own folder; no port, so that two runs never meet."""

    def __init__(self, folder: Path) -> None:
        """Keep the folder of the data, the log and the socket."""
        self.folder = folder
        self.made = 0

    @contextmanager
    def database(self) -> Iterator[str]:
        """Yield the URL of a fresh, empty database."""
        self.made += 1
        name = f"test_{self.made}"
        self._admin(f"CREATE DATABASE {name}")
        yield f"postgresql+psycopg://postgres@/{name}?host={self.folder}"
        self._admin(f"DROP DATABASE {name} WITH (FORCE)")

    def answers(self) -> bool:
        """Return whether it takes connections."""
        try:
            self._admin("SELECT 1")
        except psycopg.OperationalError:
            return False
        return True

    def _admin(self, statement: str) -> None:
        with psycopg.connect(host=str(self.folder), user="postgres", dbname="postgres", autocommit=True) as connection:
            connection.execute(statement.encode())


@contextmanager
def run_postgresql(programs: Path) -> Iterator[PostgreSQL]:
    """Yield a running server; nothing of it is left afterwards."""
    with open_folder("postgresql") as folder:
        data, log = folder / "data", folder / "log"
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres", "postgres")
        create = [programs / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-N", "-E", "UTF8", "--locale=C"]
        subprocess.run(_as_postgres(*map(str, create)), check=True, capture_output=True)
        quick = ["fsync=off", "full_page_writes=off", "listen_addresses=", f"unix_socket_directories={folder}"]
        serve = [str(programs / "postgres"), "-D", str(data), *(part for name in quick for part in ("-c", name))]
        with log.open("wb") as output:
            process = subprocess.Popen(_as_postgres(*serve), stdout=output, stderr=output)
        server = PostgreSQL(folder)
        try:
            wait_until(server.answers, log)
            yield server
        finally:
            process.terminate()
            process.wait(READY_WITHIN)
