"""What staff read of an invoice under its case."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from story_samples import ANA, Paid, mail, receipt

from bot.commands import ingesting, one_case, slipping
from bot.errors import ComprobotError

if TYPE_CHECKING:
    from pathlib import Path

SAID = """Anexo mi pago y solicito factura.
RFC: VACE460910SX6
Nombre: Eva Vargas Cano
Régimen fiscal: 605
C.P. 64000
Uso de CFDI: G03
"""

PROVEN = "mx.perseo.mx; dmarc=pass header.from=papeleria.example"


@pytest.fixture
def database(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> str:
    """Give a house with one activated slip whose customer wants an invoice, and has another RFC on file."""
    (tmp_path / "slips.csv").write_text(
        "reference,amount,customer_name,customer_email,rfc,issued_at\n"
        f"935447,1305.00,Papelería Ana,{ANA},GODE561231GR8,2026-11-20\n"
    )
    (tmp_path / "pago.eml").write_bytes(mail(receipt(), text=SAID, headers=(("Authentication-Results", PROVEN),)))
    monkeypatch.setenv("COMPROBOT_INBOXES__COMPROBANTES__AUTHSERV_ID", "mx.perseo.mx")
    url = f"sqlite:///{tmp_path}/comprobot.db"
    slipping.import_csv(tmp_path / "slips.csv", None, url)
    ingesting.ingest([tmp_path / "pago.eml"], None, url, inbox="comprobantes", json=True, send=False)
    capsys.readouterr()
    return url


def test_the_invoice_stands_under_its_case(database: str, capsys: pytest.CaptureFixture[str]) -> None:
    one_case.case(1, None, database, json=False)

    lines = capsys.readouterr().out.splitlines()
    start = lines.index(
        "Factura de 935447: RFC VACE460910SX6 · nombre EVA VARGAS CANO · régimen 605 · C.P. 64000 · uso G03"
        " · forma de pago 03 (según su correo)"
    )
    assert lines[start + 1 : start + 5] == [
        "  - falta: uso de CFDI",
        "  - el dígito verificador del RFC VACE460910SX6 no corresponde; compárelo con la Constancia",
        "  - el RFC VACE460910SX6 no es el que el cliente tiene registrado (GODE561231GR8)",
        "  - el uso G03 no corresponde al régimen 605 de una persona física",
    ]


def test_programs_read_it_too(database: str, capsys: pytest.CaptureFixture[str]) -> None:
    one_case.case(1, None, database, json=True)

    (invoice,) = json.loads(capsys.readouterr().out)["invoices"]
    assert (invoice["slip"], invoice["rfc"], invoice["missing"]) == ("935447", "VACE460910SX6", ["uso de CFDI"])


def test_a_note_and_a_reversal_stand_in_the_case(database: str, capsys: pytest.CaptureFixture[str]) -> None:
    """B107"""
    one_case.rule(1, "note", None, database, said=("Llamó", "el", "cliente."), reference=None)
    one_case.rule(1, "reverse", None, database, said=("El", "banco", "lo", "devolvió"), reference="935447")
    done = capsys.readouterr().out.splitlines()
    one_case.case(1, None, database, json=True)
    case = json.loads(capsys.readouterr().out)

    assert done == ["Nota guardada en C-1.", "Activación de 935447 revertida: «El banco lo devolvió»."]
    assert case["state"] == "desk"
    assert [one["event"] for one in case["audit"]][-2:] == ["note", "activation_reverted"]


def test_a_reversal_without_its_reason_is_refused(database: str) -> None:
    with pytest.raises(ComprobotError, match="Escriba el motivo"):
        one_case.rule(1, "reverse", None, database, said=(), reference="935447")


def test_who_looks_first_reads_the_letters_of_a_division_and_nothing_is_done(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "slips.csv").write_text(
        "reference,amount,customer_name,customer_email,issued_at\n"
        f"935447,600.00,Papelería Ana,{ANA},2026-11-20\n935448,800.00,Papelería Ana,{ANA},2026-11-20\n"
    )
    (tmp_path / "pago.eml").write_bytes(mail(receipt(Paid("$1,000.00 MXN"))))
    url = f"sqlite:///{tmp_path}/comprobot.db"
    slipping.import_csv(tmp_path / "slips.csv", None, url)
    ingesting.ingest([tmp_path / "pago.eml"], None, url, inbox="comprobantes", json=True, send=False)
    one_case.case(1, None, url, json=True)
    before = capsys.readouterr().out.splitlines()[-1]

    said = ("935447=600.00", "935448=400.00")
    one_case.look(1, "split", None, url, said=said, reference="935447,935448")
    shown = capsys.readouterr().out
    one_case.case(1, None, url, json=True)

    assert "dividió el pago: $600.00 a 935447, $400.00 a cuenta de 935448" in shown
    assert f"Carta para {ANA}: " in shown
    assert "transfiera $400.00 con la misma referencia 935448" in " ".join(shown.split())
    assert capsys.readouterr().out.splitlines()[-1] == before
    with pytest.raises(ComprobotError, match="Quedan por repartir"):
        one_case.look(1, "split", None, url, said=("935447=600.00", "935448=300.00"), reference="935447,935448")
    with pytest.raises(ComprobotError, match="No hay una acción"):
        one_case.look(1, "note", None, url, said=("Hola",), reference=None)
