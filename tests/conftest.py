"""Fixtures that more than one room's tests ask for: databases and mail servers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import servers

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


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
