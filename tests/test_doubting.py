"""A later paper that may be a payment applied already: both cases say so, and nothing moves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from story_samples import Paid, mail, receipt

from bot.store import doubts
from bot.store.doubts import DOUBTED, RESEMBLES

if TYPE_CHECKING:
    from houses import Story

    from bot.store.doubts import Doubt

BETO = "Beto <beto@ferreteria.example>"
CROPPED = Paid(hour="", tracking_key="", reference="935812")


def of_case(story: Story, case_id: int, event: str) -> tuple[Doubt, ...]:
    with story.house.db.read() as tx:
        return doubts.of_cases(tx, (case_id,), event)


def two_papers(story: Story, later: Paid) -> tuple[int, int]:
    """Return the mails of a payment that was applied and of a later paper that names another slip."""
    story.slip()
    story.slip("935812", email="beto@ferreteria.example")
    return story.receive(mail(receipt())), story.receive(mail(receipt(later), sender=BETO))


def test_both_cases_say_that_it_may_be_one_payment(any_story: Story) -> None:
    """I6"""
    story = any_story
    first, second = two_papers(story, CROPPED)
    earlier, later = story.case(first).id, story.case(second).id

    assert story.rules(second) == {"payment_maybe_used"}
    ((doubt,), (resembles,)) = of_case(story, earlier, DOUBTED), of_case(story, later, RESEMBLES)
    assert (doubt.case_id, doubt.claim_id, doubt.state) == (later, story.claims(second)[0].id, "desk")
    assert (resembles.case_id, resembles.claim_id) == (earlier, story.claims(first)[0].id)
    assert (story.case(first).state, story.slip_status()) == ("activated", "paid")


def test_the_very_payment_for_another_slip_is_told_in_both_cases_too(story: Story) -> None:
    first, second = two_papers(story, Paid(reference="935812"))

    assert "payment_used_elsewhere" in story.rules(second)
    assert [one.case_id for one in of_case(story, story.case(first).id, DOUBTED)] == [story.case(second).id]


def test_another_honest_payment_of_the_day_puts_nothing_in_doubt(story: Story) -> None:
    first, second = two_papers(story, Paid(tracking_key="HEYBCO2611229990001112", hour="11:02", reference="935812"))

    assert story.mail(second).outcome == "activate"
    assert of_case(story, story.case(first).id, DOUBTED) == ()


def test_what_is_mailed_again_for_the_same_slip_puts_nothing_in_doubt(story: Story) -> None:
    story.slip()
    first = story.receive(mail(receipt()))

    second = story.receive(mail(receipt(), text="Va otra vez."))

    assert story.mail(second).outcome == "ignore"
    assert of_case(story, story.case(first).id, DOUBTED) == ()


def test_of_two_equal_payments_only_the_one_that_it_may_be_is_named(story: Story) -> None:
    story.slip()
    story.slip("935900", email="luz@taller.example")
    story.slip("935812", email="beto@ferreteria.example")
    first = story.receive(mail(receipt()))
    other = story.receive(mail(receipt(Paid(tracking_key="NU39SJ27LBMLK7DVRN3RM1A7V0P2", reference="935900"))))

    later = Paid(tracking_key="HEYBCO26112210174", hour="", reference="935812")  # cut off at the edge
    second = story.receive(mail(receipt(later), sender=BETO))

    assert "payment_maybe_used" in story.rules(second)
    assert [one.case_id for one in of_case(story, story.case(second).id, RESEMBLES)] == [story.case(first).id]
    assert of_case(story, story.case(other).id, DOUBTED) == ()
