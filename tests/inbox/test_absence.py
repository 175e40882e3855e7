from __future__ import annotations

import pytest
from inbound import a_mail

from bot.inbox.absence import is_absence_notice

SUBJECTS = """
Respuesta automática: Comprobante de pago
Respuesta automática
RESPUESTA AUTOMÁTICA: Pago 935447
Contestación automática
[Externo] Respuesta automática
Autorespuesta: su mensaje
Auto: Fuera de la oficina
Fuera de la oficina
Fuera de oficina: regreso el lunes
Estoy fuera de la oficina
Me encuentro fuera de oficina
Ausente hasta el 5 de enero
Estaré ausente
Ausencia temporal
Aviso de ausencia
Mensaje automático de ausencia
De vacaciones
Estoy de vacaciones
Acuse de recibo automático
Automatic reply: Comprobante
Auto-Reply: Comprobante
Autoreply
Auto response
Out of Office
Out of the office until Monday
Away from my desk
On annual leave
On vacation
Resposta automática: Pagamento
Fora do escritório
Estou de férias
""".strip().splitlines()

TEXTS = [
    "Buen día,\n\nEstaré fuera de la oficina del 20 al 31 de diciembre. Para pagos y facturas contacte a Luis.",
    "Hola, gracias por su correo.\nMe encuentro fuera de oficina, con acceso limitado.",
    "Me encuentro de vacaciones y regreso el lunes 5.",
    "Estoy de vacaciones; en mi ausencia escriba a pagos@cliente.mx",
    "Gracias por escribir. Estoy gozando de mis vacaciones.",
    "Por periodo vacacional nuestras oficinas permanecerán cerradas.",
    "Por el momento no me encuentro disponible.",
    "No estaré disponible hasta el 3 de febrero.",
    "Estoy ausente por motivos de salud.",
    "Me encuentro de incapacidad, favor de comunicarse con Rosa.",
    "Esta es una respuesta automática. En breve le contestamos.",
    "Acuse de recibo automático: hemos recibido su mensaje.",
    "Este buzón no es monitoreado.",
    "Esta cuenta de correo no está siendo monitoreada, marque al 656.",
    "Ando de vacaciones sin acceso a mi correo.",
    "La Lic. Pérez ya no labora en esta empresa.",
    "El contador dejó de laborar con nosotros.",
    "I am currently out of the office and will return on Monday.",
    "I'm away until 3 January.",
    "I’m on vacation with limited access to my email.",
    "This is an automatic reply.",
    "This is an automated response, do not answer.",
    "This mailbox is not monitored.",
    "I am on leave.",
    "Estou de férias até o dia 10.",
    "Estarei ausente até segunda-feira.",
    "Estou fora do escritório.",
    "Esta é uma resposta automática.",
]

PEOPLE = [
    ("Comprobante de pago", "Buen día, adjunto comprobante. Estoy de vacaciones, cualquier cosa a mi celular."),
    ("Pago 935447", "Les mando el pago. No me encuentro disponible por la tarde."),
    ("Pago", "Ya pagué desde el lunes; estaré fuera de la oficina, por favor activen hoy."),
    ("Pago", "Envío comprobante de la constancia. Me encuentro fuera de oficina."),
    ("Pago", "Se anexa ficha. Por periodo vacacional depositamos antes."),
    ("Re: Respuesta automática: Pago", "Entonces ¿quién me activa?"),
    ("RV: Fuera de la oficina", "Mire lo que me contestaron."),
    ("Pago de la oficina", "Hola"),
    ("Comprobante", ""),
    ("Automatizar mi facturación", "¿Me pueden llamar?"),
    ("Auto pagado", "Hola"),
    ("Onboarding", "Hola"),
    ("Pago", "Buen día\n1\n2\n3\n4\n5\n6\nPS: estoy de vacaciones"),
]


@pytest.mark.parametrize("subject", SUBJECTS)
def test_a_subject_can_tell_that_nobody_is_there(subject: str) -> None:
    """B58"""
    assert is_absence_notice(a_mail(subject=subject, own_text="Gracias."))


@pytest.mark.parametrize("text", TEXTS)
def test_the_first_lines_can_tell_that_nobody_is_there(text: str) -> None:
    """B58"""
    assert is_absence_notice(a_mail(subject="Re: Recibimos su comprobante", own_text=text))


@pytest.mark.parametrize(("subject", "text"), PEOPLE)
def test_a_person_is_not_taken_for_an_absence(subject: str, text: str) -> None:
    """B58"""
    assert not is_absence_notice(a_mail(subject=subject, own_text=text))


@pytest.mark.parametrize("quoted", TEXTS)
def test_what_is_only_quoted_does_not_count(quoted: str) -> None:
    """B58: the person answers an absence notice and quotes it."""
    mail = a_mail(own_text="¿Ya regresó? Urge la activación.", text=f"¿Ya regresó? Urge.\n> {quoted}")

    assert not is_absence_notice(mail)


def test_a_subject_made_to_keep_us_busy_does_not() -> None:
    """B92"""
    assert not is_absence_notice(a_mail(subject="[!]" * 20_000 + "x", own_text="(" * 100_000))
