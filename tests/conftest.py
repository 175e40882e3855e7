"""Fixtures that more than one room's tests ask for: databases and mail servers."""

from __future__ import annotations

import shutil
from functools import cache
from typing import TYPE_CHECKING

import mail_servers
import pytest
import servers
from browsers import chromium, flagged_database, flagged_desk, flagged_story
from hypothesis import settings
from paper_samples import make_pdf, sample

from bot.demo.server import MailServer
from bot.store.db import Database, lock_of
from bot.web import passwords

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from houses import Story

    from bot.receipts.reader import Reader

__all__ = [
    "chromium",
    "flagged_database",
    "flagged_desk",
    "flagged_story",
    "make_pdf",
    "sample",
]  # fixtures of files of their own

settings.register_profile("repeatable", derandomize=True, deadline=None, database=None)
settings.load_profile("repeatable")


@pytest.fixture(scope="session", autouse=True)
def _cheap_passwords() -> Iterator[None]:
    """Let argon2 cost little while the tests sign in thousands of times; tests/web/test_passwords.py has the real cost."""
    from argon2 import PasswordHasher

    real = passwords.hasher
    passwords.hasher = cache(lambda: PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    yield
    passwords.hasher = real


@pytest.fixture(scope="session", autouse=True)
def _tables_made_once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Let a new SQLite file be a copy of one that the migrations made: they take longer than most tests."""
    made = tmp_path_factory.mktemp("tables") / "made.db"
    real = Database.migrate

    def migrate(database: Database) -> None:
        file = database.file()
        if file is not None and not file.exists() and not lock_of(file).exists() and file.parent.is_dir():
            if not made.exists():
                first = Database(f"sqlite:///{made}")
                real(first)
                first.close()
            shutil.copyfile(made, file)
        else:
            real(database)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Database, "migrate", migrate)
        yield


@pytest.fixture(scope="session")
def postgresql() -> Iterator[servers.PostgreSQL]:
    """Give Debian's PostgreSQL, started once for the whole run."""
    programs = servers.postgresql_programs()
    if programs is None:
        pytest.skip("no PostgreSQL here: apt-get install postgresql")
    with servers.run_postgresql(programs) as server:
        yield server


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Give the SQLAlchemy URL of a fresh, empty database: every test that asks for it runs on both kinds."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'comprobot.db'}"
        return
    server: servers.PostgreSQL = request.getfixturevalue("postgresql")
    with server.database() as url:
        yield url


@pytest.fixture
def mail_server() -> Iterator[MailServer]:
    """Give the in-process mail server with the two inboxes, empty."""
    with MailServer(dict(mail_servers.USERS)) as server:
        yield server


@pytest.fixture(scope="session")
def running_dovecot() -> Iterator[mail_servers.Dovecot]:
    """Give Debian's dovecot, started once for the whole run."""
    reason = mail_servers.missing_for_dovecot()
    if reason is not None:
        pytest.skip(reason)
    with mail_servers.run_dovecot() as server:
        yield server


@pytest.fixture
def dovecot(running_dovecot: mail_servers.Dovecot) -> mail_servers.Dovecot:
    """Give dovecot with the two inboxes, empty; a test that asks for it is marked `dovecot`."""
    running_dovecot.forget_everything()
    return running_dovecot


@pytest.fixture(params=["in_process", pytest.param("dovecot", marks=pytest.mark.dovecot)])
def any_mail_server(request: pytest.FixtureRequest) -> mail_servers.AnyMailServer:
    """Give a mail server with the two inboxes, empty: every test that asks for it runs on both kinds."""
    server: mail_servers.AnyMailServer = request.getfixturevalue(
        "mail_server" if request.param == "in_process" else "dovecot"
    )
    return server


@pytest.fixture
def db(database_url: str) -> Iterator[Database]:
    """Give a fresh database of each kind, migrated."""
    from bot.store.db import Database

    database = Database(database_url)
    database.migrate()
    yield database
    database.close()


@pytest.fixture(scope="session")
def reader() -> Iterator[Reader]:
    """Give one reader whose child stays warm for the whole run."""
    from bot.receipts.reader import Reader

    warm = Reader()
    yield warm
    warm.close()


@pytest.fixture
def story(tmp_path: Path, mail_server: MailServer, reader: Reader) -> Iterator[Story]:
    """Give a whole house on SQLite, with the in-process mail server and a clock moved by hand."""
    from houses import open_story

    with open_story(f"sqlite:///{tmp_path / 'comprobot.db'}", mail_server, reader) as opened:
        yield opened


@pytest.fixture
def any_story(database_url: str, mail_server: MailServer, reader: Reader) -> Iterator[Story]:
    """Give the same house: every test that asks for it runs on both kinds of database."""
    from houses import open_story

    with open_story(database_url, mail_server, reader) as opened:
        yield opened
