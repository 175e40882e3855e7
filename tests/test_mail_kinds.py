"""What is no customer's receipt, through the whole corridor: a bank's own notice, questions, thanks, adverts (row 70)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from story_samples import ANA, Paid, mail, receipt

if TYPE_CHECKING:
    from houses import Story

BANK = "Notificaciones <notificaciones@banco.example>"
NEWSLETTER = (("List-Id", "<boletin.tienda.example>"), ("List-Unsubscribe", "<https://tienda.example/baja>"))


def test_a_banks_own_notice_is_evidence_and_the_slips_customer_gets_the_letters(any_story: Story) -> None:
    """Row 70: the robot is never answered."""
    any_story.slip()

    mail_id = any_story.receive(mail(receipt(), sender=BANK, text="Aviso de transferencia recibida."))

    assert any_story.mail(mail_id).robot == "noreply_address"
    assert any_story.slip_status() == "paid"
    assert any_story.sent_kinds() == [(ANA, "activation"), (ANA, "manual")]


def test_a_banks_notice_of_a_short_payment_asks_the_slips_customer(story: Story) -> None:
    story.slip()

    story.receive(mail(receipt(Paid("$1,000.00 MXN")), sender=BANK, text="Aviso de transferencia recibida."))

    assert {to for to, _ in story.sent_kinds()} == {ANA}
    assert "question" in {kind for _, kind in story.sent_kinds()}


def test_the_banks_notice_beside_the_customers_own_mail_is_shown_in_both(story: Story) -> None:
    """A notice can be forged: it stays a case of its own, and staff see the one beside the other."""
    story.slip()
    first = story.receive(mail(receipt(Paid(reference=""))))

    notice = story.receive(mail(receipt(Paid(reference="")), sender=BANK, text="Aviso de transferencia."))

    assert story.case(first).id != story.case(notice).id
    assert "case_linked" in story.audited(story.case(first).id)


def test_the_customers_answer_to_what_a_banks_notice_led_to_joins_its_case(story: Story) -> None:
    """Our question went to the slip's customer: what he sends about it, in whatever thread, is the same conversation."""
    story.slip()
    notice = story.receive(mail(receipt(Paid("$1,000.00 MXN")), sender=BANK, text="Aviso de transferencia."))
    rest = Paid("$305.00 MXN", hour="10:02", tracking_key="HEYBCO2611221017449990")

    answer = story.receive(mail(receipt(rest), subject="el resto"))

    assert story.case(notice).id == story.case(answer).id
    assert story.slip_status() == "paid"


def test_a_question_without_a_receipt_goes_to_a_person(story: Story) -> None:
    mail_id = story.receive(mail(text="Buenas tardes, ¿cuánto cuesta la anualidad?", subject="Una duda"))

    assert (story.mail(mail_id).outcome, story.rules(mail_id)) == ("review", {"no_receipt"})
    assert story.case(mail_id).state == "desk"


@pytest.mark.parametrize(
    "text",
    [
        "Muchas gracias.",
        "Recibido, gracias. Saludos.",
        "ok gracias",
        "¡Perfecto! Ya quedó activo, mil gracias por su ayuda.",
        "Enterado. Buen día.",
    ],
)
def test_thanks_are_ignored_with_a_reason(story: Story, text: str) -> None:
    mail_id = story.receive(mail(text=text, subject="Re: Su panel está activo"))

    assert (story.mail(mail_id).outcome, story.rules(mail_id)) == ("ignore", {"thanks"})
    assert story.sent() == []


@pytest.mark.parametrize(
    "text",
    [
        "Gracias, ¿cuándo queda activo?",
        "Gracias. Sigo sin poder entrar al panel",
        "Gracias por nada, ya pagué dos veces",
        "Gracias, les mando la factura de antes",
        "Gracias 935447",
        "",
        "Muchas gracias por su atención de siempre; les comento que el lunes cambiamos de domicilio y de razón social.",
    ],
)
def test_thanks_that_say_more_go_to_a_person(story: Story, text: str) -> None:
    mail_id = story.receive(mail(text=text, subject="Re: Su panel está activo"))

    assert story.mail(mail_id).outcome == "review"


def test_thanks_in_a_thread_that_waits_leave_its_question_open(story: Story) -> None:
    story.slip()
    first = story.receive(mail(receipt(Paid(reference=""))))
    ours = story.sent()[-1][1]["Message-ID"]

    thanks = story.receive(
        mail(text="Gracias.", subject="Re: ¿Cuál es la referencia?", headers=(("In-Reply-To", ours),))
    )

    assert story.case(thanks).id == story.case(first).id
    assert story.case(first).state == "waiting_customer"


def test_a_newsletter_is_ignored_with_a_reason(story: Story) -> None:
    mail_id = story.receive(
        mail(
            sender="Tienda <hola@tienda.example>",
            text="Ofertas de noviembre en muebles.",
            subject="Ofertas",
            headers=NEWSLETTER,
        )
    )

    assert (story.mail(mail_id).outcome, story.rules(mail_id)) == ("ignore", {"robot"})
    assert story.sent() == []


def test_spam_is_ignored_with_a_reason(story: Story) -> None:
    mail_id = story.receive(
        mail(sender="x <x@spam.example>", text="Gane un viaje.", subject="Premio", headers=(("X-Spam-Flag", "YES"),))
    )

    assert (story.mail(mail_id).outcome, story.rules(mail_id)) == ("ignore", {"robot"})


def test_spam_about_a_payment_may_be_a_filters_mistake_and_goes_to_a_person(story: Story) -> None:
    mail_id = story.receive(
        mail(sender="x <x@spam.example>", text="Ya hice mi pago.", subject="Pago", headers=(("X-Spam-Flag", "YES"),))
    )

    assert story.mail(mail_id).outcome == "review"
