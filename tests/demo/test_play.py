"""The demo takes nothing that is not its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.demo import play
from bot.errors import ComprobotError

if TYPE_CHECKING:
    from pathlib import Path

    from houses import Story


def test_a_folder_with_other_things_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "cartas").mkdir()
    (tmp_path / "tesis.txt").write_text("años de trabajo")

    with pytest.raises(ComprobotError, match="--folder"):
        play.clear(tmp_path)

    assert (tmp_path / "tesis.txt").read_text() == "años de trabajo"


def test_the_folder_of_an_earlier_demo_is_emptied(tmp_path: Path) -> None:
    folder = tmp_path / "muestra"
    play.clear(folder)
    (folder / "cartas" / "01-acuse.eml").write_text("de ayer")

    play.clear(folder)

    assert [file.name for file in sorted(folder.iterdir())] == ["cartas", "demostracion.txt"]
    assert list((folder / "cartas").iterdir()) == []


def test_a_folder_that_cannot_be_made_is_said_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "archivo").write_text("")

    with pytest.raises(ComprobotError, match="no se puede escribir"):
        play.clear(tmp_path / "archivo" / "muestra")


def test_a_database_in_use_hands_no_real_letter_to_the_demos_server(story: Story) -> None:
    story.slip()

    with pytest.raises(ComprobotError, match="vacía"):
        play.issue_slips(story.house, story.clock())
