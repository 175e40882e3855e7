"""A database URL -> transactions on SQLite or PostgreSQL, migrated and checked."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from bot import failpoints
from bot.errors import DoorClosed, SettingsMistake

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

Tx = sa.Connection
"""One open transaction; every question of the store takes it and none opens or ends one."""


def insert_new(tx: Tx, table: sa.Table, **values: Any) -> bool:
    """Write a row unless a unique rule says that it is there; return whether it was written, also in a race."""
    from sqlalchemy.dialects import postgresql, sqlite

    into = sqlite.insert(table) if tx.dialect.name == "sqlite" else postgresql.insert(table)
    written = into.values(**values).on_conflict_do_nothing().returning(sa.literal(1))
    return tx.execute(written).first() is not None


def insert(tx: Tx, table: sa.Table, **values: Any) -> int:
    """Return the id of a new row; sqlalchemy.exc.IntegrityError when it breaks a unique rule."""
    made = tx.execute(sa.insert(table).values(**values)).inserted_primary_key
    return int(made[0]) if made else 0


def lock_of(file: Path) -> Path:
    """Return the file whose lock says that a process works on this SQLite file."""
    return file.with_name(file.name + ".lock")


_MIGRATIONS = Path(__file__).parent / "migrations"


class Database:
    """The one database of a house."""

    def __init__(self, url: str) -> None:
        """Make the engine for `url` and open nothing yet; SettingsMistake when the URL cannot be used."""
        try:
            self.engine = _engine(url)
        except (sa.exc.ArgumentError, ModuleNotFoundError) as error:
            raise SettingsMistake(f"bot.toml [database] url: no se puede usar esta dirección ({error}).") from error
        self.is_sqlite = self.engine.dialect.name == "sqlite"

    @contextmanager
    def begin(self) -> Iterator[Tx]:
        """Yield a writing transaction, committed at the end; DoorClosed when the database is away."""
        with _said():
            with self.engine.begin() as tx:
                yield tx
                failpoints.hit("commit", _full)
            failpoints.hit("committed", _full)

    @contextmanager
    def read(self) -> Iterator[Tx]:
        """Yield a transaction that only reads, so that on SQLite it waits for no writer."""
        with _said(), self.engine.connect().execution_options(only_reads=True) as tx, tx.begin():
            yield tx

    def file(self) -> Path | None:
        """Return the SQLite file, None on PostgreSQL."""
        name = self.engine.url.database
        return Path(name) if self.is_sqlite and name else None

    def sqlite_version(self) -> str | None:
        """Return the version of SQLite's library, None on PostgreSQL (B28)."""
        import sqlite3

        return sqlite3.sqlite_version if self.is_sqlite else None

    def clock(self) -> datetime:
        """Return the database's own now: leases are measured by it (B34)."""
        if self.is_sqlite:  # same machine, same clock
            return datetime.now(UTC)  # noqa: TID251  the lease clock of SQLite is this process's own
        with self.read() as tx:
            moment: datetime = tx.execute(sa.text("select clock_timestamp()")).scalar_one()
        return moment.astimezone(UTC)

    def migrate(self) -> None:
        """Bring the tables to this version; SettingsMistake when the database is of a newer one."""
        from alembic import command
        from alembic.config import Config
        from alembic.util import CommandError

        self._assert_not_gone()
        config = Config()
        config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
        with self.begin() as tx:
            if not self.is_sqlite:
                tx.execute(sa.text("select pg_advisory_xact_lock(72013)"))  # two processes never migrate at once
            config.attributes["connection"] = tx
            try:
                command.upgrade(config, "head")
            except CommandError as error:
                raise SettingsMistake(
                    f"La base de datos es de una versión más nueva que este programa; actualice el programa ({error})."
                ) from error
        self._assert_durable()

    def _assert_not_gone(self) -> None:
        """Refuse to begin anew where a bot has worked: an empty database would answer the whole mailbox again (B33)."""
        file = self.file()
        if file is not None and not file.exists() and lock_of(file).exists():
            raise SettingsMistake(
                f"La base de datos {file} ya no está, aunque un Comprobot trabajó con ella: devuélvala a su lugar, o "
                f"borre {lock_of(file).name} si de verdad quiere empezar con una vacía."
            )

    def _assert_durable(self) -> None:
        """Refuse a SQLite that would forget commits on power loss (B27)."""
        if not self.is_sqlite:
            return
        with self.read() as tx:
            got = {name: tx.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in _WANTED}
        if got != _WANTED:
            raise SettingsMistake(f"SQLite no acepta los ajustes de durabilidad: {got}, se necesitan {_WANTED}.")

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()


# synchronous=FULL (2): with NORMAL a commit may vanish on power loss
_WANTED = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


def _engine(url: str) -> sa.Engine:
    engine = sa.create_engine(url, pool_pre_ping=not url.startswith("sqlite"))
    if engine.dialect.name == "sqlite":
        sa.event.listen(engine, "connect", _set_pragmas)
        sa.event.listen(engine, "begin", _begin)
    elif engine.dialect.name != "postgresql":
        raise SettingsMistake(f"bot.toml [database] url: se admite SQLite o PostgreSQL, no {engine.dialect.name}.")
    return engine


def _set_pragmas(connection: sqlite3.Connection, _record: Any) -> None:
    connection.isolation_level = None  # else Python begins for us, and DEFERRED (B29)
    connection.execute("PRAGMA busy_timeout=15000")
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA foreign_keys=ON")


def _begin(connection: sa.Connection) -> None:
    only_reads = connection.get_execution_options().get("only_reads", False)
    connection.exec_driver_sql("BEGIN" if only_reads else "BEGIN IMMEDIATE")


def _full() -> Exception:
    return sa.exc.OperationalError("COMMIT", None, OSError("database or disk is full"))


@contextmanager
def _said() -> Iterator[None]:
    """Turn a database that is away, locked, full, read-only or no database at all into DoorClosed."""
    try:
        yield
    except sa.exc.TimeoutError as error:  # every connection of the pool was busy for half a minute
        raise DoorClosed("La base de datos no tiene una conexión libre.") from error
    except sa.exc.DatabaseError as error:
        if type(error) not in (sa.exc.OperationalError, sa.exc.DatabaseError):  # a broken rule is a mistake of ours
            raise
        raise DoorClosed(f"La base de datos no responde: {error.orig}") from error
