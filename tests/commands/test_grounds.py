"""Why, in words: a case says where each value was read, by what it was decided, and what became of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.commands import grounds, ingesting, one_case, slipping
from bot.matching.rules import RULES

SHORT = Path(__file__).parent.parent / "receipts" / "files" / "039-mensaje 2.eml"


@pytest.fixture
def database(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """Give a house with one case: 2,610.00 were paid of 2,900.00."""
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


def test_every_value_says_where_it_was_read(database: str, capsys: pytest.CaptureFixture[str]) -> None:
    one_case.case(1, None, database, json=False)

    shown = capsys.readouterr().out.splitlines()
    assert "  · importe: página 1, página web, «$2,610.00 MXN»" in shown
    assert "  · referencia: página 1, página web, «0975316»" in shown
    assert (
        f"  · el bot decidió: se pregunta al cliente 975316; de {len(RULES)} reglas objetaron amount_differs" in shown
    )
    assert any(line.startswith("  · remitente sin verificar, dirección sin registro, primer pago") for line in shown)
    assert any("límite de un comprobante sin el banco: $10,000.00" in line for line in shown)
    assert any(line.startswith("  · programa ") and ", ajustes " in line for line in shown)


def test_a_persons_word_stands_beside_the_bots(database: str, capsys: pytest.CaptureFixture[str]) -> None:
    one_case.rule(1, "reject", None, database, said=("no", "es", "nuestro"), reference=None)
    capsys.readouterr()

    one_case.case(1, None, database, json=True)
    row = json.loads(capsys.readouterr().out)
    one_case.case(1, None, database, json=False)
    shown = capsys.readouterr().out

    assert (row["claims"][0]["outcome"], row["claims"][0]["because"]["outcome"]) == ("ignore", "ask")
    assert row["claims"][0]["because"]["objections"] == ["amount_differs"]
    assert row["claims"][0]["because"]["known"]["trust"]["receipt_alone_up_to"] == 1_000_000
    assert [one["field"] for one in row["claims"][0]["evidence"]][:2] == ["amount", "references"]
    assert "«no es nuestro»" in shown
    assert "motivos: amount_differs" in shown


def test_a_row_of_the_audit_says_its_details() -> None:
    entry = {
        "at": "2026-11-22T16:00:00",
        "actor": "bot",
        "event": "case_merged",
        "details": {"from": 7, "why": "el mismo pago"},
    }

    assert (
        grounds.history(entry)
        == "2026-11-22 16:00:00 UTC · bot · se unió con otro caso (del caso 7, por el mismo pago)"
    )
