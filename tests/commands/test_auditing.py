"""audit verify and audit head, as they are typed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa
from typer.testing import CliRunner, Result

from bot.cli import commands

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def url(tmp_path: Path) -> str:
    """Give a house whose audit has two rows."""
    from datetime import UTC, datetime

    from bot.store import audit
    from bot.store.db import Database

    address = f"sqlite:///{tmp_path}/comprobot.db"
    database = Database(address)
    database.migrate()
    for name in ("a", "b"):
        with database.begin() as tx:
            audit.write(tx, name, at=datetime(2026, 11, 22, tzinfo=UTC), actor="bot", details={})
    database.close()
    return address


def _audit(*words: str) -> Result:
    return CliRunner().invoke(commands, ["audit", *words])


def test_a_whole_chain_is_said_in_a_sentence(url: str) -> None:
    said = _audit("verify", "--database", url)

    assert (said.exit_code, said.output.strip()) == (
        0,
        "La bitácora está completa: 2 renglones, cada uno sigue al anterior.",
    )


def test_a_cut_chain_ends_in_one_and_names_the_row(url: str) -> None:
    """B115: the head that was kept elsewhere catches it."""
    head = _audit("head", "--database", url).output.strip()
    engine = sa.create_engine(url)
    with engine.begin() as tx:
        tx.execute(sa.text("DROP TRIGGER audit_no_delete"))
        tx.execute(sa.text("DELETE FROM audit WHERE id = 2"))
    engine.dispose()

    said = _audit("verify", "--database", url, "--head", head)
    blind = _audit("verify", "--database", url, "--json")

    assert (said.exit_code, said.output.strip()) == (
        1,
        "La cadena de la bitácora no cuadra en el renglón 2. Avise al administrador.",
    )
    assert json.loads(blind.output)["rows"] == 1


@pytest.mark.parametrize(
    ("head", "sentence"),
    [("mañana", "se escribe como la dio"), ("2:abc", "no la firmó"), ("9:" + "0" * 64 + ":beef", "no la firmó")],
)
def test_a_head_that_is_not_ours_is_refused_with_a_sentence(url: str, head: str, sentence: str) -> None:
    said = _audit("verify", "--database", url, "--head", head)

    assert sentence in str(said.exception)
