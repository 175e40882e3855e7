"""A person's word about a case, as it is typed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.commands import ingesting, looking, one_case, slipping
from bot.errors import ComprobotError

SHORT = Path(__file__).parent.parent / "receipts" / "files" / "039-mensaje 2.eml"


@pytest.fixture
def database(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """Give a house with one case that waits for its customer: 2,610.00 were paid of 2,900.00."""
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


def _rule(database: str, action: str, *said: str, reference: str | None = None) -> None:
    one_case.rule(1, action, None, database, said=said, reference=reference)


def _subjects(database: str, capsys: pytest.CaptureFixture[str]) -> list[str]:
    capsys.readouterr()
    looking.outbox(None, database, json=True)
    return [json.loads(line)["subject"] for line in capsys.readouterr().out.splitlines()]


def test_what_staff_ask_goes_out_though_the_bot_asked_before(database: str, capsys: pytest.CaptureFixture[str]) -> None:
    _rule(database, "ask", "account")

    subjects = _subjects(database, capsys)
    assert subjects == [
        "Su comprobante muestra otra cuenta de destino",
        "Faltan $290.00 para completar su pago",
    ]


def test_what_staff_accept_is_activated_once(database: str, capsys: pytest.CaptureFixture[str]) -> None:
    _rule(database, "accept", reference="975316")

    assert "Su panel está activo" in _subjects(database, capsys)
    with pytest.raises(ComprobotError, match="ya fue resuelto"):
        _rule(database, "accept", reference="975316")


def test_a_rejection_needs_its_reason(database: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(ComprobotError, match="--reason"):
        _rule(database, "reject")
    _rule(database, "reject", "No", "es", "nuestro")

    looking.cases(None, database, json=True, every=True)
    assert json.loads(capsys.readouterr().out.splitlines()[-1])["state"] == "rejected"


def test_a_case_that_is_not_there_is_named(database: str) -> None:
    with pytest.raises(ComprobotError, match="No existe el caso 7"):
        one_case.case(7, None, database, json=True)
