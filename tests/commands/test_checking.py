"""`comprobot check` on the shipped settings: everything is well but the inboxes, which nobody has switched on."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from houses import environment

from bot.commands import checking

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from bot.demo.server import MailServer


def test_the_shipped_settings_only_lack_an_inbox(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = checking.check(None, f"sqlite:///{tmp_path}/check.db", json=True)

    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert code == 1
    names = ["ajustes", "base de datos", "buzones", "lector", "plantillas", "panel", "manual"]
    assert [row["name"] for row in rows] == names
    assert "accesos desde facturamos@perseo.example" in rows[5]["sentence"]
    assert [row["name"] for row in rows if not row["well"]] == ["buzones"]
    assert "enabled = true" in rows[2]["sentence"]
    assert rows[2]["what_to_do"].startswith("Corrija en ese archivo")


def test_a_folder_that_the_server_has_not_is_said(
    tmp_path: Path, mail_server: MailServer, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, value in environment(mail_server).items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("COMPROBOT_INBOXES__CXC__FOLDERS", '["INBOX", "Renombrada"]')

    checking.check(None, f"sqlite:///{tmp_path}/check.db", json=True)

    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [row["name"] for row in rows if not row["well"]] == ["buzón cxc"]
