"""Mail from files of any arrangement."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from story_samples import mail

from bot.commands import ingesting

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_a_maildir_with_a_folder_inside_and_without_new_mail_is_taken(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    current = tmp_path / "Maildir" / "cur"
    (current / "otra").mkdir(parents=True)
    (current / "1:2,S").write_bytes(mail())

    ingesting.ingest(
        [tmp_path / "Maildir"], None, f"sqlite:///{tmp_path}/a.db", inbox="comprobantes", json=True, send=False
    )

    (told,) = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert (told["file"], told["outcome"]) == (str(current / "1:2,S"), "review")
