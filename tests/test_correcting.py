"""What a person reads otherwise, through a whole house: judged anew, and never more than that."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from story_samples import Paid, mail, receipt

from bot.errors import ComprobotError, Overtaken
from bot.ruling import Person, Word
from bot.store import cases, tables

if TYPE_CHECKING:
    from houses import Story

ANA = Person("ana@x.example", "Ana R.")
MISREAD = Paid("$9,305.00 MXN")  # the paper says 1,305.00


@pytest.fixture
def misread(story: Story) -> int:
    """Give the case of a payment whose amount was misread as too much: it lies on the desk."""
    story.slip()
    return story.case(story.receive(mail(receipt(MISREAD)))).id


def correct(story: Story, case: int, **said: str) -> str:
    return story.house.deeds.correct(case, None, said, ANA, None)


def test_a_corrected_amount_is_judged_by_the_same_rules_and_waits_for_a_person(story: Story, misread: int) -> None:
    told = correct(story, misread, amount="1305.00")
    story.work()

    (claim,) = story.claims(1)
    assert told == "Importe: 9305.00 → 1305.00"
    assert [one.rule for one in claim.reasons] == ["corrected_by_staff"]
    assert (claim.state, story.slip_status(), story.count(tables.activations)) == ("desk", "open", 0)
    assert "todo coincide con la constancia 935447; falta que alguien lo acepte" in story.case(1).verdict
    assert story.audited(misread)[-1] == "value_corrected"


def test_what_is_still_wrong_is_objected_to(story: Story, misread: int) -> None:
    correct(story, misread, amount="1125.00")

    assert [one.rule for one in story.claims(1)[0].reasons] == ["amount_is_subtotal"]


def test_the_corrected_payment_can_be_accepted(story: Story, misread: int) -> None:
    correct(story, misread, amount="1305.00")

    story.house.deeds.decide(misread, Word("accept"), ANA)
    story.clock.pass_by(seconds=31)
    story.work()

    assert story.slip_status() == "paid"
    assert story.held(1) == {"935447": 130_500}


def test_a_corrected_reference_names_its_slip(story: Story) -> None:
    story.slip()
    case = story.case(story.receive(mail(receipt(Paid(reference="777123")), subject="x"), junk=True)).id

    correct(story, case, references="935447")

    assert story.rules(1) == {"junk_folder"}


def test_the_key_that_was_read_stays_spent_too(story: Story, misread: int) -> None:
    """Who types another key cannot make the same paper pay twice."""
    correct(story, misread, amount="1305.00", tracking_key="OTRA123")
    story.house.deeds.decide(misread, Word("accept"), ANA)
    story.clock.pass_by(seconds=31)
    story.work()
    story.slip("935448")

    again = story.receive(mail(receipt(Paid(reference="935448", hour="11:11"))))

    assert "payment_used_elsewhere" in story.rules(again)
    assert story.slip_status("935448") == "open"


def test_what_was_not_read_at_all_is_typed_by_hand(story: Story) -> None:
    story.slip()
    case = story.case(story.receive(mail(text="Le mando mi pago, ¿ya quedó?", subject="hola"))).id

    correct(story, case, amount="1305.00", references="935447", paid_on="22/11/2026", tracking_key="ABC123")

    (claim,) = story.claims(1)
    assert claim.receipt is not None
    assert (claim.receipt.amount, claim.receipt.references, claim.state) == (130_500, ("935447",), "desk")
    assert {one.rule for one in claim.reasons} == {"account_unread"}


@pytest.mark.parametrize(
    ("said", "why"),
    [({"amount": "9305.00"}, "No cambió"), ({"amount": "mucho"}, "no es un importe"), ({}, "No cambió")],
)
def test_nothing_is_written_when_nothing_is_said(story: Story, misread: int, said: dict[str, str], why: str) -> None:
    before = story.claims(1)

    with pytest.raises(ComprobotError, match=why):
        correct(story, misread, **said)

    assert story.claims(1) == before


def test_what_waits_for_the_customer_is_not_corrected(story: Story) -> None:
    story.slip()
    case = story.case(story.receive(mail(receipt(Paid(reference=""))))).id

    with pytest.raises(ComprobotError, match="mientras el caso está por revisar"):
        correct(story, case, references="935447")


def test_who_saw_an_older_case_corrects_nothing(story: Story, misread: int) -> None:
    """B106"""
    with story.house.db.read() as tx:
        version = cases.version_seen(tx, misread)
    correct(story, misread, amount="1305.00")

    with pytest.raises(Overtaken):
        story.house.deeds.correct(misread, None, {"amount": "1304.00"}, ANA, version)


def test_a_signature_for_other_values_is_worth_nothing(story: Story) -> None:
    """B105"""
    story.slip(amount=1_450_000)
    case = story.case(story.receive(mail(receipt(Paid("$14,500.00 MXN"))))).id
    story.house.deeds.decide(case, Word("accept"), ANA)

    correct(story, case, amount="14600.00")

    with pytest.raises(Overtaken):
        story.house.deeds.sign(case, 1, Person("luis@x.example", "Luis M.", signs=True), None)


@pytest.mark.parametrize(
    ("number", "why"), [("C-1", "este mismo caso"), ("C-2", "no se ha aplicado"), ("C-99", "No existe")]
)
def test_a_payment_is_closed_as_applied_only_where_one_was(story: Story, misread: int, number: str, why: str) -> None:
    story.receive(mail(text="¿Cuánto cuesta?", subject="Duda", sender="Otro <otro@x.example>"))

    with pytest.raises(ComprobotError, match=why):
        story.house.deeds.decide(misread, Word("already_applied", (number,)), ANA)

    assert story.case(1).state == "desk"


SCHEDULED = Paid(state="Programada")


def test_a_scheduled_payment_read_as_paid_waits_for_a_second_person(story: Story) -> None:
    """B105: the paper says that the bank has not paid yet; one person's word against it is not enough."""
    story.slip()
    case = story.case(story.receive(mail(receipt(SCHEDULED)), junk=True)).id
    assert "scheduled" in story.rules(1)

    told = correct(story, case, status="pagado")
    done = story.house.deeds.decide(case, Word("accept"), ANA)
    story.clock.pass_by(seconds=31)
    story.work()

    assert told == "Estado: programado → pagado"
    assert "scheduled" not in story.rules(1)
    assert (done.decision, story.slip_status()) == (None, "open")
    assert "el bot leyó «programado» y Ana R. lo cambió por «pagado»" in story.case(1).verdict
    assert story.audited(case)[-2:] == ["value_corrected", "signature_asked"]

    story.house.deeds.sign(case, 1, Person("luis@x.example", "Luis M.", signs=True), None)
    story.clock.pass_by(seconds=31)
    story.work()

    assert story.slip_status() == "paid"


@pytest.mark.parametrize(("seen", "status"), [(False, "open"), (True, "paid")])
def test_a_scheduled_payment_is_accepted_by_two_or_by_who_saw_it_in_the_bank(
    story: Story, *, seen: bool, status: str
) -> None:
    """B105: what one person cannot do by correcting the paper, he cannot do without."""
    story.slip()
    case = story.case(story.receive(mail(receipt(SCHEDULED)))).id

    story.house.deeds.decide(case, Word("accept", seen_in_bank=seen), ANA)
    story.clock.pass_by(seconds=31)
    story.work()

    assert story.slip_status() == status
    assert ("el comprobante dice «programado»" in story.case(1).verdict) is not seen


def test_a_paid_payment_read_as_scheduled_is_objected_to(story: Story, misread: int) -> None:
    correct(story, misread, amount="1305.00", status="programado")

    assert "scheduled" in story.rules(1)


def test_a_corrected_payer_is_found_and_decides_nothing(story: Story, misread: int) -> None:
    correct(story, misread, payer_name="Ana  Ruiz", payer_bank="BBVA")

    (claim,) = story.claims(1)
    assert claim.receipt is not None
    assert (claim.receipt.payer_name, claim.receipt.payer_bank, claim.state) == ("Ana Ruiz", "BBVA", "desk")
