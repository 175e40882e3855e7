"""A fresh database of each kind, migrated."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.store.db import Database

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def db(database_url: str) -> Iterator[Database]:
    database = Database(database_url)
    database.migrate()
    yield database
    database.close()
