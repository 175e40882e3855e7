"""One mail, every outcome: from the bytes in the inbox to the letters that the SMTP server took."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from houses import AUTHSERV, text_of
from story_samples import ANA, BETO, Attached, Paid, locked_pdf, mail, receipt

from bot.errors import UnreadableMail
from bot.store import tables

if TYPE_CHECKING:
    from houses import Story

    from bot.model import Reading

SAMPLES = Path(__file__).parent / "receipts" / "files"
BOTH_LETTERS = [(ANA, "activation"), (ANA, "manual")]


# ---------------------------------------------------------------- activate


def test_a_payment_that_fits_is_activated_and_the_manual_goes_with_it(any_story: Story) -> None:
    story = any_story
    story.slip()
    story.deliver(mail(receipt(), message_id="<pago-1@papeleria.example>"))

    story.poll()
    story.work()

    assert story.slip_status() == "paid"
    assert [claim.state for claim in story.claims(1)] == ["activated"]
    assert (story.mail(1).state, story.mail(1).outcome) == ("decided", "activate")
    assert story.case(1).state == "activated"
    assert [one.state for one in story.activations()] == ["confirmed"]
    assert [(letter.kind, letter.state) for letter in story.letters()] == [("activation", "sent"), ("manual", "sent")]
    assert story.sent_kinds() == BOTH_LETTERS
    assert story.audited(1) == ["mail_decided", "activated"]


def test_the_activation_letter_answers_in_the_customers_own_thread(story: Story) -> None:
    """B54, B67"""
    story.slip()

    story.receive(mail(receipt(), message_id="<pago-1@papeleria.example>", subject="Pago de mi constancia"))

    for _, letter in story.sent():
        assert letter["In-Reply-To"] == "<pago-1@papeleria.example>"
        assert "<pago-1@papeleria.example>" in letter["References"]
        assert letter["From"].addresses[0].addr_spec == "comprobantes@perseo.mx"
        assert letter["Auto-Submitted"] == "auto-replied"
        assert letter["X-Auto-Response-Suppress"] == "All"
    assert story.sent()[0][1]["Subject"] == "Re: Pago de mi constancia"


def test_the_manual_goes_as_a_pdf(story: Story) -> None:
    story.slip()

    story.receive(mail(receipt()))

    enclosed = list(story.sent()[1][1].iter_attachments())
    assert [one.get_content_type() for one in enclosed] == ["application/pdf"]
    assert enclosed[0].get_content().startswith(b"%PDF")


def test_a_pdf_is_looked_at_twice_and_activated(story: Story) -> None:
    """B139: the picture of its page says what its text layer says."""
    story.slip()

    mail_id = story.receive(mail(receipt(name="comprobante.pdf")))

    assert story.mail(mail_id).outcome == "activate"
    assert story.sent_kinds() == BOTH_LETTERS


def test_who_asks_for_the_invoice_is_told_what_it_needs(story: Story) -> None:
    story.slip()

    story.receive(mail(receipt(), text="Buenas tardes, anexo mi comprobante. Solicito la factura, por favor."))

    assert "Para su factura nos falta: RFC, razón social," in text_of(story.sent()[0][1])
    assert story.activations()[0].wants_invoice


def test_a_stranger_who_pays_switches_the_panel_on_and_learns_nothing(story: Story) -> None:
    """B76"""
    story.slip()

    story.receive(mail(receipt(), sender=f"Beto <{BETO}>", subject="pago de un conocido"))

    assert story.sent_kinds() == BOTH_LETTERS
    assert all(letter["In-Reply-To"] is None for _, letter in story.sent())
    assert all("pago de un conocido" not in letter["Subject"] for _, letter in story.sent())


def test_two_receipts_in_one_mail_switch_two_slips_on(story: Story) -> None:
    story.slip()
    story.slip("935812", 63_800)
    second = Paid("$638.00 MXN", "935812", hour="09:40", tracking_key="HEYBCO2611221017449999")

    mail_id = story.receive(mail(receipt(), receipt(second, "segundo.html")))

    assert story.mail(mail_id).outcome == "activate"
    assert [claim.state for claim in story.claims(mail_id)] == ["activated", "activated"]
    assert sorted(story.sent_kinds()) == sorted(BOTH_LETTERS * 2)


def test_the_weakest_of_two_claims_is_the_outcome_and_the_other_is_activated_all_the_same(story: Story) -> None:
    story.slip()
    story.slip("935812", 63_800)
    short = Paid("$600.00 MXN", "935812", hour="09:40", tracking_key="HEYBCO2611221017449999")

    mail_id = story.receive(mail(receipt(), receipt(short, "segundo.html")))

    assert story.mail(mail_id).outcome == "ask"
    assert (story.slip_status("935447"), story.slip_status("935812")) == ("paid", "open")
    assert sorted(story.sent_kinds()) == sorted([*BOTH_LETTERS, (ANA, "question")])


# ---------------------------------------------------------------- ask


def asked(story: Story, mail_id: int) -> str:
    """Return the text of the one question; everything stands still until it is answered."""
    assert story.mail(mail_id).outcome == "ask"
    assert story.case(mail_id).state == "waiting_customer"
    assert story.case(mail_id).stopped_at == story.clock()
    assert story.slip_status() == "open"
    assert story.activations() == ()
    assert story.sent_kinds() == [(ANA, "question")]
    return text_of(story.sent()[0][1])


def test_a_short_payment_is_asked_for_the_balance(any_story: Story) -> None:
    any_story.slip()

    mail_id = any_story.receive(mail(receipt(Paid("$1,000.00 MXN"))))

    said = asked(any_story, mail_id)
    assert any_story.rules(mail_id) == {"amount_differs"}
    assert "$1,000.00" in said
    assert "$305.00" in said
    assert "935447" in said


def test_a_payment_of_the_subtotal_is_asked_for_the_iva(story: Story) -> None:
    story.slip()

    mail_id = story.receive(mail(receipt(Paid("$1,125.00 MXN"))))

    said = asked(story, mail_id)
    assert "amount_is_subtotal" in story.rules(mail_id)
    assert "falta el IVA" in said
    assert "$180.00" in said


def test_a_payment_without_reference_is_asked_for_it(story: Story) -> None:
    story.slip()

    mail_id = story.receive(mail(receipt(Paid(reference=""))))

    assert "la referencia de su constancia" in asked(story, mail_id)
    assert "no_reference" in story.rules(mail_id)


def test_an_unknown_reference_is_asked_for_again(story: Story) -> None:
    story.slip()

    mail_id = story.receive(mail(receipt(Paid(reference="941306"))))

    assert "941306" in asked(story, mail_id)
    assert "unknown_reference" in story.rules(mail_id)


def test_a_payment_to_another_account_is_asked_about(story: Story) -> None:
    story.slip()

    mail_id = story.receive(mail(receipt(Paid(account="072580001234567895"))))

    assert "7895" in asked(story, mail_id)
    assert "other_account" in story.rules(mail_id)


def test_our_own_slip_instead_of_a_receipt_is_asked_about(story: Story) -> None:
    story.slip()
    own = Attached("constancia.pdf", (SAMPLES / "056-documento.pdf").read_bytes())

    mail_id = story.receive(mail(own, text="Buenas tardes, adjunto."))

    assert "adjuntando el comprobante de su banco" in asked(story, mail_id)
    assert story.rules(mail_id) == {"payment_slip"}


def test_a_pdf_with_a_password_is_asked_for_without_it(story: Story) -> None:
    story.slip()

    mail_id = story.receive(mail(Attached("comprobante.pdf", locked_pdf())))

    assert "está protegido" in asked(story, mail_id)
    assert story.rules(mail_id) == {"needs_password"}


def test_a_scheduled_payment_waits_for_its_day(story: Story) -> None:
    story.slip()

    mail_id = story.receive(mail(receipt(Paid(state="Programada"))))

    assert asked(story, mail_id)
    assert "scheduled" in story.rules(mail_id)


def test_what_is_missing_from_a_strangers_payment_is_asked_of_the_slips_customer(story: Story) -> None:
    """B76: the stranger gets no letter that tells what the slip asks for."""
    story.slip()

    mail_id = story.receive(mail(receipt(Paid("$1,000.00 MXN")), sender=f"Beto <{BETO}>"))

    assert "$305.00" in asked(story, mail_id)


@pytest.mark.parametrize("words", ["935447", "Hola, la referencia es 935447, gracias.\n\nEnviado desde mi iPhone"])
def test_a_reply_with_only_the_number_completes_the_receipt_that_waits(story: Story, words: str) -> None:
    """B72: no payment again, no paper again."""
    story.slip()
    first = story.receive(mail(receipt(Paid(reference=""), "pago.pdf")))
    question = story.sent()[0][1]["Message-ID"]

    second = story.receive(mail(subject="Re: Pago", text=words, headers=(("In-Reply-To", question),)))

    assert story.case(second).id == story.case(first).id
    assert story.case(second).state == "activated"
    assert story.sent_kinds() == [(ANA, "question"), *BOTH_LETTERS]


def test_a_reply_with_a_number_that_is_no_slip_is_asked_again(story: Story) -> None:
    story.slip()
    story.receive(mail(receipt(Paid(reference=""), "pago.pdf")))
    question = story.sent()[0][1]["Message-ID"]

    second = story.receive(mail(subject="Re: Pago", text="941306", headers=(("In-Reply-To", question),)))

    assert story.rules(second) == {"unknown_reference"}
    assert story.sent_kinds() == [(ANA, "question"), (ANA, "question")]
    assert story.slip_status() == "open"

    again = story.sent()[1][1]["Message-ID"]
    third = story.receive(mail(subject="Re: Pago", text="perdón, es 935447", headers=(("In-Reply-To", again),)))

    assert story.case(third).state == "activated"


def test_a_reply_with_two_numbers_is_for_a_person(story: Story) -> None:
    story.slip()
    story.receive(mail(receipt(Paid(reference=""), "pago.pdf")))
    question = story.sent()[0][1]["Message-ID"]

    second = story.receive(mail(subject="Re: Pago", text="935447 o 935448", headers=(("In-Reply-To", question),)))

    assert story.mail(second).outcome == "review"
    assert story.slip_status() == "open"


def test_the_answer_to_a_question_completes_the_same_case(any_story: Story) -> None:
    """B69, B119: the clock runs on with what was left."""
    story = any_story
    story.slip()
    first = story.receive(mail(receipt(Paid(state="Programada"))))
    due = story.case(first).deadline
    question = story.sent()[0][1]["Message-ID"]
    story.clock.pass_by(hours=30)

    second = story.receive(mail(receipt(), subject="Re: Pago de mi constancia", headers=(("In-Reply-To", question),)))

    assert story.case(second).id == story.case(first).id
    assert story.case(second).state == "activated"
    assert story.case(second).stopped_at is None
    assert (story.case(second).deadline - due).total_seconds() == 30 * 3600
    assert story.sent_kinds() == [(ANA, "question"), *BOTH_LETTERS]


# ---------------------------------------------------------------- review


def reviewed(story: Story, mail_id: int) -> set[str]:
    """Return the reasons why staff must look; nothing was switched on and every claim says why."""
    assert story.mail(mail_id).outcome == "review"
    assert story.case(mail_id).state == "desk"
    assert story.activations() == ()
    assert all(claim.reasons for claim in story.claims(mail_id) if claim.outcome == "review")
    return story.rules(mail_id)


def test_a_large_payment_is_acknowledged_and_left_to_a_person(any_story: Story) -> None:
    any_story.slip(amount=1_450_000)

    mail_id = any_story.receive(mail(receipt(Paid("$14,500.00 MXN"))))

    assert reviewed(any_story, mail_id) == {"above_limit"}
    assert any_story.sent_kinds() == [(ANA, "acknowledgement")]
    assert "martes 24 de noviembre, 10:00" in text_of(any_story.sent()[0][1])


def test_a_sender_who_fails_the_check_of_our_receiver_gets_a_letter_that_says_nothing(story: Story) -> None:
    """B75, B76"""
    story.slip()
    forged = ("Authentication-Results", f"{AUTHSERV}; dmarc=fail header.from=papeleria.example")

    mail_id = story.receive(mail(receipt(), headers=(forged,)))

    assert "sender_failed" in reviewed(story, mail_id)
    recipients, said = zip(*((to, text_of(letter)) for to, letter in story.sent()), strict=True)
    assert recipients == (ANA,)
    assert not [word for word in ("935447", "1,305", "Cliente ana", "6374") if word in said[0]]


def test_what_another_receiver_says_of_the_sender_stops_nothing(story: Story) -> None:
    """B73: only the word of our own receiver counts."""
    story.slip()
    theirs = ("Authentication-Results", "mx.ajeno.example; dmarc=fail header.from=papeleria.example")

    mail_id = story.receive(mail(receipt(), headers=(theirs,)))

    assert story.mail(mail_id).outcome == "activate"


def test_a_mail_without_a_receipt_goes_to_the_desk_and_is_acknowledged(story: Story) -> None:
    mail_id = story.receive(mail(text="¿A qué hora abren mañana?", subject="Horario"))

    assert reviewed(story, mail_id) == {"no_receipt"}
    assert [to for to, _ in story.sent()] == [ANA]


def test_what_came_through_the_junk_folder_is_for_the_desk_only(story: Story) -> None:
    """B23"""
    story.slip()
    story.deliver(mail(receipt()), folder="Junk")

    story.poll()
    story.work()

    assert "junk_folder" in reviewed(story, 1)
    assert story.sent() == []


def test_a_paid_slip_is_never_activated_again(story: Story) -> None:
    """B39"""
    story.slip()
    story.receive(mail(receipt()))
    another = Paid(day="23/11/2026", hour="07:30", tracking_key="HEYBCO2611231017441111")

    second = story.receive(mail(receipt(another)))

    assert story.mail(second).outcome == "review"
    assert "slip_paid" in story.rules(second)
    assert len(story.activations()) == 1


# ---------------------------------------------------------------- ignore, copies and history


def test_the_same_payment_in_another_picture_is_told_that_it_is_applied(any_story: Story) -> None:
    story = any_story
    story.slip()
    story.receive(mail(receipt()))
    story.clock.pass_by(hours=3)

    again = story.receive(mail(receipt(name="captura.pdf"), subject="le reenvío mi pago"))

    assert story.mail(again).outcome == "ignore"
    assert [claim.state for claim in story.claims(again)] == ["duplicate"]
    assert story.sent_kinds() == [*BOTH_LETTERS, (ANA, "already_received")]
    assert "ya se aplicó a su constancia 935447" in text_of(story.sent()[2][1])
    assert len(story.activations()) == 1


def test_the_same_payment_without_its_reference_is_told_that_it_was_received(story: Story) -> None:
    """B9: nobody reviews it, so the letter says no such thing; nor does it name a slip."""
    story.slip()
    story.receive(mail(receipt()))

    again = story.receive(mail(receipt(Paid(reference=""), "recorte.html"), text="Hola, anexo mi pago"))

    assert story.mail(again).outcome == "ignore"
    said = text_of(story.sent()[-1][1])
    assert "ya lo habíamos recibido y está registrado" in said
    assert "revisando" not in said


def test_the_same_payment_for_another_slip_is_left_to_a_person(story: Story) -> None:
    """I6: no strong key is spent twice."""
    story.slip()
    story.slip("935812")
    story.receive(mail(receipt()))

    again = story.receive(mail(receipt(Paid(reference="935812"))))

    assert story.mail(again).outcome == "review"
    assert "payment_used_elsewhere" in story.rules(again)
    assert story.slip_status("935812") == "open"
    assert len(story.activations()) == 1


@pytest.mark.parametrize("order", [("comprobantes", "cxc"), ("cxc", "comprobantes")])
def test_one_mail_to_both_inboxes_is_one_mail_with_one_set_of_letters(story: Story, order: tuple[str, str]) -> None:
    """B7: the copies differ in their trace headers; the first decides from which address it is answered."""
    story.slip()
    raw = mail(receipt(), to="comprobantes@perseo.mx, cxc@perseo.mx")
    for inbox in order:
        story.deliver(b"Received: from mx.correo.example by %b.perseo.mx\r\n" % inbox.encode() + raw, inbox)

    for inbox in order:
        story.poll(inbox)
        story.work()

    assert [story.mail(one).state for one in (1, 2)] == ["decided", "copy"]
    assert story.mail(2).copy_of == 1
    assert story.count(tables.deliveries) == 2
    assert story.count(tables.cases) == 1
    assert story.sent_kinds() == BOTH_LETTERS
    assert len(story.activations()) == 1


def test_the_same_bytes_in_both_inboxes_are_kept_once(story: Story) -> None:
    """B7"""
    story.slip()
    raw = mail(receipt())
    story.deliver(raw, "cxc")
    story.deliver(raw, "comprobantes")

    story.poll("comprobantes", "cxc")
    story.work()

    assert (story.count(tables.mails), story.count(tables.deliveries)) == (1, 2)
    assert story.sent_kinds() == BOTH_LETTERS


def test_a_mail_that_is_sent_five_times_is_answered_once_more_at_most(story: Story) -> None:
    """B9: a new Message-ID each time, the same payment."""
    story.slip()

    for _ in range(6):
        story.receive(mail(receipt()))
        story.clock.pass_by(seconds=10)

    assert len(story.activations()) == 1
    assert story.sent_kinds() == [*BOTH_LETTERS, (ANA, "already_received")]


def test_a_mail_that_is_worked_fifty_times_writes_no_second_letter(story: Story) -> None:
    """B44"""
    story.slip()
    mail_id = story.receive(mail(receipt(Paid("$1,000.00 MXN"))))

    for attempt in range(50):
        story.house.corridor.work_mail(mail_id, attempt)
    story.work()

    assert story.sent_kinds() == [(ANA, "question")]
    assert len(story.claims(mail_id)) == 1


def test_the_message_id_of_another_mail_hides_nothing(story: Story) -> None:
    """B8"""
    story.slip()
    story.receive(mail(text="¿A qué hora abren?", message_id="<1@x.example>"))

    second = story.receive(mail(receipt(), message_id="<1@x.example>"))

    assert story.mail(second).outcome == "activate"


@pytest.mark.parametrize(
    "robot",
    [
        mail(subject="Respuesta automática: Pago", text="Estoy de vacaciones hasta el lunes. Saludos."),
        mail(subject="Fuera de la oficina", text="Regreso el lunes.", headers=(("Auto-Submitted", "auto-replied"),)),
        mail(subject="Novedades de la semana", text="Ofertas.", headers=(("List-Id", "<novedades.ajeno.example>"),)),
        mail(subject="Tienda", text="Ofertas.", sender="tienda <no-reply@ajeno.example>"),
    ],
    ids=["out_of_office", "auto_submitted", "list", "noreply"],
)
def test_a_machine_that_sends_nothing_is_ignored_and_gets_no_letter(story: Story, robot: bytes) -> None:
    """B56, B58, I9"""
    mail_id = story.receive(robot)
    story.clock.pass_by(minutes=6)
    story.sweep()

    assert story.mail(mail_id).outcome == "ignore"
    assert story.case(mail_id).state == "ignored"
    assert story.sent() == []


@pytest.mark.parametrize(
    "headers", [(("Return-Path", "<>"),), (("Precedence", "bulk"),), (("Auto-Submitted", "auto-generated"),)]
)
def test_a_receipt_that_a_machine_sends_is_worked_and_the_machine_gets_no_answer(
    story: Story, headers: tuple[tuple[str, str], ...]
) -> None:
    """B56, I9: the question stays unasked, so the case is left to a person."""
    story.slip()

    mail_id = story.receive(mail(receipt(Paid("$1,000.00 MXN")), headers=headers))

    assert reviewed(story, mail_id) == {"amount_differs"}
    assert story.sent() == []


def test_a_bounce_is_shown_to_staff_and_never_answered(story: Story) -> None:
    """B56, I9"""
    bounce = mail(
        sender="Mail Delivery System <mailer-daemon@correo.example>",
        subject="Undelivered Mail Returned to Sender",
        text="No se pudo entregar su mensaje a ana@papeleria.example.",
        headers=(("Auto-Submitted", "auto-replied"), ("Return-Path", "<>"), ("X-Failed-Recipients", ANA)),
    )

    mail_id = story.receive(bounce)

    assert story.mail(mail_id).outcome in ("review", "ignore")
    assert story.sent() == []


def test_what_arrived_before_the_cut_off_is_kept_and_never_answered(story: Story) -> None:
    """B22"""
    story.slip()

    mail_id = story.receive(mail(receipt()), historic=True)
    story.clock.pass_by(hours=25)
    story.sweep()

    assert story.mail(mail_id).state == "historic"
    assert story.activations() == ()
    assert story.sent() == []


# ---------------------------------------------------------------- mails that cannot be read


def test_a_mail_that_kills_its_reader_is_set_aside_and_the_others_go_on(
    any_story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    """B17: three attempts, then a desk case with the bytes kept."""
    story = any_story
    story.slip()
    poisoned = mail(text="veneno")
    read = story.house.reader.read
    attempts = []

    def poisoned_read(raw: bytes) -> Reading:
        if raw == poisoned:
            attempts.append(raw)
            raise UnreadableMail("the child died")
        return read(raw)

    monkeypatch.setattr(story.house.reader, "read", poisoned_read)
    first = story.keep(poisoned)
    second = story.keep(mail(receipt()))

    for _ in range(5):
        story.work()
        story.clock.pass_by(minutes=2)

    assert len(attempts) == 3
    assert (story.mail(first).state, story.mail(first).outcome) == ("set_aside", "review")
    assert story.case(first).state == "desk"
    assert story.rules(first) == {"unreadable_mail"}
    assert story.audited(story.case(first).id) == ["mail_set_aside"]
    assert story.mail(second).outcome == "activate"
    assert story.sent_kinds() == BOTH_LETTERS


def test_a_mail_without_sender_goes_to_the_desk_unanswered(story: Story) -> None:
    """B11: nor does a wrong Date stop anything."""
    raw = mail(receipt(Paid(reference="")), sender="=?nobody", date=datetime(1999, 1, 1, tzinfo=UTC))

    mail_id = story.receive(raw)

    assert reviewed(story, mail_id)
    assert story.case(mail_id).address is None
    assert story.sent() == []


def test_a_slips_number_that_stands_elsewhere_on_the_paper_is_only_proposed(story: Story) -> None:
    """A payer's account number may look like an open slip."""
    story.slip("966850")
    notice = receipt(Paid(reference="221126"))
    content = notice.content.replace(b"</table>", b"<tr><td>Cuenta origen</td><td>966850</td></tr></table>", 1)

    mail_id = story.receive(mail(Attached(notice.name, content)))

    assert story.mail(mail_id).outcome != "activate"
    assert story.slip_status("966850") == "open"


# ---------------------------------------------------------------- two crops of one picture


SHOWS_ITS_REFERENCE = Paid(hour="", tracking_key="")
SHOWS_THE_REST = Paid(reference="")


@pytest.mark.parametrize("first", ["its reference", "the rest"])
def test_two_crops_of_one_payment_switch_one_slip_on(any_story: Story, first: str) -> None:
    """I6: of the crop with key and hour the mail tells another slip's number."""
    story = any_story
    story.slip()
    story.slip("935812", email=BETO)
    plain = mail(receipt(SHOWS_ITS_REFERENCE))
    told = mail(
        receipt(SHOWS_THE_REST), sender=f"Beto <{BETO}>", subject="Pago", text="Hola, referencia 935812. Saludos."
    )
    both = (plain, told) if first == "its reference" else (told, plain)

    activated, doubted = [story.receive(raw) for raw in both]

    assert story.mail(activated).outcome == "activate"
    assert story.mail(doubted).outcome == "review"
    assert "payment_maybe_used" in story.rules(doubted)
    assert len(story.activations()) == 1


def test_two_honest_equal_payments_of_a_day_are_both_switched_on(story: Story) -> None:
    """One prints no hour and the other tells its reference in the mail: their keys tell them apart."""
    story.slip()
    story.slip("935812", email=BETO)
    other = Paid(reference="", hour="11:52", tracking_key="HEYBCO2611221152449999")

    story.receive(mail(receipt(Paid(hour=""))))
    story.receive(
        mail(receipt(other), sender=f"Beto <{BETO}>", subject="Pago", text="Hola, referencia 935812. Saludos.")
    )

    assert {story.slip_status("935447"), story.slip_status("935812")} == {"paid"}
