"""What a person decides about a case, and what comes of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa
from houses import text_of
from story_samples import ANA, Paid, mail, receipt

from bot import ruling
from bot.errors import ComprobotError, UnreadableMail
from bot.store import claims, tables

if TYPE_CHECKING:
    from houses import Story

    from bot.model import Reading

LARGE = Paid("$14,500.00 MXN")


def rule(story: Story, case: int, action: str, *said: str, slip: str | None = None) -> str:
    return ruling.rule(story.house.corridor, case, action, said=said, reference=slip, by="lupita")


def at_the_desk(story: Story) -> int:
    """Return the case of a payment above the limit."""
    story.slip(amount=1_450_000)
    return story.case(story.receive(mail(receipt(LARGE)))).id


def test_an_accepted_payment_is_activated_like_any_other(any_story: Story) -> None:
    story = any_story
    case = at_the_desk(story)

    said = rule(story, case, "accept")
    story.work()

    assert said == f"Caso {case}: lupita aceptó el pago para la constancia 935447."
    assert story.slip_status() == "paid"
    assert [one.state for one in story.activations()] == ["confirmed"]
    assert story.sent_kinds() == [(ANA, "acknowledgement"), (ANA, "activation"), (ANA, "manual")]
    assert story.audited(case) == ["mail_decided", "claim_ruled", "activated"]
    assert story.count(tables.payment_keys) > 0


def test_the_invoice_that_a_reviewed_mail_asked_for_is_not_forgotten(story: Story) -> None:
    story.slip(amount=1_450_000)
    case = story.case(story.receive(mail(receipt(LARGE), text="Adjunto mi pago. ¿Me envían la factura, por favor?"))).id

    rule(story, case, "accept")
    story.work()

    assert [one.wants_invoice for one in story.activations()] == [True]


def test_a_person_names_the_slip_that_the_payer_forgot(story: Story) -> None:
    story.slip()
    case = story.case(story.receive(mail(receipt(Paid(reference=""))))).id

    rule(story, case, "accept", slip="935447")
    story.work()

    assert story.slip_status() == "paid"
    assert story.sent_kinds() == [(ANA, "question"), (ANA, "activation"), (ANA, "manual")]
    with story.house.db.read() as tx:
        assert [claim.state for claim in claims.of_case(tx, case)] == ["activated"]


def test_the_answer_on_the_desk_is_ruled_before_the_question_that_still_waits(story: Story) -> None:
    story.slip(amount=1_450_000)
    case = story.case(story.receive(mail(receipt(Paid(reference="", tracking_key=""))))).id
    question = story.sent()[-1][1]["Message-ID"]
    story.receive(mail(receipt(LARGE), headers=(("In-Reply-To", question),)))
    assert story.case(2).id == case

    rule(story, case, "accept")
    story.work()

    assert [claim.state for claim in (*story.claims(1), *story.claims(2))] == ["waiting_customer", "activated"]
    assert story.case(1).state == "waiting_customer"  # the first payment was another one


def test_words_that_came_beside_the_payment_are_ruled_with_it(story: Story) -> None:
    """The customer answered in words that name no number: whoever accepts has read them, and no desk is left."""
    story.slip()
    case = story.case(story.receive(mail(receipt(Paid(reference=""))))).id
    question = story.sent()[-1][1]["Message-ID"]
    story.receive(mail(text="Es la constancia de este mes, la de siempre.", headers=(("In-Reply-To", question),)))
    assert story.case(2).id == case
    assert story.case(2).state == "desk"

    rule(story, case, "accept", slip="935447")
    story.work()

    assert story.case(1).state == "activated"
    assert story.slip_status() == "paid"


def test_the_same_case_is_ruled_once(story: Story) -> None:
    """B106"""
    case = at_the_desk(story)
    rule(story, case, "accept")

    with pytest.raises(ComprobotError, match="ya fue resuelto"):
        rule(story, case, "reject", "no es nuestro")

    story.work()
    assert len(story.activations()) == 1


def test_of_two_people_at_once_one_is_told_that_it_is_done(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    """B106: the second looked at the case before the first had decided."""
    case = at_the_desk(story)
    chosen = ruling.waiting(story.house.corridor, case, None)
    monkeypatch.setattr("bot.ruling.weighing.waiting", lambda *_, **__: chosen)
    rule(story, case, "reject", "prueba")

    with pytest.raises(ComprobotError, match="ya fue resuelto"):
        rule(story, case, "accept")

    assert story.activations() == ()
    assert story.slip_status() == "open"


def test_a_payment_that_is_spent_pays_no_second_slip(any_story: Story) -> None:
    """I6: nothing of it is written, and the case stays where it was."""
    story = any_story
    story.slip()
    story.slip("935812")
    story.receive(mail(receipt()))
    case = story.case(story.receive(mail(receipt(Paid(reference="935812"))))).id

    with pytest.raises(ComprobotError, match="ya se usó"):
        rule(story, case, "accept")

    assert story.slip_status("935812") == "open"
    assert len(story.activations()) == 1
    assert "claim_ruled" not in story.audited(case)


def test_a_paid_slip_is_not_accepted_again(story: Story) -> None:
    """B39"""
    story.slip()
    story.receive(mail(receipt()))
    another = Paid(hour="11:11", tracking_key="HEYBCO2611221017440002")
    case = story.case(story.receive(mail(receipt(another)))).id

    with pytest.raises(ComprobotError, match="ya está pagada"):
        rule(story, case, "accept")


PART = Paid("$1,000.00 MXN")


def kept(story: Story) -> int:
    """Return the case of a part that is kept for the slip."""
    story.slip()
    case = story.case(story.receive(mail(receipt(PART)))).id
    assert story.received() == 100_000
    return case


def test_a_part_that_is_rejected_is_released_with_its_money_and_its_keys(any_story: Story) -> None:
    """I6: the slip asks for all of it again, and the payment may be another's."""
    story = any_story
    case = kept(story)
    story.slip("935812", 100_000, email="beto@ferreteria.example")

    rule(story, case, "reject", "no", "está", "en", "el", "banco")
    other = story.receive(mail(receipt(replace(PART, reference="935812"))))

    assert story.received() == 0
    assert story.audited(case)[-2:] == ["part_released", "claim_ruled"]
    assert story.mail(other).outcome == "activate"


def test_a_part_that_is_accepted_as_it_is_forgives_the_rest(any_story: Story) -> None:
    story = any_story
    case = kept(story)

    said = rule(story, case, "accept")
    story.work()

    assert said == f"Caso {case}: lupita aceptó el pago para la constancia 935447; se perdonan $305.00."
    assert (story.slip_status(), story.case(1).state) == ("paid", "activated")
    assert story.held(1) == {"935447": 100_000}


def test_a_part_may_be_meant_for_another_slip(story: Story) -> None:
    case = kept(story)
    story.slip("935812", 100_000)

    rule(story, case, "accept", slip="935812")
    story.work()

    assert (story.slip_status("935447"), story.received("935447"), story.slip_status("935812")) == ("open", 0, "paid")
    assert story.held(1) == {"935812": 100_000}


def test_to_ask_once_more_keeps_the_part(story: Story) -> None:
    case = kept(story)

    rule(story, case, "ask", "amount")
    story.work()

    assert (story.received(), story.case(1).state) == (100_000, "waiting_customer")
    assert "$305.00" in text_of(story.sent()[-1][1])


def test_what_is_left_over_of_an_accepted_payment_stays_the_customers(story: Story) -> None:
    """B141: row 37."""
    story.slip()
    case = story.case(story.receive(mail(receipt(Paid("$1,500.00 MXN"))))).id

    said = rule(story, case, "accept")

    assert said.endswith("935447; $195.00 quedan a favor del cliente.")
    assert story.held(1) == {"935447": 130_500}


def test_a_person_divides_one_payment_among_several_slips(any_story: Story) -> None:
    """B141: the reference that the payer wrote wrongly is put right."""
    story = any_story
    story.slip()
    story.slip("935812", 80_000)
    case = story.case(story.receive(mail(receipt(Paid("$2,105.00 MXN", reference="935447 935821"))))).id

    rule(story, case, "accept", slip="935447,935812")
    story.work()

    assert (story.slip_status("935447"), story.slip_status("935812")) == ("paid", "paid")
    assert story.held(1) == {"935447": 130_500, "935812": 80_000}
    assert story.case(1).state == "activated"


def test_a_slip_for_which_nothing_is_left_is_not_accepted_with_the_others(story: Story) -> None:
    story.slip()
    story.slip("935812", 80_000)
    case = story.case(story.receive(mail(receipt(Paid("$1,305.00 MXN", reference="935447 935812"))))).id

    with pytest.raises(ComprobotError, match="no alcanza para la constancia 935812"):
        rule(story, case, "accept")

    assert story.activations() == ()


@pytest.mark.parametrize(
    ("amount", "word", "sentence"),
    [
        ("$1,305.00", "iva", "no le falta nada"),
        ("$1,305.00", "amount", "no le falta nada"),
        ("$1,000.00", "iva", "Lo que falta, \\$305.00, no es el IVA"),
        ("", "iva", "No se leyó el importe"),
    ],
)
def test_money_that_is_not_missing_is_not_asked_for(story: Story, amount: str, word: str, sentence: str) -> None:
    story.slip()
    paid = Paid(f"{amount} MXN" if amount else "", account="", tracking_key="", folio="99887766")
    case = story.case(story.receive(mail(receipt(paid)))).id

    with pytest.raises(ComprobotError, match=sentence):
        rule(story, case, "ask", word, slip="935447")


def test_a_person_asks_and_the_clock_stands_still(story: Story) -> None:
    """B119"""
    case = at_the_desk(story)
    story.clock.pass_by(hours=2)

    rule(story, case, "ask", "account")
    story.work()

    assert story.sent_kinds()[-1] == (ANA, "question")
    assert story.case(1).stopped_at == story.clock()
    assert story.case(1).state == "waiting_customer"


def test_to_ask_again_does_not_use_up_the_time_that_is_left(story: Story) -> None:
    """B119: the clock stands since the first question; twenty-two hours are left after the answer."""
    case = at_the_desk(story)
    story.clock.pass_by(hours=2)
    rule(story, case, "ask", "legible")
    story.clock.pass_by(hours=30)
    rule(story, case, "ask", "account")
    story.work()
    story.clock.pass_by(hours=5)

    question = story.sent()[-1][1]["Message-ID"]
    story.receive(mail(text="¿Mande? No entiendo.", headers=(("In-Reply-To", question),)))

    assert story.case(1).stopped_at is None
    assert story.case(1).deadline == story.clock() + timedelta(hours=22)


def test_what_staff_read_first_is_a_sentence(story: Story) -> None:
    case = at_the_desk(story)

    rule(story, case, "ask", "account")

    with story.house.db.read() as tx:
        verdict = tx.execute(sa.select(tables.cases.c.verdict).filter_by(id=case)).scalar_one()
    assert verdict == "lupita preguntó al cliente: account."


def test_a_rejected_payment_ends_its_case_without_a_letter(story: Story) -> None:
    case = at_the_desk(story)
    before = len(story.sent())

    rule(story, case, "reject", "es", "de", "otra", "empresa")
    story.work()
    story.clock.pass_by(hours=25)
    story.sweep()

    assert story.case(1).state == "rejected"
    assert story.slip_status() == "open"
    assert len(story.sent()) == before
    assert story.alarms(case) == set()


@pytest.mark.parametrize(
    ("action", "said", "slip", "sentence"),
    [
        ("reject", (), None, "Escriba el motivo"),
        ("ask", (), None, "Diga qué falta"),
        ("ask", ("todo",), None, "Diga qué falta"),
        ("accept", (), "111111", "No existe una constancia"),
        ("borrar", (), None, "No hay una acción"),
    ],
)
def test_what_cannot_be_done_is_said_and_changes_nothing(
    story: Story, action: str, said: tuple[str, ...], slip: str | None, sentence: str
) -> None:
    case = at_the_desk(story)

    with pytest.raises(ComprobotError, match=sentence):
        rule(story, case, action, *said, slip=slip)

    assert story.case(1).state == "desk"
    assert "claim_ruled" not in story.audited(case)


def test_an_unknown_case_is_named(story: Story) -> None:
    with pytest.raises(ComprobotError, match="No existe el caso 7"):
        rule(story, 7, "accept")


def test_a_mail_that_was_set_aside_is_read_again_and_has_its_effects_once(
    any_story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    """B18"""
    story = any_story
    story.slip()

    works, before_the_upgrade = story.house.reader.read, [True]

    def read(raw: bytes) -> Reading:
        if before_the_upgrade[0]:
            raise UnreadableMail("the child died")
        return works(raw)

    monkeypatch.setattr(story.house.reader, "read", read)
    mail_id = story.keep(mail(receipt()))
    for _ in range(5):
        story.work()
        story.clock.pass_by(minutes=2)
    case = story.case(mail_id).id
    before_the_upgrade[0] = False

    ruling.release(story.house.corridor, case, by="lupita")
    story.work()

    assert story.mail(mail_id).outcome == "activate"
    assert story.sent_kinds() == [(ANA, "activation"), (ANA, "manual")]
    assert story.audited(case) == ["mail_set_aside", "mail_released", "mail_decided", "activated"]
    with pytest.raises(ComprobotError, match="no tiene correos apartados"):
        ruling.release(story.house.corridor, case, by="lupita")
