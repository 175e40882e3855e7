"""One question for each reader, and what follows when he does not answer."""

from __future__ import annotations

from datetime import date

from plan_samples import ANA, BETO, NOW, POLICY, ZONE, judged, who

from bot.letters.compose import plans
from bot.letters.facts import Thread
from bot.letters.questions import follow_up
from bot.model import PaymentKey, Slip, SpentKey


def test_two_questions_to_one_reader_are_one_letter_each_with_its_own_facts() -> None:
    short, scheduled = judged("ask", "amount_differs"), judged("ask", "no_reference", None)

    (plan,) = plans("ask", (short, scheduled), who(), POLICY, mail_id=7, zone=ZONE)

    assert (plan.facts.blocks, plan.about) == (("amount_short",), (0, 1))
    assert [(one.blocks, one.amount) for one in plan.facts.beside] == [(("no_reference",), 112500)]


def test_payments_without_references_are_asked_about_together() -> None:
    two = (judged("ask", "no_reference", None), judged("ask", "no_reference", None))

    (plan,) = plans("ask", two, who(), POLICY, mail_id=7, zone=ZONE)

    assert plan.facts.blocks == ("several_payments",)
    assert plan.facts.payments == ((112500, date(2026, 11, 21)),) * 2


def test_each_reader_gets_the_question_that_is_his() -> None:
    """B76: the slip's customer about his slip, the stranger who paid about his own other paper."""
    both = (judged("ask", "amount_differs"), judged("ask", "no_reference", None))

    found = plans("ask", both, who(BETO, "beto@x.example"), POLICY, mail_id=7, zone=ZONE)

    assert [(plan.to, plan.facts.blocks, plan.about, plan.facts.beside) for plan in found] == [
        ("ana@x.example", ("amount_short",), (0,), ()),
        ("beto@x.example", ("no_reference",), (1,), ()),
    ]


def test_what_can_be_asked_is_asked_though_a_person_decides_the_rest() -> None:
    """One mail, one letter: the question stands for the acknowledgement."""
    both = (judged("review", "tampered"), judged("ask", "no_reference", None))

    found = plans("review", both, who(), POLICY, mail_id=7, zone=ZONE)

    assert [(plan.kind, plan.facts.blocks) for plan in found] == [("question", ("no_reference",))]


# ---------------------------------------------------------------- parts, and what follows a question


def test_a_part_that_comes_again_is_told_once_a_day_what_is_missing() -> None:
    """B9, 36: "ya lo recibimos", and the balance of the slip as it stands."""
    slip = Slip(1, "935447", ANA, 130500, NOW, None, received=112500)
    before = (SpentKey(PaymentKey("tracking_key", "K1"), "935447", NOW, (), amount=112500, kept=True),)

    (plan,) = plans("ask", (judged("ask", "part_already_received", slip, before),), who(), POLICY, mail_id=7, zone=ZONE)

    assert (plan.kind, plan.cause) == ("already_received", "slip-935447")
    assert (plan.facts.missing, plan.facts.received, plan.facts.blocks) == (18000, None, ("part_again",))


def test_a_reminder_goes_in_the_thread_of_the_question() -> None:
    (plan,) = follow_up("remind", (judged("ask", "amount_differs"),), who(), POLICY, cause="question-3", zone=ZONE)

    assert (plan.kind, plan.cause, plan.to, plan.thread) == (
        "reminder",
        "question-3",
        "ana@x.example",
        Thread("Pago", "<a@x>"),
    )


def test_what_is_settled_by_now_needs_no_reminder() -> None:
    paid = Slip(1, "935447", ANA, 130500, NOW, None, status="paid", paid_at=NOW)

    assert follow_up("remind", (judged("ask", "amount_differs", paid),), who(), POLICY, cause="q", zone=ZONE) == ()
