"""What sentences tell of a payment where no label does."""

from __future__ import annotations

import pytest

from bot.model import Page, Vendor, Word
from bot.receipts.narrated import narrated
from bot.receipts.pieces import pieces_of
from bot.receipts.places import said_on

OURS = Vendor(
    name="Sistemas Perseo S.A. de C.V.", brand="Perseo", payee_accounts=("0101644637", "012164001016446374"),
    sales_address="", phones=(), panel_url="", manual_url="", privacy_url="", own_addresses=(), staff_address="",
)  # fmt: skip


def told(text: str) -> dict[str, str]:
    """Return field and value of what the lines of a text tell."""
    words = tuple(
        Word(line, (20, 14.0 * row, 20 + 6.0 * len(line), 14.0 * row + 10)) for row, line in enumerate(text.split("\n"))
    )
    pieces = pieces_of(Page(1, 600, 800, "text_layer", words))
    return {one.field: one.value for one in narrated(said_on(pieces), pieces, OURS) if one.field}


def test_sum_account_and_reference_are_told_over_two_lines() -> None:
    facts = told("Se hizo un traspaso por\n$1,305.00 de su cta *8842 a BBVA *6374 ref 935447")

    assert (facts["amount"], facts["payee_account"], facts["reference"]) == ("$1,305.00", "*6374", "935447")


@pytest.mark.parametrize(
    "sentence",
    [
        "Tu límite de traspaso por día es de $1,305.00 en la app",
        "Al hacer un pago por $1,305.00 participas, aprovecha la promoción",
        "Tu código para confirmar el traspaso por $1,305.00 es 448172",
        "Perseo te solicita un pago por $1,305.00 con referencia 935447",
        "Te cobramos una comisión de $1,305.00 por el traspaso a la cuenta",
        "¿Deseas enviar a Perseo el pago por $1,305.00 de tu tarjeta?",
        "Vence tu pago de $1,305.00 con la referencia 935447 de Perseo",
        "El pago por $1,305.00 de la referencia 935447 queda en la corrida de proveedores del viernes",
        "El pago por $1,305.00 de la referencia 935447 lo haremos mañana, en cuanto el banco lo libere",
        "Tu saldo después del pago es de $1,305.00 en la cuenta *8842",
    ],
)
def test_a_sum_that_nobody_paid_is_none(sentence: str) -> None:
    assert "amount" not in told(sentence)


@pytest.mark.parametrize("why", ["fue rechazado", "no pudo aplicarse", "quedó en proceso", "será aplicado mañana"])
def test_a_state_is_heard_in_the_middle_of_a_sentence(why: str) -> None:
    assert "status" in told(f"Tu traspaso por $1,305.00 a SISTEMAS PERSEO en la cuenta *6374 {why} por el banco")


@pytest.mark.parametrize(
    ("sentence", "state"),
    [
        ("Le informamos que mañana efectuaremos una transferencia a la cuenta de su empresa", "programada"),
        ("Le informamos que su banco rechazó la transferencia por los siguientes documentos", "rechazada"),
    ],
)
def test_a_state_is_heard_before_what_it_is_of(sentence: str, state: str) -> None:
    """I1: what its payer will pay, or could not, is not paid."""
    assert told(sentence)["status"] == state


def test_a_letter_that_will_be_sent_is_no_payment_to_come() -> None:
    assert "status" not in told("Te enviaremos el comprobante de tu pago al correo que tienes con nosotros")


def test_small_print_about_other_payments_is_no_state() -> None:
    assert "status" not in told("Tu traspaso se hizo. Si un pago fue rechazado, o las operaciones no se aplican, avise")


def test_two_sums_paid_are_none() -> None:
    assert "amount" not in told("Hiciste un pago por $1,305.00 y otro pago por $900.00 a SISTEMAS PERSEO")


def test_a_label_goes_before_a_sentence() -> None:
    facts = told("Importe: $1,305.00\nHiciste un pago por $900.00 a otra cuenta de la persona")

    assert facts["amount"] == "$1,305.00"


@pytest.mark.parametrize("who", ["quedo al pendiente de mi factura", "quedo pendiente de su respuesta"])
def test_who_waits_for_an_answer_says_nothing_of_the_payment(who: str) -> None:
    assert "status" not in told(f"Buenas tardes, anexo el pago de la orden 935447, {who}.")


LETTER = (
    "Le informamos que se realizó con cargo a su contrato *4395 una transferencia\n"
    "por la cantidad de $4,586.64 a favor de SISTEMAS PERSEO en BBVA\n\n{}"
)


def test_a_letters_next_paragraph_tells_what_the_first_does_not() -> None:
    facts = told(LETTER.format("La leyenda que acompaña al pago es: 935447. La clave de rastreo es HEYBCO2611221017"))

    assert (facts["amount"], facts["concept"]) == ("$4,586.64", "935447")


def test_the_paragraph_with_the_key_may_tell_the_fee_as_well() -> None:
    facts = told(
        LETTER.format(
            "La operación quedó registrada con la clave de rastreo MIFEL20261028143655029 y se\n"
            "señaló como concepto de pago «pago de constancia 329847». La comisión fue de $6.00"
        )
    )

    assert facts["concept"] == "pago de constancia 329847"


@pytest.mark.parametrize(
    "sentence",
    [
        "Pasaste $2,351.75 de tu cuenta *3117 a la cuenta *6374 de SISTEMAS PERSEO en BBVA",
        "Le confirmamos que ayer ejecutamos su instrucción de transferir $2,351.75 a favor de SISTEMAS PERSEO",
    ],
)
def test_a_sum_is_paid_by_whatever_verb_tells_it(sentence: str) -> None:
    assert told(sentence)["amount"] == "$2,351.75"


@pytest.mark.parametrize("verb", ["Ganaste", "Ahorraste", "Recibiste", "Gastaste", "Programaste", "Solicitaste"])
def test_a_verb_of_something_else_pays_nothing(verb: str) -> None:
    assert "amount" not in told(f"{verb} $2,351.75 este mes en tu cuenta *3117 de la app de SISTEMAS PERSEO")


def test_what_a_letter_is_about_is_not_what_the_payer_wrote() -> None:
    letter = LETTER.format("La leyenda que acompaña al pago es: 935447. La clave de rastreo es HEYBCO2611221017")

    assert told("Asunto: constancia de transferencia 51150959\n\n" + letter)["concept"] == "935447"


def test_a_paragraph_of_something_else_tells_nothing_of_it() -> None:
    facts = told(LETTER.format("Su pago anterior tuvo el concepto 935447. Gracias por usar nuestros servicios"))

    assert "concept" not in facts


def test_what_a_sentence_quotes_is_the_payers_where_the_sum_stands_above_it() -> None:
    facts = told(
        "Transferencia enviada\n-$8,120.00\n\nDinero a SISTEMAS PERSEO a su cuenta BBVA ****6374 el 4 de octubre de\n"
        "2026 a las 6:28 p. m. con el concepto “Pago constancia\n844496”."
    )

    assert facts["concept"] == "Pago constancia 844496"
    assert facts["date"].startswith("4 de octubre de 2026")


def test_another_account_that_a_sentence_quotes_for_is_not_ours() -> None:
    facts = told("Dinero a ANA RUIZ a su cuenta BBVA ****8842 el día de hoy\ncon el concepto “Pago constancia 844496”.")

    assert "concept" not in facts


def test_the_table_of_a_letter_is_no_other_message() -> None:
    rows = (
        ("Beneficiario", "SISTEMAS PERSEO DE MEXICO"),
        ("Concepto", "Pago 935447 a la cuenta"),
        ("Comisión", "$5.00 de envío"),
    )
    words = [Word("Se hace constar que se realizó el envío por la cantidad de $2,610.00 a la", (20, 0, 420, 10))]
    words += [
        Word(text, (left, 14.0 * row, left + 6.0 * len(text), 14.0 * row + 10))
        for row, pair in enumerate(rows, 1)
        for left, text in zip((20, 220), pair, strict=True)
    ]
    pieces = pieces_of(Page(1, 600, 800, "text_layer", tuple(words)))

    facts = {one.field: one.value for one in narrated(said_on(pieces), pieces, OURS) if one.field}

    assert (facts["concept"], facts["payee_name"]) == ("Pago 935447 a la cuenta", "SISTEMAS PERSEO DE MEXICO")
