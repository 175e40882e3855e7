"""Money that came back: its notice has the key, the sum and our account of the payment that it once was (I1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from story_samples import Attached, mail, pdf

if TYPE_CHECKING:
    from houses import Story

ROWS = [
    ("Monto", "$1,305.00 MXN"), ("Destinatario", "Sistemas Perseo SA de CV"), ("Cuenta destino", "012164001016446374"),
    ("Concepto", "REF: 935447"), ("Fecha de envio", "22/11/2026 08:18"), ("Clave de rastreo", "UALA6735839171008245"),
]  # fmt: skip
SENT_BACK = (
    "BBVA MEXICO regreso la transferencia SPEI que enviaste.", "Ya abonamos el dinero de vuelta a tu cuenta.",
    "Te regresamos tu dinero", "Tu dinero ya esta de vuelta", "El banco destino no acepto tu SPEI",
    "Tu transferencia regreso a tu cuenta", "El dinero esta otra vez en tu cuenta.", "Hubo un problema con tu pago",
    "Tuvimos que regresarte el dinero de tu envio.", "No logramos entregar tu dinero a Sistemas Perseo",
    "Reintegramos a tu saldo el importe de tu transferencia", "Tu banco aun esta procesando tu envio",
)  # fmt: skip
DONE = (
    "Le enviamos su dinero a Sistemas Perseo.", "Si no reconoces esta operacion llama al 55 5231 4500.",
    "Si usted no realizo esta operacion comuniquese con su banco.",
)  # fmt: skip


def arrives(story: Story, *lines: str, rows: list[tuple[str, str]] = ROWS, subject: str = "Pago") -> str | None:
    """Return what a mail ends as that brings these lines above the rows of a payment."""
    story.slip()
    paper = Attached("aviso.pdf", pdf([*((line, "") for line in lines), *rows]))
    return story.mail(story.receive(mail(paper, subject=subject, text="Adjunto"))).outcome


@pytest.mark.parametrize("sentence", SENT_BACK)
def test_a_sentence_about_money_that_came_back_activates_nothing(story: Story, sentence: str) -> None:
    arrives(story, sentence)

    assert story.activations() == ()


@pytest.mark.parametrize("sentence", DONE)
def test_a_sentence_of_another_kind_holds_no_payment(story: Story, sentence: str) -> None:
    assert arrives(story, sentence) == "activate"


@pytest.mark.parametrize("why", ["Devolucion: datos del beneficiario no coinciden", "Rechazo por cuenta inexistente"])
def test_why_it_came_back_is_no_concept(story: Story, why: str) -> None:
    arrives(story, rows=[*ROWS, ("Motivo", why)])

    assert story.activations() == ()


@pytest.mark.parametrize("subject", ["Fwd: Te devolvimos tu dinero", "RV: Transferencia rechazada"])
def test_the_subject_of_the_mail_is_heard(story: Story, subject: str) -> None:
    """What a bank's own subject tells, its forwarded body need not say again."""
    arrives(story, subject=subject)

    assert story.activations() == ()


def test_the_subject_of_a_forwarded_mail_is_heard(story: Story) -> None:
    arrives(story, rows=[("Asunto", "Te devolvimos tu dinero"), *ROWS])

    assert story.activations() == ()
