"""One payment that a person divides, and of which one slip gets a part only."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from houses import text_of
from story_samples import Paid, mail, receipt

from bot import cases
from bot.errors import ComprobotError, Outdated
from bot.ruling import Person, Word
from bot.store import tables

if TYPE_CHECKING:
    from datetime import datetime

    from houses import Story

CUSTOMER, BETO = "ana@papeleria.example", "beto@otro.example"
ANA, LUIS = Person("ana@x.example", "Ana R."), Person("luis@x.example", "Luis M.", signs=True)


def divided(story: Story, *said: str, person: Person = ANA, case: int = 1) -> int | None:
    """Divide the payment of the case; return the decision."""
    named = ",".join(one.partition("=")[0] for one in said if "a_favor" not in one)
    return story.house.deeds.decide(case, Word("split", said, named), person).decision


@pytest.fixture
def paid(any_story: Story) -> Story:
    """Give a house where $1,000.00 came for two slips of $600.00 and $500.00, on both kinds of database."""
    any_story.slip("935447", 60_000)
    any_story.slip("935448", 50_000)
    any_story.receive(mail(receipt(Paid("$1,000.00 MXN"))))
    assert any_story.case(1).state == "desk"
    return any_story


def work(story: Story) -> None:
    story.clock.pass_by(seconds=31)
    story.work()


def test_the_slip_that_gets_a_part_stays_open_and_asks_for_the_rest(paid: Story) -> None:
    divided(paid, "935447=600.00", "935448=400.00")
    work(paid)

    assert (paid.slip_status("935447"), paid.slip_status("935448")) == ("paid", "open")
    assert (paid.received("935448"), paid.held(1)) == (40_000, {"935447": 60_000, "935448": 40_000})
    assert [one.slip.reference for one in paid.activations()] == ["935447"]
    assert paid.case(1).state == "waiting_customer"


def test_its_customer_is_asked_for_the_rest_in_the_thread(paid: Story) -> None:
    divided(paid, "935447=600.00", "935448=400.00")
    assert "question" not in [kind for _, kind in paid.sent_kinds()]
    work(paid)

    (letter,) = [one for _, one in paid.sent() if "Faltan $100.00" in text_of(one)]
    text = text_of(letter)
    assert [kind for _, kind in paid.sent_kinds()].count("question") == 1
    assert letter["To"] == CUSTOMER
    assert letter["In-Reply-To"]
    assert "aplicamos $400.00 a la 935448" in " ".join(text.split())
    assert "transfiera $100.00 con la misma referencia 935448" in " ".join(text.split())


def test_who_does_not_answer_is_reminded_of_the_rest_alone(paid: Story) -> None:
    divided(paid, "935447=600.00", "935448=400.00")
    work(paid)

    paid.clock.pass_by(hours=49)
    paid.sweep()

    assert paid.sent_kinds()[-1] == (CUSTOMER, "reminder")
    assert "el pago de $100.00" in " ".join(text_of(paid.sent()[-1][1]).split())


def test_after_fifteen_silent_days_a_person_sees_to_the_part(paid: Story) -> None:
    """No money is closed away."""
    divided(paid, "935447=600.00", "935448=400.00")
    work(paid)
    paid.clock.pass_by(hours=49)
    paid.sweep()

    paid.clock.pass_by(days=15)
    paid.sweep()

    assert paid.case(1).state == "desk"
    assert "su pago a cuenta espera el saldo" in paid.case(1).verdict


def test_a_person_forgives_what_the_part_still_lacks(paid: Story) -> None:
    divided(paid, "935447=600.00", "935448=400.00")
    work(paid)

    paid.house.deeds.decide(1, Word("accept", ("forgive", "other")), ANA)
    work(paid)

    assert (paid.slip_status("935448"), paid.held(1)) == ("paid", {"935447": 60_000, "935448": 40_000})
    assert paid.case(1).state == "activated"


def test_whom_no_letter_may_reach_is_left_to_staff(paid: Story) -> None:
    """No case waits for somebody who was not asked."""
    with paid.house.db.begin() as tx:
        tx.execute(tables.customers.update().values(email="otro@x.example"))
        tx.execute(tables.letters.insert(), [_had(n, paid.clock()) for n in range(20)])

    divided(paid, "935447=600.00", "935448=400.00")

    assert [one.state for one in paid.claims(1)] == ["activating", "desk"]


def _had(number: int, at: datetime) -> dict[str, object]:
    """Return the row of a letter that the customer had today."""
    return {
        "kind": "question", "cause": f"x-{number}", "state": "sent", "recipient": "otro@x.example", "subject": "x",
        "recipient_key": "otro@x.example", "recipient_domain": "x.example", "message_id": f"<{number}@x>", "raw": b"",
        "queued_at": at,
    }  # fmt: skip


def test_the_customer_of_another_slip_is_asked_and_reads_nothing_of_the_payer(story: Story) -> None:
    """B76"""
    story.slip("935447", 60_000)
    story.slip("935448", 50_000, email=BETO)
    story.receive(mail(receipt(Paid("$1,000.00 MXN"))))

    divided(story, "935447=600.00", "935448=400.00")
    work(story)

    (letter,) = [one for to, one in story.sent() if to == BETO]
    assert "Faltan $100.00" in letter["Subject"]
    assert not {"1,000.00", "600.00", "935447"} & set(re.findall(r"[\d,.]+", text_of(letter)))
    assert letter["In-Reply-To"] is None


def test_of_two_parts_each_customer_is_asked_for_his_own(story: Story) -> None:
    for reference, email in (("935447", CUSTOMER), ("935448", CUSTOMER), ("935449", BETO)):
        story.slip(reference, 50_000, email=email)
    story.receive(mail(receipt(Paid("$1,000.00 MXN"))))

    divided(story, "935447=500.00", "935448=300.00", "935449=200.00")
    work(story)

    asked = [(to, re.findall(r"Faltan (\S+)", text_of(one))) for to, one in story.sent()]
    assert [one for one in asked if one[1]] == [(CUSTOMER, ["$200.00"]), (BETO, ["$300.00"])]


def test_the_rest_switches_it_on_alone(paid: Story) -> None:
    divided(paid, "935447=600.00", "935448=400.00")
    work(paid)

    paid.receive(mail(receipt(Paid("$100.00 MXN", "935448", hour="11:11", tracking_key="RESTO12345"))))

    assert paid.slip_status("935448") == "paid"
    assert [one.state for one in paid.activations()] == ["confirmed", "confirmed"]
    assert paid.case(1).state == "activated"


def test_an_undone_division_gives_the_part_back(paid: Story) -> None:
    """B107"""
    decision = divided(paid, "935447=600.00", "935448=400.00")
    assert decision is not None

    paid.house.deeds.undo(decision, ANA)
    work(paid)

    assert (paid.slip_status("935447"), paid.received("935448"), paid.held(1)) == ("open", 0, {})
    assert paid.case(1).state == "desk"
    assert paid.count(tables.payment_keys) == 0
    assert len(paid.claims(1)) == 1
    assert "question" not in [kind for _, kind in paid.sent_kinds()]


def test_an_undone_division_can_be_divided_anew(paid: Story) -> None:
    decision = divided(paid, "935447=600.00", "935448=400.00")
    assert decision is not None
    paid.house.deeds.undo(decision, ANA)

    divided(paid, "935448=500.00", "935447=500.00")
    work(paid)

    assert (paid.slip_status("935448"), paid.received("935447")) == ("paid", 50_000)


def test_a_part_that_came_in_meanwhile_stops_the_whole_division(paid: Story) -> None:
    """Nothing of it is written: what a person gave was too much by then."""
    weigh = paid.house.deeds.weigh(1, Word("split", ("935447=600.00", "935448=400.00"), "935447,935448"), ANA)
    assert weigh.sentence == "$1,000.00 repartidos en 2 constancias"
    with paid.house.db.begin() as tx:
        tx.execute(tables.slips.update().filter_by(reference="935448").values(received=20_000))

    with pytest.raises(ComprobotError, match=r"pide \$300.00 y usted le da \$400.00"):
        divided(paid, "935447=600.00", "935448=400.00")

    assert (paid.slip_status("935447"), paid.received("935448")) == ("open", 20_000)


def test_a_part_that_came_in_between_the_look_and_the_deed_stops_it_too(paid: Story) -> None:
    """B106: the guard stands in the transaction itself."""
    weighed = paid.house.deeds.weigh(1, Word("split", ("935447=600.00", "935448=400.00"), "935447,935448"), ANA)
    with paid.house.db.begin() as tx:
        tx.execute(tables.slips.update().filter_by(reference="935448").values(received=20_000))

    with pytest.raises(Outdated), paid.house.db.begin() as tx:
        cases.rule(tx, weighed.claim, weighed.one, (), rests=weighed.rests, note="", at=paid.clock())

    assert (paid.slip_status("935447"), paid.held(1), paid.case(1).state) == ("open", {}, "desk")


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (("935447=500.00", "935448=500.00", "x"), "no es un importe"), (("935447=550.00", "935448=450.00"), "Ninguna"),
        (("935447=600.00", "935448=0.00"), "una parte, o quítela"), (("935447=600.00", "935448=300.00"), "Quedan"),
        (("935447=600.00", "935448=600.00"), "una parte, o quítela"),
    ],
)  # fmt: skip
def test_what_does_not_add_up_is_refused(paid: Story, said: tuple[str, ...], why: str) -> None:
    with pytest.raises(ComprobotError, match=why):
        paid.house.deeds.decide(1, Word("split", said, "935447,935448"), ANA)

    assert paid.held(1) == {}


def test_the_second_person_signs_for_the_part_too(story: Story) -> None:
    """B105"""
    story.slip("935447", 1_200_000)
    story.slip("935448", 300_000)
    story.receive(mail(receipt(Paid("$14,000.00 MXN"))))
    assert divided(story, "935447=12000.00", "935448=2000.00") is None

    story.house.deeds.sign(1, 1, LUIS, None)
    work(story)

    assert (story.slip_status("935447"), story.received("935448")) == ("paid", 200_000)


def test_a_reversal_leaves_the_part_until_the_payment_is_ruled_again(paid: Story) -> None:
    """B107: then all of it is free."""
    divided(paid, "935447=600.00", "935448=400.00")
    work(paid)
    paid.house.deeds.reverse(1, "935447", "El banco lo devolvió", ANA)
    assert (paid.slip_status("935447"), paid.received("935448")) == ("open", 40_000)

    paid.house.deeds.decide(1, Word("reject", ("returned",)), ANA)

    assert (paid.received("935448"), paid.held(1)) == (0, {})
    assert not [one for one in paid.claims(1) if one.state == "waiting_customer"]


def test_an_undone_rejection_gives_the_part_to_its_slip_again(paid: Story) -> None:
    divided(paid, "935447=600.00", "935448=400.00")
    work(paid)
    paid.house.deeds.reverse(1, "935447", "El banco lo devolvió", ANA)
    decision = paid.house.deeds.decide(1, Word("reject", ("returned",)), ANA).decision
    assert decision is not None

    paid.house.deeds.undo(decision, ANA)

    assert (paid.received("935448"), paid.held(1)) == (40_000, {"935448": 40_000})
    assert [one.state for one in paid.claims(1)] == ["desk", "waiting_customer"]


def test_what_a_completed_part_took_is_not_given_twice(paid: Story) -> None:
    divided(paid, "935447=600.00", "935448=400.00")
    work(paid)
    paid.receive(mail(receipt(Paid("$100.00 MXN", "935448", hour="11:11", tracking_key="RESTO12345"))))
    paid.house.deeds.reverse(1, "935447", "Era de otro cliente", ANA)

    paid.house.deeds.decide(1, Word("accept", ("credit",), "935447"), ANA)
    work(paid)

    assert paid.held(1) == {"935447": 60_000, "935448": 40_000}
    assert not [one for _, one in paid.sent() if "favor" in text_of(one)]
