"""Every transaction of a case is guarded: the second time, or too late, it does nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from houses import text_of
from story_samples import ANA, Paid, mail, receipt

from bot import cases, judging
from bot.errors import DoorClosed, LetterRefused, UncertainDelivery
from bot.letters import smtp
from bot.store import audit, customers, tables

if TYPE_CHECKING:
    from houses import Story

ANOTHER = Paid(hour="11:11", tracking_key="HEYBCO2611221017440002")


def overtake(story: Story, monkeypatch: pytest.MonkeyPatch, mail_id: int, *, attempt: int) -> list[int]:
    """Let another worker settle this mail as soon as the first one has made up its mind; return what counts judgings."""
    judged_of = judging.judged_of
    times: list[int] = []

    def overtaken(*given: Any, **named: Any) -> Any:
        judged = judged_of(*given, **named)
        times.append(1)
        if len(times) == 1:
            story.house.corridor.work_mail(mail_id, attempt)
        return judged

    monkeypatch.setattr(judging, "judged_of", overtaken)
    return times


@pytest.mark.parametrize("second", [Paid(), ANOTHER], ids=["same_payment", "another_payment"])
def test_a_slip_that_is_paid_between_judging_and_acting_is_judged_again(
    any_story: Story, monkeypatch: pytest.MonkeyPatch, second: Paid
) -> None:
    """B39, I3: both were judged while the slip was open, and one comes first."""
    story = any_story
    story.slip()
    slow, quick = story.keep(mail(receipt())), story.keep(mail(receipt(second)))
    overtake(story, monkeypatch, quick, attempt=1)
    story.work()

    assert story.mail(quick).outcome == "activate"
    assert story.mail(slow).outcome in ("ignore", "review")
    assert len(story.activations()) == 1
    assert len(story.claims(slow)) == 1
    assert [kind for _, kind in story.sent_kinds()].count("activation") == 1


@pytest.mark.parametrize("amount", ["$1,305.00 MXN", "$1,000.00 MXN"], ids=["activate", "ask"])
def test_a_mail_that_two_workers_read_at_once_is_settled_once(
    any_story: Story, monkeypatch: pytest.MonkeyPatch, amount: str
) -> None:
    """B34: the first outlived its lease; whoever comes second finds the mail decided and writes nothing."""
    story = any_story
    story.slip()
    mail_id = story.keep(mail(receipt(Paid(amount))))
    times = overtake(story, monkeypatch, mail_id, attempt=2)
    story.work()

    assert len(times) == 2
    assert "job_failed" not in [event["event"] for event in story.events]
    assert len(story.claims(mail_id)) == 1
    assert story.audited(story.case(mail_id).id).count("mail_decided") == 1
    assert len(story.sent()) == len(story.letters()) == {"$1,305.00 MXN": 2, "$1,000.00 MXN": 1}[amount]


KEYLESS = Paid(tracking_key="", reference="935812")


def test_what_may_be_one_payment_is_not_spent_twice_by_two_workers(
    any_story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    """I6, B140: without any strong key only account, amount and minute tell that it is the same payment again."""
    story = any_story
    story.slip()
    story.slip("935812")
    slow, quick = story.keep(mail(receipt(KEYLESS))), story.keep(mail(receipt(replace(KEYLESS, reference="935447"))))
    overtake(story, monkeypatch, quick, attempt=1)
    story.work()

    assert (story.mail(quick).outcome, story.mail(slow).outcome) == ("activate", "review")
    assert story.rules(slow) == {"payment_maybe_used"}
    assert len(story.activations()) == 1


def test_what_may_be_one_payment_pays_no_slip_of_a_mail_by_itself(story: Story) -> None:
    """B140."""
    story.slip()
    story.slip("935812")

    mail_id = story.receive(mail(receipt(replace(KEYLESS, reference="935447")), receipt(KEYLESS, "segundo.html")))

    assert story.mail(mail_id).outcome == "review"
    assert (story.slip_status("935447"), story.slip_status("935812")) == ("open", "open")
    assert story.rules(mail_id) == {"several_receipts"}


def test_two_payments_of_one_minute_with_keys_of_their_own_pay_two_slips(story: Story) -> None:
    story.slip()
    story.slip("935812")
    second = Paid(reference="935812", tracking_key="HEYBCO2611221017449999")

    mail_id = story.receive(mail(receipt(), receipt(second, "segundo.html")))

    assert story.mail(mail_id).outcome == "activate"
    assert len(story.activations()) == 2


def test_a_confirmation_counts_once(any_story: Story) -> None:
    """B39, B42"""
    story = any_story
    story.slip()
    mail_id = story.receive(mail(receipt()))
    owed = story.activations()[0]
    with story.house.db.read() as tx:
        panel = customers.panel(tx, owed.slip.customer.id)

    with story.house.db.begin() as tx:
        assert not cases.confirm(tx, owed, panel, (), at=story.clock())
        assert not cases.doubt_activation(tx, owed, "tarde", at=story.clock())

    assert story.audited(story.case(mail_id).id) == ["mail_decided", "activated"]
    assert story.case(mail_id).state == "activated"


def test_an_activation_that_no_attempt_confirms_goes_to_staff(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    """The payment stays applied; nobody is told that the panel is on."""
    story.slip()

    def away(*_: object) -> None:
        raise DoorClosed("the panel is away")

    monkeypatch.setattr(type(story.house), "_activate", away)
    mail_id = story.receive(mail(receipt()))
    for _ in range(14):
        story.clock.pass_by(minutes=40)
        story.house.engine(("activation",)).work_until_empty()

    assert [one.state for one in story.activations()] == ["uncertain"]
    assert story.case(mail_id).state == "desk"
    assert story.slip_status() == "paid"
    assert story.sent() == []
    assert "activation_uncertain" in story.audited(story.case(mail_id).id)


def refusing(monkeypatch: pytest.MonkeyPatch, *errors: Exception | None) -> list[bytes]:
    """Let the SMTP door fail like this, one error a call, and then take everything; return what it was given."""
    given: list[bytes] = []
    left = list(errors)
    works = smtp.send

    def send(raw: bytes, **named: Any) -> None:
        given.append(raw)
        error = left.pop(0) if left else None
        if error is not None:
            raise error
        works(raw, **named)

    monkeypatch.setattr(smtp, "send", send)
    return given


def test_a_letter_that_is_refused_raises_its_case_and_the_activation_stays(
    story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    """B48"""
    story.slip()
    refusing(monkeypatch, LetterRefused("550 no such user"))

    mail_id = story.receive(mail(receipt()))

    assert [letter.state for letter in story.letters()] == ["refused", "sent"]
    assert story.case(mail_id).state == "desk"
    assert story.slip_status() == "paid"
    assert story.audited(story.case(mail_id).id) == ["mail_decided", "activated", "letter_failed"]


def test_a_letter_that_must_wait_is_sent_later_with_the_same_bytes(
    story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    """B43, B48: ten attempts, one letter."""
    story.slip()
    given = refusing(monkeypatch, *(DoorClosed("451 later"),) * 9)
    story.receive(mail(receipt(Paid("$1,000.00 MXN"))))

    for _ in range(12):
        story.clock.pass_by(hours=3)
        story.house.engine(("letter",)).work_until_empty()

    assert len(given) == 10
    assert len(set(given)) == 1
    assert story.sent_kinds() == [(ANA, "question")]
    assert [letter.state for letter in story.letters()] == ["sent"]


def test_a_letter_is_given_up_after_two_days(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    """B48"""
    story.slip()
    given = refusing(monkeypatch, *(DoorClosed("451 later"),) * 1000)
    mail_id = story.receive(mail(receipt(Paid("$1,000.00 MXN"))))
    begun = story.clock()

    while story.letters()[0].state == "queued":
        story.clock.pass_by(minutes=30)
        story.house.engine(("letter",)).work_until_empty()

    assert 40 <= (story.clock() - begun).total_seconds() / 3600 <= 60
    assert len(given) > 20
    assert story.letters()[0].state == "refused"
    assert story.case(mail_id).state == "desk"


def test_a_letter_of_which_nobody_can_tell_is_never_sent_blindly(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    """B45, I4"""
    story.slip()
    given = refusing(monkeypatch, UncertainDelivery("the line broke after the last dot"))
    mail_id = story.receive(mail(receipt(Paid("$1,000.00 MXN"))))

    for _ in range(5):
        story.clock.pass_by(hours=12)
        story.work()

    assert len(given) == 1
    assert story.letters()[0].state == "uncertain"
    assert story.case(mail_id).state == "desk"


def answered(story: Story, paid: Paid) -> int:
    """Return the mail that answers the last letter with a receipt."""
    question = story.sent()[-1][1]["Message-ID"]
    return story.receive(mail(receipt(paid), headers=(("In-Reply-To", question),)))


def test_the_balance_that_was_asked_for_is_not_called_short(story: Story) -> None:
    """B141: the customer did as the letter said; a person adds the two payments up."""
    story.slip()
    first = story.receive(mail(receipt(Paid("$1,000.00 MXN"))))

    second = answered(story, Paid("$305.00 MXN", hour="10:10", tracking_key="HEYBCO2611221017440003"))

    assert story.case(second).id == story.case(first).id
    assert story.mail(second).outcome == "review"
    assert "several_receipts" in story.rules(second)
    assert [kind for _, kind in story.sent_kinds()] == ["question", "acknowledgement"]


def test_two_parts_in_one_mail_are_not_called_short(story: Story) -> None:
    """B141"""
    story.slip()
    rest = receipt(Paid("$305.00 MXN", hour="10:10", tracking_key="HEYBCO2611221017440003"), "segundo.html")

    mail_id = story.receive(mail(receipt(Paid("$1,000.00 MXN")), rest))

    assert story.mail(mail_id).outcome == "review"
    assert "several_receipts" in story.rules(mail_id)
    assert [kind for _, kind in story.sent_kinds()] == ["acknowledgement"]


def test_a_short_payment_without_any_key_is_no_part_of_itself(story: Story) -> None:
    story.slip()

    mail_id = story.receive(mail(receipt(Paid("$1,000.00 MXN", day="", hour="", tracking_key=""))))

    assert {"no_key", "amount_differs"} <= story.rules(mail_id)
    assert story.mail(mail_id).outcome == "ask"


def test_the_same_short_receipt_in_answer_is_asked_about_again(story: Story) -> None:
    story.slip()
    story.receive(mail(receipt(Paid("$1,000.00 MXN"))))

    second = answered(story, Paid("$1,000.00 MXN"))

    assert story.mail(second).outcome == "ask"
    assert story.case(second).state == "waiting_customer"
    assert "$305.00" in text_of(story.sent()[-1][1])


def test_no_letter_is_promised_for_a_mail_that_fails_to_settle(
    any_story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One transaction: where the last statement fails, nothing of it is there."""
    story = any_story
    story.slip()

    def fails(*_: object, **__: object) -> None:
        raise DoorClosed("the disk is full")

    with monkeypatch.context() as broken:
        broken.setattr(audit, "write", fails)
        mail_id = story.receive(mail(receipt()))

    assert story.slip_status() == "open"
    assert story.mail(mail_id).state == "stored"
    assert [story.count(table) for table in (tables.claims, tables.letters, tables.payment_keys)] == [0, 0, 0]
    story.clock.pass_by(minutes=2)
    story.work()
    assert story.sent_kinds() == [(ANA, "activation"), (ANA, "manual")]
