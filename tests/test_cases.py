"""Every transaction of a case is guarded: the second time, or too late, it does nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
import sqlalchemy as sa
from houses import text_of
from story_samples import ANA, BETO, Paid, mail, receipt

from bot import cases, judging
from bot.errors import DoorClosed, LetterRefused, Outdated, UncertainDelivery
from bot.letters import smtp
from bot.model import SlipLine
from bot.store import audit, customers, tables

if TYPE_CHECKING:
    from houses import Story

    from bot.model import Activation, Panel

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


def test_a_case_whose_letter_was_refused_stays_on_the_desk_whatever_comes_in(
    story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    """I2, B48: the customer was not told, and a second mail of his is no reason to forget it."""
    refusing(monkeypatch, LetterRefused("550 no such user"))
    story.slip()
    mail_id = story.receive(mail(receipt()))

    answered = next(letter.message_id for letter in story.letters() if letter.state == "refused")
    story.receive(mail(receipt(), subject="¿Les llegó?", headers=(("In-Reply-To", answered),)))

    assert story.case(mail_id).state == "desk"
    assert "No se pudo avisar" in story.case(mail_id).verdict


def test_two_activations_of_one_customer_at_once_both_count(any_story: Story) -> None:
    """I3: the second was judged by a panel that the first has changed meanwhile."""
    story = any_story
    lines = (SlipLine("I05077", "Anualidad NIVEL 1", 1, 112_500),)
    story.slip(lines=lines)
    story.slip("935812", 63_800, lines=lines)
    story.keep(
        mail(
            receipt(), receipt(Paid("$638.00 MXN", "935812", hour="09:40", tracking_key="HEYBCO26112210999"), "b.html")
        )
    )
    story.house.engine(("mail",)).work_until_empty()
    corridor = story.house.corridor

    def overtaken(owed: Activation, panel: Panel) -> Panel:
        corridor.work_activation(2, 1)
        return corridor.activate(owed, panel)

    with pytest.raises(Outdated):
        replace(corridor, activate=overtaken).work_activation(1, 1)
    story.work()

    with story.house.db.read() as tx:
        assert tx.execute(sa.select(tables.panels.c.stamps)).scalar_one() == 2000
    assert {one.state for one in story.activations()} == {"confirmed"}


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
    assert "letter_uncertain" in story.audited(story.case(mail_id).id)


def answered(story: Story, paid: Paid) -> int:
    """Return the mail that answers the last letter with a receipt."""
    question = story.sent()[-1][1]["Message-ID"]
    return story.receive(mail(receipt(paid), headers=(("In-Reply-To", question),)))


PART = Paid("$1,000.00 MXN")
REST = Paid("$305.00 MXN", hour="10:10", tracking_key="HEYBCO2611221017440003")


def test_a_short_payment_is_kept_and_the_balance_that_was_asked_for_completes_it(any_story: Story) -> None:
    """B138, B141: several payments, one slip."""
    story = any_story
    story.slip()
    first = story.receive(mail(receipt(PART)))
    assert (story.mail(first).outcome, story.received(), story.slip_status()) == ("ask", 100_000, "open")
    assert "$305.00" in text_of(story.sent()[-1][1])

    second = answered(story, REST)

    assert story.mail(second).outcome == "activate"
    assert story.slip_status() == "paid"
    assert [one.state for one in story.activations()] == ["confirmed"]
    assert [claim.state for claim in (*story.claims(first), *story.claims(second))] == ["activated", "activated"]
    assert story.case(second).id == story.case(first).id
    assert story.case(first).state == "activated"
    assert [kind for _, kind in story.sent_kinds()] == ["question", "activation", "manual"]


def test_the_balance_that_comes_in_a_new_mail_ends_the_case_that_asked_for_it(story: Story) -> None:
    story.slip()
    first = story.receive(mail(receipt(PART)))

    second = story.receive(mail(receipt(REST)))

    assert story.mail(second).outcome == "activate"
    assert [story.case(first).state, story.case(second).state] == ["activated", "activated"]


def test_two_parts_in_one_mail_activate_together(any_story: Story) -> None:
    """B138, B141"""
    story = any_story
    story.slip()

    mail_id = story.receive(mail(receipt(PART), receipt(REST, "segundo.html")))

    assert story.mail(mail_id).outcome == "activate"
    assert [claim.state for claim in story.claims(mail_id)] == ["activated", "activated"]
    assert story.rules(mail_id) == {"part_of_payment"}
    assert [kind for _, kind in story.sent_kinds()] == ["activation", "manual"]


def test_two_parts_in_one_mail_that_are_not_enough_are_kept_and_asked_about_once(story: Story) -> None:
    story.slip()
    more = receipt(replace(REST, amount="$200.00 MXN"), "segundo.html")

    mail_id = story.receive(mail(receipt(PART), more))

    assert (story.mail(mail_id).outcome, story.received()) == ("ask", 120_000)
    assert [kind for _, kind in story.sent_kinds()] == ["question"]
    assert "$105.00" in text_of(story.sent()[-1][1])


@pytest.mark.parametrize("amounts", [("$1,000.00", "$1,305.00"), ("$1,305.00", "$1,000.00"), ("$1,000.00", "$900.00")])
def test_payments_in_one_mail_that_come_to_more_than_the_slip_keep_nothing(
    story: Story, amounts: tuple[str, str]
) -> None:
    """What each one is for is seen by a person; the whole one may activate."""
    story.slip()
    papers = (Paid(f"{amounts[0]} MXN"), replace(REST, amount=f"{amounts[1]} MXN"))

    mail_id = story.receive(mail(receipt(papers[0]), receipt(papers[1], "segundo.html")))

    assert story.mail(mail_id).outcome == "review"
    assert story.received() == 0
    assert "several_receipts" in story.rules(mail_id)


def test_a_part_without_a_strong_key_is_not_kept(story: Story) -> None:
    """B138: nothing would tell it from the next one."""
    story.slip()

    mail_id = story.receive(mail(receipt(Paid("$1,000.00 MXN", day="", hour="", tracking_key=""))))

    assert {"no_key", "part_without_key", "amount_differs"} <= story.rules(mail_id)
    assert (story.mail(mail_id).outcome, story.received()) == ("review", 0)


def test_a_balance_beside_a_part_that_was_not_kept_goes_to_a_person(story: Story) -> None:
    """The customer did as he was told, and what he sent first was never counted."""
    story.slip()
    story.receive(mail(receipt(replace(PART, account=""))))

    second = story.receive(mail(receipt(REST), headers=(("In-Reply-To", story.sent()[-1][1]["Message-ID"]),)))

    assert story.mail(second).outcome == "review"
    assert story.received() == 0


def test_the_same_part_in_answer_is_counted_once_and_the_balance_named_again(any_story: Story) -> None:
    """B141, I6"""
    story = any_story
    story.slip()
    story.receive(mail(receipt(PART)))

    second = answered(story, PART)

    assert (story.mail(second).outcome, story.received()) == ("ask", 100_000)
    assert story.rules(second) == {"part_already_received"}
    assert story.case(second).state == "waiting_customer"
    assert "$305.00" in text_of(story.sent()[-1][1])
    assert "aplicó" not in text_of(story.sent()[-1][1])


def test_a_part_that_is_mailed_again_after_all_is_paid_is_a_repeat(story: Story) -> None:
    story.slip()
    story.receive(mail(receipt(PART)))
    story.receive(mail(receipt(REST)))

    again = story.receive(mail(receipt(PART)))

    assert story.mail(again).outcome == "ignore"
    assert story.rules(again) == {"payment_already_used", "slip_paid"}


def test_the_question_about_a_part_sent_twice_ends_with_the_rest(story: Story) -> None:
    story.slip()
    story.receive(mail(receipt(PART)))
    again = story.receive(mail(receipt(PART)))

    story.receive(mail(receipt(REST)))

    assert [claim.state for claim in story.claims(again)] == ["duplicate"]


def test_a_part_pays_no_other_slip(story: Story) -> None:
    """I6: its keys are spent as soon as it is kept."""
    story.slip()
    story.slip("935812", 100_000, email=BETO)
    story.receive(mail(receipt(PART)))

    other = story.receive(mail(receipt(replace(PART, reference="935812"))))

    assert story.mail(other).outcome == "review"
    assert story.rules(other) == {"payment_used_elsewhere"}


BOTH = Paid("$2,105.00 MXN", reference="935447 935812")


def two_slips(story: Story, second: str = ANA) -> None:
    story.slip()
    story.slip("935812", 80_000, email=second)


def test_one_payment_for_two_slips_activates_both_when_it_is_their_sum(any_story: Story) -> None:
    """B138, B141"""
    story = any_story
    two_slips(story)

    mail_id = story.receive(mail(receipt(BOTH)))

    assert story.mail(mail_id).outcome == "activate"
    assert [one.state for one in story.activations()] == ["confirmed", "confirmed"]
    assert [claim.state for claim in story.claims(mail_id)] == ["activated"]
    assert [kind for _, kind in story.sent_kinds()] == ["activation", "manual", "activation", "manual"]
    with story.house.db.read() as tx:
        held = tx.execute(sa.select(tables.allocations.c.amount).order_by(tables.allocations.c.slip_id)).scalars().all()
    assert held == [130_500, 80_000]


def test_a_payment_for_two_slips_that_is_mailed_again_is_a_repeat_of_both(story: Story) -> None:
    two_slips(story)
    story.receive(mail(receipt(BOTH)))

    again = story.receive(mail(receipt(BOTH)))
    half = story.receive(mail(receipt(replace(BOTH, reference="935812"))))

    assert [story.mail(again).outcome, story.mail(half).outcome] == ["ignore", "ignore"]


@pytest.mark.parametrize(
    ("paid", "second", "rule"),
    [
        (replace(BOTH, amount="$2,104.99 MXN"), ANA, "sum_differs"),
        (BOTH, BETO, "slips_of_several_customers"),
        (replace(BOTH, reference="935447 935813"), ANA, "several_references"),
    ],
)
def test_one_payment_for_two_slips_is_all_or_nothing(story: Story, paid: Paid, second: str, rule: str) -> None:
    """B138"""
    two_slips(story, second)

    mail_id = story.receive(mail(receipt(paid)))

    assert story.mail(mail_id).outcome == "review"
    assert rule in story.rules(mail_id)
    assert story.activations() == ()
    assert (story.slip_status("935447"), story.slip_status("935812")) == ("open", "open")


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


def _queued(story: Story, mail_id: int) -> sa.RowMapping:
    """Return what the queue shows of a mail's case."""
    columns = [tables.cases.c[name] for name in ("state", "reason", "amount", "version")]
    with story.house.db.read() as tx:
        return tx.execute(sa.select(*columns).filter_by(id=story.case(mail_id).id)).mappings().one()


def test_a_case_says_by_which_rule_and_sum_it_waits(any_story: Story) -> None:
    story = any_story
    story.slip()

    short = story.receive(mail(receipt(Paid("$1,125.00 MXN"))))
    words = story.receive(mail(text="¿Cuándo me activan?", sender=BETO))

    assert {**_queued(story, short)} | {"version": 0} == {
        "state": "waiting_customer", "reason": "amount_is_subtotal", "amount": 112_500, "version": 0,
    }  # fmt: skip
    assert (_queued(story, words)["reason"], _queued(story, words)["amount"]) == ("no_receipt", None)


def test_every_change_of_a_case_raises_its_version(any_story: Story) -> None:
    """B106: a form that carries an older version was filled before the customer wrote again."""
    story = any_story
    story.slip()
    first = story.receive(mail(receipt(Paid("$1,125.00 MXN"))))
    before = _queued(story, first)["version"]

    story.receive(mail(receipt(Paid("$180.00 MXN", hour="12:40", tracking_key="HEYBCO2611221017440009"))))

    assert before >= 1
    assert _queued(story, first)["state"] == "activated"
    assert _queued(story, first)["version"] > before


# ---------------------------------------------------------------- one payment, once

HALF = Paid("$600.00 MXN")


@pytest.mark.parametrize(
    ("first", "again"),
    [
        (replace(HALF, hour=""), replace(HALF, tracking_key="", folio="77120945")),
        (HALF, replace(HALF, tracking_key="HEYBCO2611221017444838")),
    ],
    ids=["another_paper", "a_key_misread"],
)
def test_one_half_that_comes_on_two_papers_is_not_the_whole(story: Story, first: Paid, again: Paid) -> None:
    """F2, F4"""
    story.slip(amount=120_000)
    story.receive(mail(receipt(first)))

    second = story.receive(mail(receipt(again, "otra.html")))

    assert story.rules(second) == {"payment_maybe_used"}
    assert (story.slip_status(), story.received()) == ("open", 60_000)


def test_a_cropped_picture_pays_no_second_slip_by_a_number_that_is_told(story: Story) -> None:
    """F3: without its keys and its reference nothing tells it from the payment of the same sum and day."""
    story.slip()
    story.slip("935812")
    story.receive(mail(receipt()))

    cropped = receipt(Paid(reference="", hour="", tracking_key=""), "recorte.html")
    mail_id = story.receive(mail(cropped, text="Anexo mi pago, referencia 935812"))

    assert story.rules(mail_id) == {"no_key", "payment_maybe_used"}
    assert story.slip_status("935812") == "open"


def test_a_number_in_a_sentence_is_no_reference(story: Story) -> None:
    """B138"""
    story.slip("935812", email=BETO)

    mail_id = story.receive(mail(receipt(Paid(reference="")), text="Anexo pago. Mi pedido interno fue el 935812."))

    assert story.rules(mail_id) == {"reference_deduced"}
    assert story.slip_status("935812") == "open"


def test_a_payment_that_waits_for_its_reference_is_not_ended_by_another_one(story: Story) -> None:
    """B142"""
    story.slip()
    other = Paid("$638.00 MXN", "", hour="09:40", tracking_key="HEYBCO2611221017449999")

    mail_id = story.receive(mail(receipt(), receipt(other, "segundo.html")))

    assert [claim.state for claim in story.claims(mail_id)] == ["activated", "waiting_customer"]
    assert story.case(mail_id).state == "waiting_customer"


def test_a_part_whose_completion_goes_to_a_person_goes_with_it(story: Story) -> None:
    """B142: what may be one payment completes nothing, and no part waits for it unseen."""
    story.slip()
    story.slip("935812", 70_500)
    part = Paid("$600.00 MXN", hour="07:00")
    rest, twin = Paid("$705.00 MXN", tracking_key=""), Paid("$705.00 MXN", "935812", tracking_key="")

    mail_id = story.receive(mail(receipt(part), receipt(rest, "b.html"), receipt(twin, "c.html")))

    assert {claim.state for claim in story.claims(mail_id)} == {"desk"}
    assert story.held(mail_id) == {}
