"""The audit only grows, and a changed, deleted, moved or cut off row is found."""

from __future__ import annotations

from threading import Thread
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa
from store_samples import NOW

from bot.store import audit
from bot.store.audit import Head
from bot.store.tables import audit as table

if TYPE_CHECKING:
    from bot.store.db import Database, Tx

FIVE = 5


@pytest.fixture
def db(database_url: str) -> Database:
    """Give a database whose audit has five rows."""
    from bot.store.db import Database

    database = Database(database_url)
    database.migrate()
    for number in range(FIVE):
        with database.begin() as tx:
            audit.write(tx, "mail_decided", at=NOW, actor="bot", details={"mail": number, "ñ": "señal"})
    return database


def _unguarded(tx: Tx) -> None:
    """Take the database's own guard away, as somebody with its password could."""
    if tx.dialect.name == "sqlite":
        tx.execute(sa.text("DROP TRIGGER audit_no_update"))
        tx.execute(sa.text("DROP TRIGGER audit_no_delete"))
    else:
        tx.execute(sa.text("DROP TRIGGER audit_only_grows ON audit"))


def test_an_untouched_chain_verifies(db: Database) -> None:
    """B115."""
    with db.read() as tx:
        found = audit.verified(tx, audit.head(tx))

    assert (found.rows, found.broken_at, found.head.row) == (FIVE, None, FIVE)


@pytest.mark.parametrize("statement", ["UPDATE audit SET actor = 'otro'", "DELETE FROM audit WHERE id = 3"])
def test_the_database_refuses_to_change_a_row(db: Database, statement: str) -> None:
    """B115: also whoever writes SQL by hand."""
    with pytest.raises(sa.exc.DBAPIError, match="only grows"), db.engine.begin() as tx:
        tx.execute(sa.text(statement))


@pytest.mark.parametrize(
    ("column", "value"),
    [("actor", "otro"), ("event", "activated"), ("details", {"mail": 99}), ("at", NOW.replace(hour=3))],
)
def test_a_changed_row_is_named(db: Database, column: str, value: object) -> None:
    """B115: the first bad row is named."""
    with db.begin() as tx:
        _unguarded(tx)
        tx.execute(sa.update(table).where(table.c.id == 3).values({column: value}))

        assert audit.verified(tx).broken_at == 3


def test_a_deleted_row_is_seen_at_the_one_after_it(db: Database) -> None:
    with db.begin() as tx:
        _unguarded(tx)
        tx.execute(sa.delete(table).where(table.c.id == 2))

        assert audit.verified(tx).broken_at == 3


def test_two_rows_that_changed_places_are_seen(db: Database) -> None:
    with db.begin() as tx:
        _unguarded(tx)
        for old, new in ((2, 99), (3, 2), (99, 3)):
            tx.execute(sa.update(table).where(table.c.id == old).values(id=new))

        assert audit.verified(tx).broken_at == 2


def test_a_cut_off_end_is_seen_by_the_head_that_was_kept(db: Database) -> None:
    """B115: truncation is caught by the external head, and by nothing else."""
    with db.begin() as tx:
        kept = audit.head(tx)
        _unguarded(tx)
        tx.execute(sa.delete(table).where(table.c.id > 3))

        assert audit.verified(tx).broken_at is None
        assert audit.verified(tx, kept).broken_at == 4


def test_a_chain_written_anew_does_not_pass_for_the_kept_one(db: Database) -> None:
    with db.begin() as tx:
        kept = audit.head(tx)
        _unguarded(tx)
        tx.execute(sa.delete(table))
        for number in range(FIVE):
            audit.write(tx, "mail_decided", at=NOW, actor="bot", details={"mail": number + 1})
        rows = tx.execute(sa.select(table.c.id)).scalars().all()

        found = audit.verified(tx, kept)

    assert found.broken_at is not None
    assert found.broken_at in {*rows, kept.row}


def test_a_gap_in_the_numbers_is_no_break(db: Database) -> None:
    """A rolled back transaction uses a number up on PostgreSQL."""
    with db.engine.connect() as tx:
        audit.write(tx, "mail_decided", at=NOW, actor="bot", details={})
        tx.rollback()
    with db.begin() as tx:
        audit.write(tx, "mail_decided", at=NOW, actor="bot", details={})

        assert audit.verified(tx).broken_at is None


def test_an_empty_chain_is_whole(database_url: str) -> None:
    from bot.store.db import Database

    database = Database(database_url)
    database.migrate()
    with database.read() as tx:
        assert audit.verified(tx) == audit.Verdict(0, None, Head(0, audit.NOTHING_BEFORE))


def test_rows_written_at_once_by_many_follow_one_another(db: Database) -> None:
    """B115: no two rows follow the same one."""

    def write_ten() -> None:
        for number in range(10):
            with db.begin() as tx:
                audit.write(tx, "alarm", at=NOW, actor="bot", details={"n": number})

    writers = [Thread(target=write_ten) for _ in range(6)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()

    with db.read() as tx:
        found = audit.verified(tx)
    assert (found.rows, found.broken_at) == (FIVE + 60, None)
