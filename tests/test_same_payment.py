"""One payment, however often and by whomever it is mailed: applied once, and each sender is told what is his to know."""

from __future__ import annotations

from email.message import EmailMessage
from typing import TYPE_CHECKING

import pytest
from houses import text_of
from story_samples import ANA, BETO, Attached, Paid, mail, receipt

if TYPE_CHECKING:
    from houses import Story

ALREADY = "already_received"


def forwarded(raw: bytes, sender: str) -> bytes:
    """Return a mail that carries another one as it came."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, "comprobantes@perseo.mx", "RV: Pago de mi constancia"
    message["Message-ID"] = "<reenvio@correo.example>"
    message.set_content("Te reenvío el correo del pago.")
    message.add_attachment(raw, "application", "octet-stream", filename="pago.eml")
    return message.as_bytes(policy=message.policy.clone(linesep="\r\n"))


@pytest.mark.parametrize(
    "again",
    [
        mail(receipt(), subject="Otra vez", text="Va de nuevo mi pago.", date=None),
        mail(receipt(name="otro nombre.html"), subject="Pago"),
        mail(receipt(name="captura.pdf")),
        mail(receipt(Paid(reference="", hour="")), subject="Mi pago"),
        forwarded(mail(receipt()), f"Ana Ruiz <{ANA}>"),
    ],
    ids=["same_file", "renamed", "another_picture", "cropped", "forwarded"],
)
def test_what_was_applied_is_told_as_applied_and_nothing_is_done_twice(story: Story, again: bytes) -> None:
    """50-52: "ya lo recibimos"."""
    story.slip()
    story.slip("935812")
    story.receive(mail(receipt()))
    story.clock.pass_by(hours=3)

    mail_id = story.receive(again)

    assert story.mail(mail_id).outcome == "ignore"
    assert [claim.state for claim in story.claims(mail_id)] == ["duplicate"]
    assert story.sent_kinds()[2:] == [(ANA, ALREADY)]
    assert "ya" in text_of(story.sent()[2][1])
    assert (len(story.activations()), story.slip_status("935812")) == (1, "open")


@pytest.mark.parametrize("again", [receipt(), receipt(name="captura.pdf")], ids=["same_file", "another_picture"])
def test_somebody_else_who_mails_it_learns_nothing_of_whose_it_is(story: Story, again: Attached) -> None:
    """53, B76"""
    story.slip()
    story.slip("935812", email=BETO)
    story.receive(mail(receipt()))

    mail_id = story.receive(mail(again, sender=f"Beto <{BETO}>"))

    assert story.mail(mail_id).outcome in ("ignore", "review")
    assert (len(story.activations()), story.slip_status("935812")) == (1, "open")
    (letter,) = (text_of(letter) for to, letter in story.sent() if to == BETO)
    assert "ana" not in letter.lower().replace("mañana", "").replace("semana", "")
    assert "se aplicó" not in letter
