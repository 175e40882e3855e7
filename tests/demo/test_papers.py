"""Each paper is drawn as its bank would, and the real reader reads from it what was paid."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest

from bot.demo import camera, papers, people
from bot.model import Receipt, Vendor
from bot.receipts import read
from bot.receipts.reader import Reader

NOW = datetime(2026, 11, 22, 21, 0, tzinfo=UTC)
PAID = papers.Payment(
    "Papelería El Faro", 130500, datetime(2026, 11, 21, 9, 48, 27, tzinfo=ZoneInfo("America/Mexico_City")),
    "2026112140137180479346", "1804793", "935447", "PAGO 935447",
)  # fmt: skip
VENDOR = Vendor(
    name="Sistemas Perseo S.A. de C.V.", brand="Perseo", payee_accounts=(papers.ACCOUNT, papers.CLABE),
    sales_address="", phones=(), panel_url="", manual_url="", privacy_url="", own_addresses=(), staff_address="",
)  # fmt: skip


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    reader = Reader()
    yield reader
    reader.close()


def the_payment(reader: Reader, name: str, content: bytes) -> Receipt:
    found = read.receipts_of(reader.read_file(name, content), VENDOR)
    assert len(found) == 1
    return found[0]


PAPERS = {
    "valle.pdf": papers.valle(PAID),
    "norteno.pdf": papers.norteno(PAID),
    "colibri.png": papers.colibri(PAID),
    "nopal.png": papers.nopal(PAID),
    "aviso.html": papers.notice(PAID).encode(),
    "escaneo.pdf": camera.scanned(papers.norteno(PAID, "png")),
    "ventanilla.jpg": camera.photographed(papers.teller(PAID)),
    "ventanilla.heic": camera.photographed(papers.teller(PAID), "HEIF", seed=11),
}


@pytest.mark.parametrize("name", PAPERS)
def test_the_reader_reads_what_was_paid(reader: Reader, name: str) -> None:
    receipt = the_payment(reader, name, PAPERS[name])

    assert receipt.references == ("935447",)
    assert receipt.amount == 130500
    assert receipt.paid_on == PAID.paid_at.date()
    assert receipt.paid_time in (time(9, 48), time(9, 48, 27))
    assert receipt.tracking_key == PAID.tracking_key
    assert receipt.payee_account is not None
    assert receipt.payee_account.endswith("6374")
    assert receipt.status == "completed"


def test_an_empty_reference_is_printed_as_the_date_and_not_believed(reader: Reader) -> None:
    paid = replace(PAID, reference=None, concept="PAGO SISTEMA")

    receipt = the_payment(reader, "captura.png", papers.colibri(paid))

    assert paid.printed_reference == "211126"
    assert receipt.references == ()


def test_a_cheque_is_read_as_one(reader: Reader) -> None:
    paper = papers.teller(PAID, "CHEQUE SALVO BUEN COBRO", "pdf")

    assert "cheque" in the_payment(reader, "ficha.pdf", paper).flags
    own_account = the_payment(reader, "pago.pdf", papers.norteno(PAID))  # it prints "Cheques ···7740"
    assert "cheque" not in own_account.flags


def test_our_own_slip_is_no_receipt(reader: Reader) -> None:
    drawn = papers.constancia(people.slips(NOW)[0], ("comprobantes@facturamos.example",))

    documents = reader.read_file("constancia.pdf", drawn)

    assert read.receipts_of(documents, VENDOR) == ()
    assert "payment_slip" in read.flags_of(documents, VENDOR)


def test_a_notice_cannot_be_broken_by_a_name() -> None:
    assert "<b>" not in papers.notice(replace(PAID, payer="<b>Yo</b>")).split("<table")[0]
