"""report and replay, as they are typed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.commands import ingesting, replaying, reporting, slipping
from bot.errors import ComprobotError

SHORT = Path(__file__).parent.parent / "receipts" / "files" / "039-mensaje 2.eml"
STRICT = {"COMPROBOT_TRUST__STALE_AFTER_DAYS": "1"}


@pytest.fixture
def database(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """Give a house with one mail: 2,610.00 were paid of 2,900.00."""
    slips = tmp_path / "slips.csv"
    slips.write_text(
        "reference,amount,customer_name,customer_email,issued_at\n"
        "975316,2900.00,Ferretería Trejo,pagos@trejo.mx,2026-09-10\n"
    )
    url = f"sqlite:///{tmp_path}/comprobot.db"
    slipping.import_csv(slips, None, url)
    ingesting.ingest([SHORT], None, url, inbox="comprobantes", json=True, send=False)
    capsys.readouterr()
    return url


def lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_the_same_code_finds_nothing_to_say(database: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert replaying.replay(None, None, None, database, json=True) == 0

    assert lines(capsys) == [{"mails": 1, "different": 0, "false": {"part": 0, "of": 0}, "false_bounds": [0.0, 1.0]}]


def test_a_changed_setting_is_shown_as_a_table(
    database: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in STRICT.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("COLUMNS", "200")

    assert replaying.replay("2026-01-01", None, None, database, json=False) == 1

    shown = capsys.readouterr().out
    assert "1 de 1 correos se decidirían de otro modo" in shown
    assert "+ stale" in shown


def test_mails_before_the_day_are_left_out(database: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert replaying.replay("2999-01-01", None, None, database, json=True) == 0

    assert lines(capsys)[0]["mails"] == 0


def test_a_file_of_labels_that_is_none_is_refused(database: str, tmp_path: Path) -> None:
    wrong = tmp_path / "truth.jsonl"
    wrong.write_text('{"correo": 1}\n')

    with pytest.raises(ComprobotError, match="message_id"):
        replaying.replay(None, wrong, None, database, json=True)


def test_the_report_says_why_and_how_long(database: str, capsys: pytest.CaptureFixture[str]) -> None:
    reporting.report(None, None, database, json=True)

    (row,) = lines(capsys)
    assert row["automatic"] == {"part": 0, "of": 0}
    assert row["overdue"] == 0
    assert row["false_bounds"] == [0.0, 1.0]


def test_the_report_is_a_table_in_spanish(
    database: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    reporting.report("2026-01-01", None, database, json=False)

    shown = capsys.readouterr().out
    assert "constancias activadas sin una persona" in shown
    assert "sin casos con qué comparar" in shown


def test_a_day_that_is_none_is_refused(database: str) -> None:
    with pytest.raises(ComprobotError, match="2026-11-22"):
        reporting.report("ayer", None, database, json=False)
