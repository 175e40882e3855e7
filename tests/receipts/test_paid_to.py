"""Who was paid, where no whole account of ours is printed: a convenio, and the bank that received it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.model import Document, Evidence, Page, Receipt, Vendor, Word
from bot.receipts import read
from bot.receipts.confirm import confirmed
from bot.receipts.payee_accounts import is_ours

OURS = Vendor(
    name="Sistemas Perseo S.A. de C.V.", brand="Perseo", payee_accounts=("0101644637", "012164001016446374"),
    sales_address="", phones=(), panel_url="", manual_url="", privacy_url="", own_addresses=(), staff_address="",
    convenios=("0001712349",),
)  # fmt: skip
SERVICE = (
    ("Pago de servicio", ""), ("Estatus", "Operación exitosa"), ("Convenio CIE", "1712349"), ("Referencia", "935447"),
    ("Concepto", "CONSTANCIA"), ("Importe", "$1,305.00"), ("Fecha", "14/09/2026"), ("Hora", "12:31"),
    ("Guía CIE", "0048213"),
)  # fmt: skip
TRANSFER = (
    ("Transferencia exitosa", ""), ("Importe", "$1,305.00"), ("Cuenta destino", "****6374"),
    ("Referencia", "935447"), ("Fecha", "14/09/2026"), ("Folio", "884412"),
)  # fmt: skip


def read_off(rows: tuple[tuple[str, str], ...], vendor: Vendor = OURS, **changed: str) -> Receipt:
    """Return what is read of labels and values in two columns; `changed` replaces the value of a label."""
    shown = [(label, changed.get(label.split()[0].casefold(), value)) for label, value in rows]
    words = tuple(
        Word(text, (left, 30.0 * row, left + 8 * len(text), 30.0 * row + 20))
        for row, cells in enumerate(shown)
        for left, text in zip((40.0, 340.0), cells, strict=True)
        if text
    )
    document = Document("pago.pdf", "pdf", "paper", 1, (Page(1, 800, 800, "text_layer", words),))
    (receipt,) = read.receipts_of((document,), vendor)
    return receipt


@pytest.mark.parametrize("printed", ["1712349", "001712349", "1712349 SISTEMAS PERSEO"])
@pytest.mark.parametrize("label", ["Convenio CIE", "Convenio", "Número de convenio", "CIE", "Emisora", "Servicio"])
def test_a_convenio_of_ours_is_read_under_its_label(label: str, printed: str) -> None:
    rows = tuple((label, printed) if name == "Convenio CIE" else (name, value) for name, value in SERVICE)

    receipt = read_off(rows)

    assert (receipt.convenio, receipt.payee_account) == ("1712349", None)
    assert (receipt.references, receipt.amount) == (("935447",), 130500)
    assert [proof.text for proof in receipt.evidence if proof.field == "convenio"] == [printed]
    assert "1712349" not in receipt.candidates


@pytest.mark.parametrize("other", ["1712340", "17123499", "$1,712,349.00", "17-12-349"])
def test_another_number_under_that_label_is_nobodys(other: str) -> None:
    assert read_off(SERVICE, convenio=other).convenio is None


def test_our_number_anywhere_else_is_no_convenio() -> None:
    receipt = read_off((*TRANSFER, ("Terminal", "1712349")))

    assert receipt.convenio is None


def test_the_convenio_is_looked_at_again() -> None:
    """B139"""
    receipt = read_off(SERVICE)
    seen = ("$1,305.00", "935447", "1712349")

    assert len(read.looks(receipt)) == 3
    assert read.confirmed(receipt, seen).flags == ()
    assert read.confirmed(receipt, (*seen[:2], "1712849")).flags == ("unconfirmed",)


@pytest.mark.parametrize(
    ("label", "printed", "bank"),
    [
        ("Banco destino", "BANORTE", "BANORTE"),
        ("Banco receptor", "BBVA MEXICO", "BBVA"),
        ("Institución beneficiaria", "BBVA BANCOMER", "BBVA"),
        ("Banco destino", "SISTEMAS PERSEO", None),
        ("Banco", "SANTANDER", None),  # it may be the payer's
        ("Banco emisor", "SANTANDER", None),
        ("Institución financiera", "SANTANDER", None),
        ("Entidad bancaria", "SANTANDER", None),
    ],
)
def test_the_bank_that_received_it_is_the_one_that_is_called_so(label: str, printed: str, bank: str | None) -> None:
    assert read_off((*TRANSFER, (label, printed))).payee_bank == bank


def test_a_bank_beside_the_account_received_it_too() -> None:
    assert read_off(TRANSFER, cuenta="BANORTE ****6374").payee_bank == "BANORTE"


def test_two_banks_that_received_it_are_none() -> None:
    assert read_off((*TRANSFER, ("Banco destino", "BANORTE")), cuenta="BBVA ****6374").payee_bank is None


def test_the_folio_says_what_the_paper_calls_it() -> None:
    assert read_off(TRANSFER).folio_label == "folio"
    called = tuple(("No. de autorización", value) if name == "Folio" else (name, value) for name, value in TRANSFER)
    assert read_off(called).folio_label == "no. de autorizacion"


WITHOUT_ACCOUNT = tuple(row for row in TRANSFER if row[0] != "Cuenta destino")


@pytest.mark.parametrize(
    ("rows", "account"),
    [
        ((("a Sistemas Perseo·BBVA *6374", ""),), "*6374"),
        ((("Cuenta terminación", ""), ("*6374", "")), "*6374"),
        ((("Recibimos para abono a la cuenta BBVA terminacion", ""), ("4637 a nombre de PERSEO", "")), "*4637"),
        ((("DEP BBVA XXXXXX4637", ""),), "XXXXXX4637"),
        ((("TARJETA", "************4410"), ("BBV*************6374", "")), "************6374"),
        ((("TARJETA XXXXXXXXXXXX6847", ""), ("A LA CTA", "★ 6374")), "★ 6374"),
        ((("Cuenta inscrita", "012164******446374"),), "012164******446374"),
        ((("Beneficiario", "012164001016446374SISTEMAS PERSEO SA"),), "012164001016446374"),
        ((("Cuenta destino", ""), ("SISTEMAS PERSEO", ""), ("6374 BBVA MEXICO", "")), "*6374"),
        ((("Cuenta destíno", ""), ("CLABE-374· BBVA MEXICO", "")), "CLABE-374"),
        ((("Retiramos de", "HEY *1130"), ("CLABE", "012164********6374")), "012164********6374"),
        ((("Cuenta", "95767268847"), ("Titular", "ANA RUIZ"), ("Cuenta destino", "****8841")), "****8841"),
    ],
)
def test_our_account_is_known_by_its_digits_wherever_it_stands(rows: tuple[tuple[str, str], ...], account: str) -> None:
    """F6: nobody pays us from our own account, so only another account that is called the payee's outweighs it."""
    assert read_off((*WITHOUT_ACCOUNT, *rows)).payee_account == account


@pytest.mark.parametrize(
    "rows",
    [
        (("Cuenta origen", "*6374"),),
        (("Referencia bancaria", "6374"),),
        (("Saldo", "$6,374.00"),),
        (("Vigencia", "6374"),),
        (("CAJERO 6374", ""),),
        (("Sucursal 0374 BBVA", ""),),
    ],
)
def test_digits_like_the_end_of_our_account_are_not_our_account(rows: tuple[tuple[str, str], ...]) -> None:
    assert read_off((*WITHOUT_ACCOUNT, *rows)).payee_account is None


@pytest.mark.parametrize("printed", ["****8841", "012180001234567897", "BANORTE 8841"])
def test_another_account_that_is_called_the_payees_outweighs_ours(printed: str) -> None:
    """F6"""
    receipt = read_off((*WITHOUT_ACCOUNT, ("a Sistemas Perseo·BBVA *6374", ""), ("Cuenta destino", printed)))

    assert receipt.payee_account in (printed, "*8841")


PAID_TO_US = (*TRANSFER, ("Beneficiario", "SISTEMAS PERSEO SA DE CV"))


@pytest.mark.parametrize(
    ("rows", "name"),
    [
        ((("Ordenante", "4042671696 MXN - ASESORES FISCALES SC"),), "ASESORES FISCALES SC"),
        ((("Ordenante", "SISTEMAS PERSEO SA DE CV"),), None),
        ((("De", "Banorte Movil <alertas@banorte.example"),), None),
    ],
)
def test_a_payers_name_is_a_name_and_never_ours(rows: tuple[tuple[str, str], ...], name: str | None) -> None:
    assert read_off((*PAID_TO_US, *rows)).payer_name == name


@pytest.mark.parametrize(
    ("rows", "bank"),
    [
        ((("DEPOSITO A BBVA", ""),), None),
        ((("a Sistemas Perseo de BBVA", ""),), None),
        ((("Beneficiario", "SISTEMAS PERSEO"), ("BBVA MEXICO", "")), None),
        ((("Banorte Movil", ""), ("DEPOSITO A BBVA", "")), "BANORTE"),
    ],
)
def test_the_bank_that_was_paid_is_not_called_the_payers(rows: tuple[tuple[str, str], ...], bank: str | None) -> None:
    assert read_off((*TRANSFER, *rows)).payer_bank == bank


@pytest.mark.parametrize(
    ("printed", "name"), [("****6374 BBVA", None), ("BBVA MEXICO", "BBVA MEXICO"), ("ANA RUIZ", "ANA RUIZ")]
)
def test_an_account_with_its_bank_is_no_name_of_him_who_was_paid(printed: str, name: str | None) -> None:
    assert read_off((*TRANSFER, ("Beneficiario", printed))).payee_name == name


@pytest.mark.parametrize("line", ["SEC. 413826", "TRX 413826", "AUT 413826", "CAJA 413826"])
def test_a_tills_own_number_is_not_even_a_candidate(line: str) -> None:
    assert "413826" not in read_off((*TRANSFER, (line, ""))).candidates


def test_of_two_accounts_called_the_payees_ours_was_paid() -> None:
    rows = (("CLABE/Tarjeta", "058892320732021527"), ("Importe abonado", ""), ("CLABE/Tarjeta", "012164001016446374"))

    assert read_off((*WITHOUT_ACCOUNT, *rows)).payee_account == "012164001016446374"


@pytest.mark.parametrize(("name", "account"), [("PERSEO FACTURACION", "*6374"), ("SISTEMAS DEL NORTE", None)])
def test_the_end_of_our_account_counts_beside_our_name_and_no_other(name: str, account: str | None) -> None:
    rows = (("Destinatario", name), ("BBVA MEXICO *6374", ""))

    assert read_off((*WITHOUT_ACCOUNT, *rows)).payee_account == account


def test_a_long_line_may_tell_the_end_of_our_account() -> None:
    line = "4:31 p. m. Llegará en segundos a la CLABE terminada en 6374 del beneficiario"

    assert read_off((*WITHOUT_ACCOUNT, (line, ""))).payee_account == "terminada en 6374"


def test_an_offer_is_no_name_of_him_who_was_paid() -> None:
    offer = ("Recibe", "100 puntos. Vigencia 31/12/2026")
    nameless = tuple(row for row in TRANSFER if row[0] != "Beneficiario")

    assert read_off((*nameless, offer)).payee_name is None
    assert read_off((*nameless, ("Recibe", "SISTEMAS PERSEO"))).payee_name == "SISTEMAS PERSEO"


def test_letters_for_digits_in_a_second_look_are_digits() -> None:
    proof = Evidence("references", "d", 1, (0, 0, 9, 9), "folio 1234019", "text_layer")
    receipt = Receipt(references=("1234019",), evidence=(proof,))

    assert confirmed(receipt, ("folio 1234oi9",)) == receipt
    assert confirmed(receipt, ("folio 1234018",)) != receipt


def test_a_word_before_a_number_is_no_digit_of_it() -> None:
    """F12"""
    box = (0, 0, 10, 10)
    number = Receipt(references=("1935447",), evidence=(Evidence("references", "d", 1, box, "1935447", "text_layer"),))
    sum_ = Receipt(amount=130_500, evidence=(Evidence("amount", "d", 1, box, "$1,305.00", "text_layer"),))

    assert "tampered" in confirmed(number, ("mi 935447",)).flags
    assert confirmed(sum_, ("i 305.00",)).flags


@pytest.mark.parametrize(
    ("printed", "seen", "flags"),
    [
        ("XXXXXXXXXXXXXX6374", "XXXX63", ("unconfirmed",)),  # a box cut out of a line may end too early
        ("XXXXXXXXXXXXXX6374", "***8841", ("tampered",)),
        ("XXXXXXXXXXXXXX6374", "6374 XXXX1290", ("tampered",)),  # what else is in the box stands before the end
        ("XXXXXXXXXXXXXX6374", "XX 6374", ()),
        ("CLABE-374", "CLABE-881", ("tampered",)),
    ],
)
def test_of_a_masked_account_the_picture_has_to_show_the_end(printed: str, seen: str, flags: tuple[str, ...]) -> None:
    """F12"""
    proof = Evidence("payee_account", "d", 1, (0, 0, 90, 9), printed, "text_layer")

    assert confirmed(Receipt(payee_account=printed, evidence=(proof,)), (seen,)).flags == flags


def test_an_empty_account_is_nobodys() -> None:
    assert not is_ours("646180157000000004", replace(OURS, payee_accounts=("",)))
    assert is_ours("012164********6374", OURS)
    assert not is_ours("****8841", OURS)
