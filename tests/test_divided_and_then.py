"""What may still happen to a payment that a person divided: no money is spent twice, and none is left lying."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa
from houses import text_of
from story_samples import Paid, mail, receipt

from bot.errors import ComprobotError
from bot.plain import to_plain
from bot.ruling import Person, Word
from bot.store import claims, tables

if TYPE_CHECKING:
    from houses import Story

    from bot.ruling import Done

ANA, LUIS = Person("ana@x.example", "Ana R."), Person("luis@x.example", "Luis M.", signs=True)
FORGIVE = Word("accept", ("forgive", "other"))
REST = Paid("$100.00 MXN", "935448", hour="11:11", tracking_key="RESTO12345")


def divide(story: Story, *said: str) -> Done:
    named = ",".join(one.partition("=")[0] for one in said)
    return story.house.deeds.decide(1, Word("split", said, named), ANA)


@pytest.fixture
def paid(any_story: Story) -> Story:
    """Give a house where $1,000.00 came for two slips of $600.00 and $500.00, on both kinds of database."""
    any_story.slip("935447", 60_000)
    any_story.slip("935448", 50_000)
    any_story.receive(mail(receipt(Paid("$1,000.00 MXN"))))
    return any_story


@pytest.fixture
def divided(paid: Story) -> Story:
    """Give the same, $600.00 and $400.00 of it given, panel on and rest asked for."""
    divide(paid, "935447=600.00", "935448=400.00")
    work(paid)
    return paid


def work(story: Story) -> None:
    story.clock.pass_by(seconds=31)
    story.work()


def held(story: Story) -> int:
    """Return the centavos that all slips hold."""
    with story.house.db.read() as tx:
        return int(tx.execute(sa.select(sa.func.sum(tables.allocations.c.amount))).scalar_one())


def asked(story: Story) -> list[str]:
    return [text_of(one) for _, one in story.sent() if "transfiera" in text_of(one)]


def test_a_share_is_not_divided_again(divided: Story) -> None:
    """I6: what a share of a share held would be spent once more when its payment is ruled anew."""
    divided.slip("935449", 30_000)

    with pytest.raises(ComprobotError, match="ya es parte de un pago dividido"):
        divide(divided, "935449=300.00", "935448=100.00")

    assert divided.held(1) == {"935447": 60_000, "935448": 40_000}


def test_a_reversed_division_is_divided_otherwise(divided: Story) -> None:
    """The share that waits is free with the rest: nobody has to take it back first."""
    divided.house.deeds.reverse(1, "935447", "Eran al revés", ANA)

    again = divide(divided, "935448=500.00", "935447=500.00")
    assert again.decision is not None
    work(divided)

    assert divided.held(1) == {"935447": 50_000, "935448": 50_000}
    assert (divided.slip_status("935448"), divided.received("935447")) == ("paid", 50_000)


def test_a_new_division_that_is_undone_leaves_the_old_share(divided: Story) -> None:
    divided.house.deeds.reverse(1, "935447", "Eran al revés", ANA)
    again = divide(divided, "935448=500.00", "935447=500.00").decision
    assert again is not None

    divided.house.deeds.undo(again, ANA)

    assert (divided.held(1), divided.received("935448"), divided.received("935447")) == ({"935448": 40_000}, 40_000, 0)


@pytest.mark.parametrize("word", [FORGIVE, Word("ask", ("amount",), "935448")])
def test_who_undoes_what_he_said_of_the_share_can_undo_the_division(paid: Story, word: Word) -> None:
    """B107"""
    first, second = (
        divide(paid, "935447=600.00", "935448=400.00").decision,
        paid.house.deeds.decide(1, word, ANA).decision,
    )
    assert first is not None
    assert second is not None

    paid.house.deeds.undo(second, ANA)
    paid.house.deeds.undo(first, ANA)
    work(paid)

    assert (paid.held(1), paid.count(tables.payment_keys)) == ({}, 0)
    assert (paid.case(1).state, [one.state for one in paid.claims(1)]) == ("desk", ["desk", "ignored"])
    assert not asked(paid)


def test_nobody_is_asked_for_a_rest_that_came_before_the_letter_left(paid: Story) -> None:
    """B53: he would pay anew."""
    divide(paid, "935447=600.00", "935448=400.00")
    paid.receive(mail(receipt(REST)))
    work(paid)

    assert not asked(paid)
    assert [one.state for one in paid.letters() if one.kind == "question"] == ["cancelled"]


@pytest.mark.parametrize("word", [FORGIVE, Word("reject", ("No es suyo",))])
def test_nobody_is_asked_for_a_rest_that_was_ruled_before_the_letter_left(paid: Story, word: Word) -> None:
    """B53"""
    divide(paid, "935447=600.00", "935448=400.00")
    paid.house.deeds.decide(1, word, ANA)
    work(paid)

    assert not asked(paid)


def test_the_letter_of_one_customer_leaves_when_only_the_others_share_is_ruled(story: Story) -> None:
    for reference, email in (("935447", "ana@x.mx"), ("935448", "ana@x.mx"), ("935449", "beto@x.mx")):
        story.slip(reference, 50_000, email=email)
    story.receive(mail(receipt(Paid("$1,000.00 MXN"))))
    divide(story, "935447=500.00", "935448=300.00", "935449=200.00")

    story.house.deeds.decide(1, Word("accept", ("forgive", "other"), None, story.claims(1)[1].id), ANA)
    work(story)

    (left,) = asked(story)
    assert "935449" in left


def test_a_part_lies_on_the_desk_when_its_slip_is_off_again(divided: Story) -> None:
    """No money is left in a case that is closed while its slip is open."""
    rest = divided.receive(mail(receipt(REST), sender="Otro <otro@tercero.example>"))
    assert divided.case(1).state == "activated"
    case = divided.case(rest).id
    assert case != 1

    divided.house.deeds.reverse(case, "935448", "El banco lo devolvió", ANA)

    assert (divided.case(1).state, divided.received("935448")) == ("desk", 40_000)
    assert "Se revirtió la activación de 935448" in divided.case(1).verdict
    divided.house.deeds.decide(1, FORGIVE, ANA)
    work(divided)
    assert (divided.slip_status("935448"), divided.case(1).state) == ("paid", "activated")


def test_a_payment_that_another_slip_holds_is_not_freed(divided: Story) -> None:
    """I6: the same paper would pay once more."""
    with pytest.raises(ComprobotError, match="sin liberar el pago"):
        divided.house.deeds.reverse(1, "935447", "Era de otro", ANA, frees_payment=True)

    assert divided.slip_status("935447") == "paid"


def test_the_last_slip_of_a_divided_payment_frees_it(divided: Story) -> None:
    divided.receive(mail(receipt(REST)))
    divided.house.deeds.reverse(1, "935448", "Era de otro", ANA)
    share = next(one.id for one in divided.claims(1) if one.share_of)
    divided.house.deeds.decide(1, Word("reject", ("Era de otro",), None, share), ANA)

    divided.house.deeds.reverse(1, "935447", "Era de otro", ANA, frees_payment=True)

    with divided.house.db.read() as tx:
        assert tx.execute(sa.select(tables.payment_keys).filter_by(claim_id=1)).first() is None


def test_a_share_of_a_doubtful_paper_needs_two_as_well(story: Story) -> None:
    """B105: the first signature was for the division."""
    story.slip("935447", 60_000)
    story.slip("935448", 50_000)
    story.receive(mail(receipt(Paid("$1,000.00 MXN"))))
    with story.house.db.begin() as tx:
        because = claims.grounds(tx, [1])[1].because
        assert because is not None
        doubted = to_plain(replace(because, objections=("tampered",)))
        tx.execute(tables.claims.update().filter_by(id=1).values(because=doubted))
    assert divide(story, "935447=600.00", "935448=400.00").decision is None
    story.house.deeds.sign(1, 1, LUIS, None)
    work(story)

    assert story.house.deeds.decide(1, FORGIVE, ANA).decision is None
    assert story.slip_status("935448") == "open"
