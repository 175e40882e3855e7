"""The database is durable, fits the tables, and says clearly when it is away."""

from __future__ import annotations

import sqlite3
import sys
from typing import TYPE_CHECKING, Any

import pytest
import sqlalchemy as sa
from store_samples import NOW, a_slip

from bot.errors import DoorClosed, SettingsMistake
from bot.store import slips
from bot.store.db import Database
from bot.store.tables import metadata

if TYPE_CHECKING:
    from pathlib import Path


def test_the_migrations_make_exactly_the_tables(db: Database) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    with db.begin() as tx:
        assert compare_metadata(MigrationContext.configure(tx), metadata) == []


def test_migrating_twice_changes_nothing(db: Database) -> None:
    with db.begin() as tx:
        a_slip(tx)

    db.migrate()

    with db.read() as tx:
        assert len(slips.named(tx, ["935447"], now=NOW)) == 1


def test_a_database_of_a_newer_version_is_refused(db: Database) -> None:
    """B134."""
    with db.begin() as tx:
        tx.execute(sa.text("update alembic_version set version_num = '9999'"))

    with pytest.raises(SettingsMistake, match="versión más nueva"):
        db.migrate()


def test_sqlite_keeps_commits_through_power_loss(tmp_path: Path) -> None:
    """B27: read back on a connection of our own engine."""
    db = Database(f"sqlite:///{tmp_path / 'a.db'}")
    db.migrate()

    with db.read() as tx:
        got = [
            tx.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        ]

    assert got == ["wal", 2, 1, 15000]


def test_writing_transactions_begin_immediate(tmp_path: Path) -> None:
    """B29: a second writer waits at its beginning, and never finds itself unable to upgrade."""
    db = Database(f"sqlite:///{tmp_path / 'a.db'}")
    db.migrate()
    other = sqlite3.connect(tmp_path / "a.db", timeout=0, isolation_level=None)

    with db.begin(), pytest.raises(sqlite3.OperationalError, match="locked"):
        other.execute("BEGIN IMMEDIATE")
    with db.read():
        other.execute("BEGIN IMMEDIATE")
    other.close()


def test_a_transaction_that_raises_leaves_nothing(db: Database) -> None:
    with pytest.raises(RuntimeError), db.begin() as tx:
        a_slip(tx)
        raise RuntimeError

    with db.read() as tx:
        assert slips.named(tx, ["935447"], now=NOW) == ()


def test_a_database_that_is_away_is_a_closed_door(tmp_path: Path) -> None:
    """B33: and no empty database is made in its place."""
    missing = Database(f"sqlite:///{tmp_path / 'no' / 'such' / 'a.db'}")

    with pytest.raises(DoorClosed, match="no responde"):
        missing.migrate()


def test_a_file_that_is_no_database_is_a_closed_door(tmp_path: Path) -> None:
    (tmp_path / "cartas.db").write_bytes(b"Estimados senores: " * 300)

    with pytest.raises(DoorClosed, match="not a database"):
        Database(f"sqlite:///{tmp_path}/cartas.db").migrate()


@pytest.mark.parametrize("url", ["mysql://x/y", "not a url", "oracle://x"])
def test_a_url_that_cannot_be_used_is_a_mistake_of_the_settings(url: str) -> None:
    with pytest.raises(SettingsMistake, match=r"\[database\] url"):
        Database(url)


def test_no_network_call_stands_inside_a_transaction_on_sqlite(tmp_path: Path) -> None:
    """B29: the wrapper itself opens no socket."""
    opened: list[str] = []

    def watch(event: str, args: Any) -> None:
        if event.startswith("socket.connect"):
            opened.append(event)

    sys.addaudithook(watch)
    db = Database(f"sqlite:///{tmp_path / 'a.db'}")
    db.migrate()

    assert opened == []
