"""The state of a payment is its own field's, then its headlines'; a payer's words and small print tell none."""

from __future__ import annotations

import pytest

from bot.receipts.places import Said
from bot.receipts.states import has_digit, is_headline, says_done, status_is_unknown, status_of


def said(field: str, value: str, label: str = "", top: float = 0) -> Said:
    return Said(field, 0, value, (0, top, 100, top + 10), 0.99, 1, "text_layer", label)


@pytest.mark.parametrize(
    ("printed", "state"),
    [
        ("Liquidada", "completed"),
        ("Enviada, pendiente de autorizar", "pending"),
        ("En proceso", "pending"),
        ("Enproceso", "pending"),  # as the OCR glues it
        ("Programada", "scheduled"),
        ("Será enviada mañana", "scheduled"),
        ("No se pudo realizar", "rejected"),
        ("Fondos insuficientes", "rejected"),
        ("Aprobada", "completed"),
        ("3 aplicadas, 0 rechazadas", "completed"),
        ("1 aplicada, 2 rechazadas", "rejected"),
        ("Rebotado", "rejected"),
        ("No se concretó", "rejected"),
        ("XKCD", None),
    ],
)
def test_the_status_field_tells_the_state(printed: str, state: str | None) -> None:
    assert status_of((said("status", printed),)) == state


def test_the_status_field_counts_before_a_headline() -> None:
    assert status_of((said("", "Transferencia exitosa"), said("status", "Cancelada"))) == "rejected"


def test_of_two_headlines_the_worse_one_counts() -> None:
    assert status_of((said("", "Transferencia enviada"), said("", "Operación rechazada"))) == "rejected"


def test_none_refused_of_a_batch_is_no_refusal() -> None:
    assert status_of((said("", "3 aplicadas, 0 rechazadas"),)) == "completed"


@pytest.mark.parametrize(
    ("printed", "state"),
    [
        ("La operación aún no se ha realizado", "pending"),
        ("Tu transferencia no ha sido enviada", "pending"),
        ("Todavía no has enviado", "pending"),
        ("Transferencia no se ha ejecutado", "pending"),
        ("Payment not yet sent", "pending"),
        ("Operación no fue realizada", "rejected"),
        ("Enviada, aún no se ha acreditado", "completed"),
        ("Aún no se ha reflejado", None),
        ("No se ha cobrado comisión", None),
        ("No. de operación enviada", "completed"),
    ],
)
def test_what_was_not_done_yet_is_not_done(printed: str, state: str | None) -> None:
    """I1: a screen before sending says with the words of a receipt that nothing was sent."""
    assert status_of((said("", printed),)) == state
    assert says_done((said("", printed),)) == (state == "completed")


@pytest.mark.parametrize(
    ("printed", "state"),
    [
        ("En proceso: el banco destino aún no acredita el dinero", "pending"),
        ("En proceso · se acreditará en las próximas 24 horas hábiles", "pending"),
        ("La enviaremos el lunes 5 de octubre", "scheduled"),
        ("Su instrucción quedó registrada y será enviada el próximo 25 de noviembre de 2026", "scheduled"),
        ("Te lo enviaremos a tu correo", None),
        ("Enviaremos el comprobante a tu correo", None),
        ("Rechazada. La cuenta del beneficiario no existe o está cerrada", "rejected"),
        ("Transferencia programada - se enviará el lunes 23 de noviembre", "scheduled"),
        ("Las operaciones en proceso: se reflejan el siguiente día hábil bancario", None),
        ("Transferencias programadas: se aplican al inicio del día hábil siguiente", None),
    ],
)
def test_what_became_of_a_payment_may_stand_before_why(printed: str, state: str | None) -> None:
    assert status_of((said("", printed),)) == state


def test_a_sender_who_waits_for_his_invoice_says_nothing_of_his_payment() -> None:
    headlines = (said("", "Transferencia exitosa"), said("", "Quedo pendiente de la factura. Saludos."))

    assert status_of(headlines) == "completed"
    assert not status_is_unknown(headlines)


def test_running_text_tells_no_state() -> None:
    small_print = "Las transferencias programadas se aplican el día hábil siguiente conforme al contrato de la cuenta."

    assert status_of((said("", small_print),)) is None


def test_the_payers_own_words_tell_no_state() -> None:
    assert status_of((said("concept", "Pago rechazado la semana pasada", "Concepto"),)) is None


def test_a_remark_of_the_bank_tells_the_state() -> None:
    remarked = (said("concept", "Renta", "Concepto"), said("concept", "Transferencia rechazada", "Observaciones"))

    assert status_of(remarked) == "rejected"


@pytest.mark.parametrize(("given", "state"), [("1", "pending"), ("2", "completed")])
def test_a_payment_waits_for_the_signatures_that_it_lacks(given: str, state: str) -> None:
    lines = (said("", "Firmas requeridas: 2"), said("", f"Firmas aplicadas: {given}"), said("status", "Enviada"))

    assert status_of(lines) == state


def test_the_change_of_a_machine_is_no_money_that_came_back() -> None:
    till = (said("amount", "$1,305.00", top=0), said("", "Devolución", top=50), said("", "$195.00", top=50))

    assert status_of(till) is None
    assert status_of((said("", "Devolución", top=50),)) == "rejected"


def test_a_payment_that_came_back_is_no_change_for_the_balances_beside_it() -> None:
    back = (said("", "Devolución", top=20), said("", "$1,305.00", top=20))
    balances = (said("other_amount", "$10,000.00", "Saldo inicial"), said("other_amount", "$11,305.00", "Saldo final"))

    assert status_of((*back, *balances)) == "rejected"


@pytest.mark.parametrize("words", ["DEVUELTO", "Devuelto por la máquina", "Se devuelve al cliente"])
def test_what_a_till_gives_back_is_change_where_it_is_what_the_cash_was_too_much(words: str) -> None:
    back = (said("", words, top=20), said("", "$94.32", top=20), said("other_amount", "$4,500.00"))

    assert status_of((*back, said("", "$4,405.68", top=40))) is None
    assert status_of((said("", "DEVUELTO", top=20), said("", "$94.32", top=20), *back[2:])) == "rejected"


def test_a_word_that_tells_nothing_leaves_the_state_in_doubt() -> None:
    assert status_is_unknown((said("status", "Folio activo"),))
    assert not status_is_unknown((said("status", "Liquidada"),))


def test_a_short_line_that_says_no_leaves_the_state_in_doubt() -> None:
    assert status_is_unknown((said("status", "Liquidada"), said("other", "Operación no autorizada", "Aviso")))


def test_a_payment_is_done_when_a_headline_or_the_status_says_so() -> None:
    assert says_done((said("", "¡Listo!"),))
    assert says_done((said("status", "Aprobada"),))
    assert not says_done((said("", "La transferencia será enviada"),))


def test_words_behind_a_folios_label_are_a_headline() -> None:
    worded, numbered = (said("folio", value, "Confirmación") for value in ("Transferencia rechazada", "254090759"))

    assert is_headline(worded)
    assert not has_digit(worded)
    assert not is_headline(numbered)


@pytest.mark.parametrize(
    "printed",
    [
        "Operación realizada; en caso de que sea rechazada le avisaremos",
        "¡Tu dinero ya va en camino!",
        "Tu dinero está en camino",
    ],
)
def test_what_would_happen_is_no_state(printed: str) -> None:
    assert status_of((said("", printed),)) in (None, "completed")


@pytest.mark.parametrize(
    "printed",
    [
        "$2,610.00 a SISTEMAS PERSEO, en BBVA. Te avisaremos en cuanto el banco la reciba.",
        "Su dinero va en camino al banco de destino y le notificaremos cuando se acredite en la cuenta del beneficiario",
        "Recibirás una notificación cuando el dinero llegue",
    ],
)
def test_what_they_will_tell_when_it_arrives_has_not_arrived(printed: str) -> None:
    """B138, F5: sent on its way is not received."""
    assert status_of((said("", "Tu transferencia va en camino"), said("", printed))) == "pending"
    assert status_of((said("", "Transferencia exitosa"), said("", printed))) == "completed"


def test_the_promise_of_an_invoice_is_no_state() -> None:
    printed = "Le avisaremos cuando su factura esté lista. Conserve este comprobante hasta que la reciba."

    assert status_of((said("", printed),)) is None


def test_what_did_happen_is_one_beside_a_condition() -> None:
    printed = "Transferencia rechazada. En caso de duda llame al 800 111 2233."

    assert status_of((said("", printed),)) == "rejected"


@pytest.mark.parametrize(
    "headline",
    ["Tu envío rebotó", "El banco lo devolvió", "Tu pago no salió", "No se hizo tu envío", "Tu pago no llegó"],
)
def test_a_headline_may_say_in_plain_words_that_the_money_is_back(headline: str) -> None:
    assert status_of((said("", headline),)) == "rejected"


def test_a_short_line_that_begins_with_being_under_way_puts_it_in_doubt() -> None:
    """What stands behind another label is not heard as a headline, but an activation must not pass it by."""
    line = said("payer_bank", "En proceso de acreditación al beneficiario", "Banco")

    assert status_is_unknown((said("", "Transferencia"), line))
    assert not status_is_unknown((said("", "Transferencia exitosa"), said("payer_bank", "BBVA", "Banco")))
