"""Screens with all of a payment on them whose title says that it was not sent, or that something else was (I1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from story_samples import Attached, mail, pdf

if TYPE_CHECKING:
    from houses import Story

ROWS = (
    ("Monto", "$1,305.00 MXN"), ("Beneficiario", "SISTEMAS PERSEO"), ("Cuenta destino", "012164001016446374"),
    ("Concepto", "constancia"), ("Referencia", "935447"), ("Fecha", "22/11/2026"), ("Hora", "08:18"),
)  # fmt: skip
UNSENT = (
    "La operacion aun no se ha realizado", "Listo para transferir", "Listo, solo falta tu huella",
    "Transferencia lista para enviarse", "Transferencia a punto de ser enviada", "Transferencia por enviar",
    "Transferencia preparada", "Transferencia guardada con exito", "Transferencia guardada en favoritos con exito",
    "Nada se ha enviado aun", "Tu pago no quedo listo", "Tu pago quedara listo manana", "Pago listo para el 25/11/2026",
    "Comprobante de ejemplo", "Demo: transferencia exitosa",
)  # fmt: skip
WAITING = (
    "Enviada a autorizar", "Enviado al autorizador", "Enviada a firma mancomunada", "Enviada a tu supervisor",
    "Primera firma aplicada", "Firma 1 de 2 registrada", "Autorizada 1 de 2", "Transferencia autorizada por A, falta B",
    "Lote enviado a validacion", "Archivo cargado con exito", "Transferencia no confirmada", "Transferencia en pausa",
)  # fmt: skip
REFUSED = (
    "Transferencia bloqueada", "Transferencia abortada", "Transferencia expirada", "Transferencia vencida",
    "Transferencia negada", "Transferencia inconclusa", "Transferencia interrumpida", "Transferencia revocada",
    "Operacion no concluida", "Cancelacion exitosa", "Transferencia eliminada con exito", "Reverso aplicado",
    "Contracargo aplicado",
)  # fmt: skip
SOMETHING_ELSE = (
    "Token enviado", "Codigo enviado a tu celular", "Clave enviada por SMS", "NIP aceptado", "Datos validados con exito",
    "Cuenta validada con exito", "Validacion exitosa", "Inicio de sesion exitoso", "Solicitud de cobro enviada",
    "Cobro enviado con exito", "Solicitaste dinero con exito", "Codigo QR generado con exito", "Liga de pago enviada",
    "Recordatorio enviado", "Linea de captura generada con exito", "Orden creada con exito", "Proforma enviada",
    "Aclaracion registrada con exito", "Reporte enviado con exito", "Request sent", "Payment link sent", "Invoice sent",
)  # fmt: skip
SENT = (
    "Transferencia exitosa", "Listo!", "Tu transferencia fue enviada", "Pago aplicado", "Operacion liquidada",
    "Operacion realizada. Guarde este comprobante para cualquier aclaracion.", "Orden de pago enviada", "Enviaste",
    "Transferencia a cuenta de terceros realizada", "Autorizado con NIP",
)  # fmt: skip


def arrives(story: Story, *titles: str) -> str | None:
    """Return what a mail ends as whose paper has these titles above the rows of a payment."""
    story.slip()
    paper = Attached("p.pdf", pdf([*((title, "") for title in titles), *ROWS]))
    return story.mail(story.receive(mail(paper, text="Adjunto"))).outcome


@pytest.mark.parametrize("title", [*UNSENT, *WAITING, *REFUSED, *SOMETHING_ELSE])
def test_what_was_not_sent_activates_nothing(story: Story, title: str) -> None:
    arrives(story, title)

    assert story.activations() == ()


@pytest.mark.parametrize(
    "lines",
    [
        ("Revisa los datos. Aun no se ha", "realizado la transferencia."),
        ("En proceso: el banco destino aun no acredita el", "dinero"),
        ("Tu contacto de pago ya quedo", "registrado"),
        ("Transferencia", "En proceso, se acreditara en las proximas 24 horas"),
        ("Envio de dinero", "La enviaremos el lunes 5 de octubre"),
    ],
)
def test_what_two_lines_say_of_what_was_not_sent_activates_nothing(story: Story, lines: tuple[str, ...]) -> None:
    arrives(story, *lines)

    assert story.activations() == ()


@pytest.mark.parametrize("line", ["No se ha cobrado comision", "No has solicitado factura", "Factura enviada"])
def test_what_a_line_says_of_something_else_holds_no_payment(story: Story, line: str) -> None:
    assert arrives(story, "Transferencia realizada", line) == "activate"


@pytest.mark.parametrize("title", SENT)
def test_what_was_sent_activates(story: Story, title: str) -> None:
    assert arrives(story, title) == "activate"


PROVEN = (("Folio", "7344932023"), ("Clave de rastreo", "UALA6735839171008245"), ("Compartir comprobante", ""))
SECTIONS = ("Detalle", "Detalle de pago", "Asunto", "Concepto", "Para", "Beneficiario", "Ordenante", "Banco", "RFC")
ALONE = ("Fondos insuficientes", "Bloqueada", "Vencida", "Por enviar", "Se rechazo")
FATES = ("Transferencia rechazada", "Transferencia en proceso", "Operacion programada", "Rechazada", "En proceso")


@pytest.mark.parametrize("fate", FATES)
@pytest.mark.parametrize("section", SECTIONS)
def test_a_headline_under_a_title_that_may_be_a_label_is_still_heard(story: Story, section: str, fate: str) -> None:
    """Of a screen titled "Detalle" the headline below it was taken for what its payer wrote."""
    story.slip()
    paper = Attached("p.pdf", pdf([(section, ""), (fate, ""), *ROWS, *PROVEN]))
    story.mail(story.receive(mail(paper, text="Adjunto")))

    assert story.activations() == ()


@pytest.mark.parametrize("fate", ALONE)
@pytest.mark.parametrize("title", ["", "Detalle"])
def test_a_state_that_stands_alone_is_the_state_of_the_payment(story: Story, title: str, fate: str) -> None:
    story.slip()
    titles = [(title, "")] if title else []
    paper = Attached("p.pdf", pdf([*titles, (fate, ""), *ROWS, *PROVEN]))
    story.mail(story.receive(mail(paper, text="Adjunto")))

    assert story.activations() == ()


OWN = (
    "pago pendiente", "pago anticipo pendiente de octubre", "deposito parcial", "pago de reembolso", "pago devolucion",
    "pago factura cancelada", "deposito pendiente", "transferencia pendiente",
)  # fmt: skip


@pytest.mark.parametrize(
    "row",
    [("Metodo de pago", "Pago en parcialidades o diferido"), ("Detalle", "Pago parcial"), ("Asunto", "Pago vencido")],
)
def test_what_another_row_says_of_paying_is_no_state_of_the_payment(story: Story, row: tuple[str, str]) -> None:
    story.slip()
    paper = Attached("p.pdf", pdf([("Transferencia exitosa", ""), *ROWS, row, *PROVEN]))

    assert story.mail(story.receive(mail(paper, text="Adjunto"))).outcome == "activate"


@pytest.mark.parametrize("words", OWN)
def test_what_the_payer_calls_his_payment_is_no_state_of_it(story: Story, words: str) -> None:
    story.slip()
    rows = [(label, words if label == "Concepto" else value) for label, value in ROWS]
    paper = Attached("p.pdf", pdf([("Transferencia exitosa", ""), *rows, *PROVEN]))

    assert story.mail(story.receive(mail(paper, text="Adjunto"))).outcome == "activate"
