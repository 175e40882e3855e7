"""Which letters a decision owes, to whom, and what each reader may know."""

from __future__ import annotations

from datetime import UTC, date, datetime

from bot.letters.compose import Correspondent, activated, follow_up, plans, verdict
from bot.letters.facts import Thread
from bot.model import (
    Customer,
    Decision,
    Finding,
    Judged,
    LetterPolicy,
    Outcome,
    Panel,
    PaymentKey,
    Receipt,
    Slip,
    SpentKey,
)

NOW = datetime(2026, 11, 22, 16, 0, tzinfo=UTC)
ANA = Customer(1, "Papelería Ana", "ana@x.example")
BETO = Customer(2, "Abarrotes Beto", "beto@x.example")
SLIP = Slip(1, "935447", ANA, 130500, NOW, None)
POLICY = LetterPolicy(
    after=(
        ("review", ("acknowledgement",)),
        ("ask", ("question",)),
        ("duplicate", ("already_received",)),
        ("remind", ("reminder",)),
    ),
    blocks=(
        ("part_already_received", "part_again"),
        ("slip_expired", "slip_expired"),
        ("cheque", "cheque"),
        ("amount_differs", "amount_short"),
        ("no_reference", "no_reference"),
        ("tampered", "under_review"),
    ),
)


ZONE = "America/Mexico_City"


def who(
    customer: Customer | None = ANA, address: str | None = "ana@x.example", *, failed: bool = False
) -> Correspondent:
    return Correspondent(Thread("Pago", "<a@x>"), address, customer, "failed" if failed else "unknown")


def judged(outcome: Outcome, rule: str, slip: Slip | None = SLIP, spent: tuple[SpentKey, ...] = ()) -> Judged:
    receipt = Receipt(references=("935447",), amount=112500, paid_on=date(2026, 11, 21))
    return Judged(
        receipt, Decision(outcome, (Finding(rule, "Motivo."),), (slip,) if slip else (), "bot", NOW), (), spent
    )


def owed(outcome: Outcome, one: Judged, sender: Correspondent) -> list[tuple[str, str, str, str | None]]:
    found = plans(outcome, (one,), sender, POLICY, mail_id=7, zone="America/Mexico_City")
    return [(plan.kind, plan.to, plan.facts.audience, plan.facts.customer_name) for plan in found]


def test_the_slips_own_customer_is_asked_and_told_everything() -> None:
    found = plans("ask", (judged("ask", "amount_differs"),), who(), POLICY, mail_id=7, zone="America/Mexico_City")

    (plan,) = found
    assert (plan.kind, plan.to, plan.cause, plan.thread) == (
        "question",
        "ana@x.example",
        "mail-7",
        Thread("Pago", "<a@x>"),
    )
    assert (plan.facts.missing, plan.facts.slip_total, plan.facts.blocks) == (18000, 130500, ("amount_short",))


def test_a_strangers_short_payment_is_asked_of_the_slips_own_customer_in_a_new_thread() -> None:
    """B76."""
    (plan,) = plans(
        "ask",
        (judged("ask", "amount_differs"),),
        who(BETO, "beto@x.example"),
        POLICY,
        mail_id=7,
        zone="America/Mexico_City",
    )

    assert (plan.to, plan.thread, plan.facts.customer_name) == ("ana@x.example", None, "Papelería Ana")


def test_a_stranger_may_be_asked_for_the_reference_and_learns_nothing_else() -> None:
    one = judged("ask", "no_reference", None)

    (plan,) = plans("ask", (one,), who(None, "x@y.example"), POLICY, mail_id=7, zone="America/Mexico_City")

    assert (plan.to, plan.facts.amount, plan.facts.read, plan.facts.customer_name) == ("x@y.example", 112500, (), None)


def test_a_sender_on_file_is_greeted_by_name_though_no_slip_is_known() -> None:
    assert owed("ask", judged("ask", "no_reference", None), who()) == [
        ("question", "ana@x.example", "customer", "Papelería Ana")
    ]


def test_who_cannot_be_answered_is_not_asked() -> None:
    """I9."""
    assert owed("ask", judged("ask", "no_reference", None), who(address=None)) == []
    assert owed("review", judged("review", "tampered"), who(address=None)) == []


def test_a_question_that_says_nothing_to_do_is_not_asked() -> None:
    assert owed("ask", judged("ask", "tampered"), who()) == []


def test_a_failed_sender_gets_the_neutral_acknowledgement() -> None:
    """B63."""
    (plan,) = plans(
        "review", (judged("review", "tampered"),), who(failed=True), POLICY, mail_id=7, zone="America/Mexico_City"
    )

    assert (plan.kind, plan.cause, plan.facts.audience) == ("neutral_acknowledgement", "case", "unauthenticated")


def test_a_mail_without_a_payment_is_only_told_that_it_came() -> None:
    """A0: nobody is thanked for a receipt that he did not send."""
    hello = Judged(None, Decision("review", (Finding("no_receipt", "Pregunta algo."),), (), "bot", NOW))

    assert owed("review", hello, who()) == [("acknowledgement", "ana@x.example", "unauthenticated", None)]


def test_a_repeated_payment_is_answered_once_for_its_slip() -> None:
    """B9."""
    (plan,) = plans(
        "ignore", (judged("ignore", "payment_already_used"),), who(), POLICY, mail_id=7, zone="America/Mexico_City"
    )

    assert (plan.kind, plan.cause, plan.facts.blocks) == ("already_received", "slip-935447", ("already_applied",))


def test_an_ignored_mail_without_a_payment_gets_nothing() -> None:
    robot = Judged(None, Decision("ignore", (Finding("robot", "Aviso."),), (), "bot", NOW))

    assert owed("ignore", robot, who()) == []


def test_an_activation_owes_nothing_before_the_panel_is_on() -> None:
    one = Judged(Receipt(), Decision("activate", (), (SLIP,), "bot", NOW))

    assert owed("activate", one, who()) == []
    assert verdict((one,)) == "Todo coincide con la constancia 935447."


# ---------------------------------------------------------------- several claims in one mail


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


# ---------------------------------------------------------------- what a person will decide


def test_a_reason_that_betrays_nothing_is_told_with_the_acknowledgement() -> None:
    (plan,) = plans("review", (judged("review", "slip_expired"),), who(), POLICY, mail_id=7, zone=ZONE)

    assert (plan.kind, plan.facts.blocks) == ("acknowledgement", ("slip_expired",))


def test_beside_a_reason_for_staff_no_reason_is_told() -> None:
    """Signs of deceit, limits and others' payments: only "we are looking at it"."""
    receipt = judged("review", "slip_expired").receipt
    reasons = (Finding("slip_expired", "Venció."), Finding("tampered", "Cambiado."))
    one = Judged(receipt, Decision("review", reasons, (SLIP,), "bot", NOW))

    (plan,) = plans("review", (one,), who(), POLICY, mail_id=7, zone=ZONE)

    assert plan.facts.blocks == ()


def test_a_rule_that_the_table_does_not_know_is_for_staff() -> None:
    one = judged("review", "unheard_of")

    assert plans("review", (one,), who(), POLICY, mail_id=7, zone=ZONE)[0].facts.blocks == ()


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


def test_what_no_slip_holds_of_the_payment_is_said_to_be_the_customers() -> None:
    panel = Panel(1, "4.0", None, 0)

    over = activated(SLIP, panel, paid=130500, credit=500, wants_invoice=False)
    exact = activated(SLIP, panel, paid=130500, credit=0, wants_invoice=False)

    assert (over.excess, exact.excess, exact.received) == (500, None, None)
