"""What a page is instead of a receipt, and whether it speaks of a payment."""

from __future__ import annotations

import pytest
from test_read_sketches import VENDOR

from bot.model import Page, Word
from bot.receipts.kinds import (
    asks_for_payment,
    is_headed,
    is_of_a_till,
    is_received,
    is_titled,
    labels_one_made,
    other_paper,
    speaks_of_payment,
    tells_of_one_made,
    tells_of_one_not_received,
)
from bot.receipts.pieces import Piece, pieces_of
from bot.receipts.places import said_on

RECEIPT = ("Comprobante de transferencia", "Importe: $1,305.00", "Clave de rastreo: MBAN01002609140012345678")


def on(*lines: str) -> tuple[Piece, ...]:
    words = tuple(Word(line, (50, 40.0 * n, 400, 40.0 * n + 25), 0.99) for n, line in enumerate(lines))
    return pieces_of(Page(1, 800, 800, "text_layer", words))


def paper(*lines: str) -> str | None:
    return other_paper(on(*lines), said_on(on(*lines)), VENDOR)


@pytest.mark.parametrize(
    ("lines", "kind"),
    [
        (("Ambiente de prueba", *RECEIPT), "not_valid"),
        (("Cédula de identificación fiscal", "Datos del domicilio registrado", "idCIF: 123"), "tax_certificate"),
        (("Folio fiscal", "Uso del CFDI: G03", "Lugar de expedición: 64000"), "cfdi_invoice"),
        (("Estado de cuenta", "Saldo inicial $1.00", "Saldo final $2.00"), "statement"),
        (("Transferencia exitosa", *RECEIPT, "Saldo inicial $1.00", "Saldo final $2.00"), None),
        (("COTIZACIÓN", "Total $1,305.00"), "not_a_receipt"),
        (("Has recibido una transferencia",), "not_a_receipt"),
        (("Pago recurrente activado",), "not_a_receipt"),
        (("Tu contacto quedó registrado", "Folio: 88120347"), "not_a_receipt"),
        (("Listo", "Folio de alta: 88120347"), "not_a_receipt"),
        (("Listo", "Podrás hacer transferencias a esta cuenta después de 30 minutos"), "not_a_receipt"),
        (("Listo", "Ya puedes enviarle dinero", "Folio: 38994410"), "not_a_receipt"),
        (("Listo", "Cuenta frecuente guardada", "Folio: 38994410"), "not_a_receipt"),
        (("Listo", "Ya puedes enviarle el comprobante", "Importe: $1,305.00"), None),
        (("Tus límites se actualizaron con éxito", "Folio: 38994410"), "not_a_receipt"),
        (("Operación exitosa", "Límite por operación: $30,160.00", "Monto máximo: $9,000.00"), "not_a_receipt"),
        (("Operación exitosa", "Límite por operación: $30,160.00", "Importe: $1,305.00"), None),
        ((*RECEIPT, "Tu contacto quedó registrado"), None),
        (("Te devolvimos $300.00",), "not_a_receipt"),
        (("Forma de pago: tarjeta",), "not_a_receipt"),
        (("Se aprobó una compra con tu tarjeta", "$1,249.00", "Comercio: LIBRERIAS"), "not_a_receipt"),
        (("Compra aprobada", "Total $1,305.00", "Comercio: SISTEMAS PERSEO"), None),
        (("Compra de $1,249.00 con tu tarjeta *5518", "Aut. 660914"), "not_a_receipt"),
        (("Estado: Pendiente de pago",), "not_a_receipt"),
        (("Verifique los datos", "Importe: $1,305.00"), "confirm_screen"),
        (("Importe: $1,305.00", "Continuar"), "confirm_screen"),
        (("Verifica tu envío", "Importe: $1,305.00", "La operación aún no se ha realizado"), "confirm_screen"),
        (("Verifica tu pago", "Importe: $1,305.00"), "confirm_screen"),
        (("Paso 2 de 3", "Importe: $1,305.00"), "confirm_screen"),
        (("Favor de depositar a la siguiente cuenta",), "not_a_receipt"),
        (("Tu crédito ya está preautorizado",), "not_a_receipt"),
        (RECEIPT, None),
        (("Paso 3 de 3", *RECEIPT), None),
    ],
)
def test_a_paper_is_known_by_what_it_says(lines: tuple[str, ...], kind: str | None) -> None:
    assert paper(*lines) == kind


def two_columns(*rows: tuple[str, str]) -> str | None:
    """Return what paper a page of two columns is."""
    words = tuple(
        Word(text, (left, 40.0 * n, left + 250, 40.0 * n + 25), 0.99)
        for n, row in enumerate(rows)
        for left, text in zip((50, 400), row, strict=True)
        if text
    )
    pieces = pieces_of(Page(1, 800, 800, "text_layer", words))
    return other_paper(pieces, said_on(pieces), VENDOR)


def test_a_list_of_movements_prints_days_without_a_year() -> None:
    movements = (("02/10", "17,110.00"), ("06/10 SPEI BBVA 941205", "2,610.00"), ("28/10 CFE", "1,884.00"))

    assert two_columns(("Consulta de movimientos", ""), ("SPEI enviado", "Saldo"), *movements) == "statement"


def test_a_receipt_with_balances_is_no_list_for_the_day_inside_its_key() -> None:
    when, key = ("22 OCT 2026 16:10:28 hrs", "$ 5,798.84"), ("058-22102026-582178713", "$0.00")
    receipt = (("SPEI enviado", ""), when, ("Clave de rastreo", "Comisión"), key)

    assert two_columns(*receipt, ("Saldo anterior", "Saldo actual"), ("$51,623.85", "$45,825.01")) is None


def test_our_own_slip_is_no_receipt() -> None:
    asked = ("Deposita a la cuenta", VENDOR.payee_accounts[0], "Fecha límite: 30/09/2026")

    assert paper(VENDOR.brand, *asked) == "payment_slip"


@pytest.mark.parametrize("line", ["Vista previa", "Confirmar transferencia", "Aún no se envía"])
def test_a_screen_that_shows_a_key_before_it_sends_is_no_receipt(line: str) -> None:
    assert paper("Importe: $1,305.00", RECEIPT[2], line) == "confirm_screen"


def test_the_last_word_of_a_sentence_is_no_button() -> None:
    long = "Envíe su complemento dentro de los primeros cinco días del mes"

    assert paper("Transferencia a su cuenta", "Importe: $1,305.00", "Siguiente") == "confirm_screen"
    assert paper("Transferencia a su cuenta", "Importe: $1,305.00", long, "siguiente.") is None


def test_what_is_sent_and_not_yet_reflected_is_a_receipt() -> None:
    assert paper("Transferencia exitosa", *RECEIPT, "Si aún no se refleja, espere") is None


def test_a_page_speaks_of_payment_whatever_its_spaces_and_zeros() -> None:
    assert speaks_of_payment(on("D E P 0 S I T O"))
    assert not speaks_of_payment(on("Panadería La Espiga", "Abierto"))


def test_a_headline_names_the_paper() -> None:
    assert is_headed(said_on(on("Comprobante de transferencia")))
    assert not is_headed(said_on(on("Transferencias sin costo")))


def test_what_asks_for_money_is_told_from_what_tells_of_it() -> None:
    assert asks_for_payment(on("Vencimiento: 30/09/2026"))
    assert tells_of_one_made(on("Se realizó con éxito su transferencia"))
    assert tells_of_one_made(on("Efectivo 500 Su cambio 20"))
    assert tells_of_one_made(on("Con esta fecha hemos efectuado una transferencia a su cuenta"))
    assert tells_of_one_made(on("Le informamos que hemos pagado por transferencia las partidas"))
    assert not tells_of_one_made(on("Aún no hemos efectuado una transferencia a su cuenta"))
    assert not tells_of_one_made(on("Transferencias a otros bancos"))


def test_a_label_may_be_the_verb_of_a_payment_made() -> None:
    assert labels_one_made(said_on(on("Enviaste: $1,305.00")))
    assert not labels_one_made(said_on(on("Importe: $1,305.00")))


def test_a_paper_may_tell_its_reader_that_he_was_paid() -> None:
    assert is_received(on("Juan le envió", "Recibiste un SPEI"))
    assert not is_received(on("Enviaste un SPEI"))


@pytest.mark.parametrize("line", ["No se recibió el depósito", "La cuenta destino no recibió el depósito"])
def test_what_was_not_received_is_no_money_for_who_reads_it(line: str) -> None:
    assert not is_received(on(line))


@pytest.mark.parametrize("line", ["CAJERO: 08", "EFECTIVO $900.00", "Term 8878"])
def test_a_till_s_paper_is_known_by_two_of_its_words(line: str) -> None:
    assert is_of_a_till(said_on(on("BANCO", "SUC 0417 PACHUCA", line)))


@pytest.mark.parametrize("line", ["Cuenta destino", "Banco: CAJA POPULAR", "Concepto: ticket 44", "Sucursal 0164"])
def test_a_word_of_the_payer_or_a_bank_s_name_is_none_of_them(line: str) -> None:
    assert not is_of_a_till(said_on(on("Terminal 3", "Concepto: pago oficina", line)[:2]))


def test_what_calls_it_a_receipt_is_not_what_its_payer_wrote() -> None:
    for line, is_one in (
        ("Recibo de depósito", True),
        ("Hola, realizaste un pago", True),
        ("Concepto: pago de caja", False),
    ):
        assert is_titled(on("BBVA", line), said_on(on("BBVA", line))) is is_one


@pytest.mark.parametrize("line", ["El beneficiario no recibió el pago", "No se recibió"])
def test_what_was_not_received_is_heard(line: str) -> None:
    assert tells_of_one_not_received(on(line))
    assert not tells_of_one_not_received(on("Perseo recibió tu pago"))
