from __future__ import annotations

import pytest

from bot.invoice.request import asks_for_invoice


@pytest.mark.parametrize(
    "text",
    [
        "Favor de enviarme la factura.",
        "Adjunto comprobante para que me facturen",
        "¿Me facturan por favor?",
        "Adjunto comprobante, solicito factura y activación. Gracias",
        "Requiero CFDI con uso G03",
        "Le pido de favor facturar a nombre de Ferretería Trejo",
        "Datos de facturación:\nRFC XAXX010101000",
        "No he recibido mi factura del pago anterior",
        "Ya pagué, quiero factura",
        "Por favor factúrenme este pago",
        "Me podrían facturar, gracias",
        "No tengo prisa, pero necesito la factura",
        "NECESITO FACTURA",
    ],
)
def test_a_customer_asks_for_the_invoice(text: str) -> None:
    assert asks_for_invoice(text, "Comprobante de pago")


@pytest.mark.parametrize(
    "text",
    [
        "Adjunto comprobante de pago, saludos",
        "No requiero factura.",
        "no es necesaria la factura, gracias",
        "No se requiere factura por el momento",
        "Sin factura por favor",
        "La factura no la necesito",
        "Ya me enviaron la factura, solo falta activar",
        "Anexo el pago de la factura A-1234",
        "Pago factura 5521",
        "No puedo facturar, actívenme por favor",
        "Pagué para poder facturar mañana",
        "Renovación de timbres para facturar",
        "Pago del cambio a CFDI 4.0",
        "Escribí a factura@perseo.example y nadie contestó",
        "",
    ],
)
def test_these_words_ask_for_none(text: str) -> None:
    assert not asks_for_invoice(text, "Comprobante de pago")


def test_the_subject_may_ask_alone() -> None:
    assert asks_for_invoice("Saludos", "Comprobante y solicitud de factura")


def test_a_refusal_in_one_sentence_leaves_a_request_in_another() -> None:
    assert asks_for_invoice("No requiero factura del pago anterior. De este sí requiero factura.", "Pago")
