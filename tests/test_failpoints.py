"""What COMPROBOT_FAILPOINTS asks for, and what happens when nobody asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot import failpoints
from bot.errors import DoorClosed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.store.db import Database


@pytest.fixture(autouse=True)
def _disarmed() -> Iterator[None]:
    yield
    failpoints.arm(None, die=lambda: None)


def test_nothing_fails_and_nothing_is_counted_when_nobody_asks() -> None:
    failpoints.arm(None, die=pytest.fail)

    failpoints.hit("commit")

    assert failpoints.armed is None


def test_the_call_that_was_named_fails_and_no_other() -> None:
    died: list[str] = []
    failpoints.arm("smtp@2=kill, panel@1=exception", die=lambda: died.append("killed"))

    failpoints.hit("smtp")
    assert died == []
    failpoints.hit("smtp")
    assert died == ["killed"]
    with pytest.raises(RuntimeError, match="panel@1"):
        failpoints.hit("panel")
    failpoints.hit("panel")


@pytest.mark.parametrize("asked", ["commit=kill", "comit@1=kill", "commit@1=die", "commit@x=kill", "commit@1"])
def test_what_cannot_be_meant_is_refused(asked: str) -> None:
    with pytest.raises(ValueError, match="commit@17=kill"):
        failpoints.arm(asked, die=lambda: None)


def test_a_full_disk_at_a_commit_writes_nothing_and_closes_the_door(db: Database) -> None:
    """B32: the caller learns that the database is away, and of the transaction nothing is left."""
    from bot.store import customers

    failpoints.arm("commit@1=disk_full", die=lambda: None)

    with pytest.raises(DoorClosed, match="full"), db.begin() as tx:
        customers.enrol(tx, [("Ana", "ana@x.example", None)])

    with db.read() as tx:
        assert customers.by_email(tx, "ana@x.example") is None


def test_what_fails_after_the_commit_was_written_all_the_same(db: Database) -> None:
    from bot.store import customers

    failpoints.arm("committed@1=exception", die=lambda: None)

    with pytest.raises(RuntimeError), db.begin() as tx:
        customers.enrol(tx, [("Ana", "ana@x.example", None)])

    with db.read() as tx:
        assert customers.by_email(tx, "ana@x.example") is not None
