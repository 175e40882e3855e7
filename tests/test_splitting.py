"""One payment that a person divides, and of which one slip gets a part only."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from story_samples import Paid, mail, receipt

from bot import cases
from bot.errors import ComprobotError, Outdated
from bot.ruling import Person, Word
from bot.store import tables

if TYPE_CHECKING:
    from houses import Story

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
    assert paid.case(1).state == "activated"


def test_the_rest_switches_it_on_alone(paid: Story) -> None:
    divided(paid, "935447=600.00", "935448=400.00")
    work(paid)

    paid.receive(mail(receipt(Paid("$100.00 MXN", "935448", hour="11:11", tracking_key="RESTO12345"))))

    assert paid.slip_status("935448") == "paid"
    assert [one.state for one in paid.activations()] == ["confirmed", "confirmed"]


def test_an_undone_division_gives_the_part_back(paid: Story) -> None:
    """B107"""
    decision = divided(paid, "935447=600.00", "935448=400.00")
    assert decision is not None

    paid.house.deeds.undo(decision, ANA)
    work(paid)

    assert (paid.slip_status("935447"), paid.received("935448"), paid.held(1)) == ("open", 0, {})
    assert paid.case(1).state == "desk"
    assert paid.count(tables.payment_keys) == 0


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
        cases.rule(tx, weighed.claim, weighed.one, (), note="", at=paid.clock())

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
