"""Each outcome has its own letter: from the mail with the receipt to the words that its reader gets."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa
from houses import AUTHSERV, MORNING, text_of
from story_samples import ANA, BETO, Paid, locked_pdf, mail, receipt
from story_samples import Attached as File

from bot import ruling
from bot.store import tables

if TYPE_CHECKING:
    from houses import Story

BOTH = [(ANA, "activation"), (ANA, "manual")]
SECOND = {"hour": "09:40", "tracking_key": "HEYBCO2611221017449999"}
FAILS = (("Authentication-Results", f"{AUTHSERV}; dmarc=fail header.from=papeleria.example"),)


def told(story: Story) -> str:
    """Return the text of the one letter that was sent."""
    ((_, letter),) = story.sent()
    return text_of(letter)


# ---------------------------------------------------------------- a person decides, and the customer knows why


def test_an_overpayment_is_acknowledged_with_its_excess(story: Story) -> None:
    """37"""
    story.slip()

    story.receive(mail(receipt(Paid("$1,500.00 MXN"))))

    assert "Su pago trae $195.00 de más" in told(story)
    assert "no tiene que hacer nada." in told(story)


def test_of_an_overpayment_a_stranger_learns_nothing(story: Story) -> None:
    """B76"""
    story.slip()

    story.receive(mail(receipt(Paid("$1,500.00 MXN")), sender=f"Beto <{BETO}>"))

    assert "Lo revisamos y, si hace falta, avisaremos al titular de la constancia." in told(story)
    assert not any(secret in told(story) for secret in ("195", "1,305", "935447"))


def test_an_expired_a_cancelled_and_a_paid_slip_have_different_answers(story: Story) -> None:
    """35"""
    story.slip("935447", expires_at=MORNING - timedelta(hours=9))
    story.slip("935812")
    story.slip("935820")
    with story.house.db.begin() as tx:
        change = sa.update(tables.slips)
        tx.execute(change.filter_by(reference="935812").values(status="cancelled"))
        tx.execute(change.filter_by(reference="935820").values(status="paid", paid_at=MORNING))

    for number, reference in enumerate(("935447", "935812", "935820")):
        paid = Paid(reference=reference, hour=f"09:4{number}", tracking_key=f"HEYBCO261122101744999{number}")
        story.receive(mail(receipt(paid)))

    texts = [text_of(letter) for _, letter in story.sent()]
    assert [
        said in text
        for said, text in zip(("venció el 23 de noviembre", "está cancelada", "ya estaba pagada"), texts, strict=True)
    ] == [True] * 3


def test_several_slips_that_make_another_sum_are_listed_with_their_amounts(story: Story) -> None:
    """38"""
    story.slip()
    story.slip("935812", 63_800)

    story.receive(mail(receipt(Paid("$1,900.00 MXN", "935447 935812"))))

    assert "· 935447: $1,305.00 · 935812: $638.00 Juntas suman $1,943.00; faltan $43.00." in told(story)


def test_a_cheque_is_told_to_wait_for_its_bank(story: Story) -> None:
    """63"""
    story.slip()

    story.receive(mail(receipt(Paid(state="Cheque salvo buen cobro"))))

    assert "Recibimos su pago con cheque" in told(story)


def test_dollars_are_said_to_be_dollars(story: Story) -> None:
    story.slip()

    story.receive(mail(receipt(Paid("$1,305.00 USD"))))

    assert "Su comprobante está en dólares" in told(story)


def test_a_limit_of_ours_is_nobodys_business(story: Story) -> None:
    """64: with a reason for staff beside it, no reason is told."""
    story.slip(amount=1_450_000, expires_at=MORNING - timedelta(hours=1))

    story.receive(mail(receipt(Paid("$14,500.00 MXN"))))

    assert "Recibimos su comprobante y ya lo estamos revisando." in told(story)
    assert "venció" not in told(story)


# ---------------------------------------------------------------- parts


def test_a_part_that_comes_again_is_answered_once_more(story: Story) -> None:
    """B9, 36: however often; and the balance stays what it was."""
    story.slip()

    for _ in range(4):
        story.receive(mail(receipt(Paid("$1,000.00 MXN"))))

    assert story.sent_kinds() == [(ANA, "question"), (ANA, "already_received")]
    assert "Ya recibimos este pago; faltan $305.00" in text_of(story.sent()[1][1])


def test_the_payment_that_completes_a_slip_is_told_so(story: Story) -> None:
    """40"""
    story.slip()
    story.receive(mail(receipt(Paid("$1,000.00 MXN"))))

    story.receive(mail(receipt(Paid("$305.00 MXN", **SECOND))))

    assert story.sent_kinds() == [(ANA, "question"), *BOTH]
    assert "Con su pago de $305.00 quedó completa la constancia 935447 de $1,305.00" in text_of(story.sent()[1][1])


def test_what_staff_accepts_beyond_the_amount_is_said_to_be_the_customers(story: Story) -> None:
    """37"""
    story.slip()
    mail_id = story.receive(mail(receipt(Paid("$1,500.00 MXN"))))
    ruling.rule(story.house.corridor, story.case(mail_id).id, "accept", said=(), reference=None, by="ana")
    story.work()

    letter = next(letter for _, letter in story.sent() if "Su panel está activo" in text_of(letter))
    assert "El comprobante trae $195.00 de más: quedan a su favor" in text_of(letter)


# ---------------------------------------------------------------- files


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("comprobante.pdf", locked_pdf(), "No pudimos abrir el archivo porque está protegido."),
        ("pago.rar", b"Rar!\x1a\x07\x01\x00" + b"x" * 900, "El archivo viene comprimido y no podemos recibirlo así."),
        ("recibo.pdf", b"\x00\x01\x02" * 400, "Recibimos su archivo, pero llegó dañado"),
    ],
)
def test_what_is_wrong_with_a_file_is_said(story: Story, name: str, content: bytes, said: str) -> None:
    story.receive(mail(File(name, content)))

    assert said in told(story)


# ---------------------------------------------------------------- nobody waits unasked


def test_what_can_be_asked_is_asked_beside_what_a_person_decides(story: Story) -> None:
    """One mail, one letter; the claim that waits for the customer has its question."""
    story.slip(amount=1_450_000)
    large, nameless = Paid("$14,500.00 MXN"), Paid("$638.00 MXN", "", **SECOND)

    mail_id = story.receive(mail(receipt(large), receipt(nameless, "segundo.html")))

    assert [claim.state for claim in story.claims(mail_id)] == ["desk", "waiting_customer"]
    assert story.sent_kinds() == [(ANA, "question")]
    assert "¿Cuál es la referencia de su pago de $638.00?" in told(story)


def test_a_question_that_may_not_go_leaves_its_claim_to_a_person(story: Story) -> None:
    """B59: five automatic letters a day; the sixth payment without a reference is nobody's secret."""
    for number in range(6):
        paid = Paid(reference="", hour=f"09:1{number}", tracking_key=f"HEYBCO261122101744777{number}")
        last = story.receive(mail(receipt(paid)))

    assert [kind for _, kind in story.sent_kinds()] == ["question"] * 5
    assert story.claims(last)[0].state == "desk"


def test_a_flood_in_a_forged_name_gives_its_victim_one_letter(story: Story) -> None:
    """B63: none of the forger's words, no attachment, one a day."""
    story.slip()
    for number in range(8):
        paid = Paid(hour=f"09:1{number}", tracking_key=f"HEYBCO261122101744666{number}")
        story.receive(mail(receipt(paid), subject="Gane dinero", text="visite spam.example", headers=FAILS))

    assert story.sent_kinds() == [(ANA, "neutral_acknowledgement")]
    assert "spam" not in told(story)
    assert "935447" not in told(story)
