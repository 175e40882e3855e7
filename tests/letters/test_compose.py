"""Which letters a decision owes, to whom, and what each reader may know."""

from __future__ import annotations

from datetime import UTC, date, datetime

from bot.letters.compose import Correspondent, plans, verdict
from bot.letters.facts import Thread
from bot.model import Customer, Decision, Finding, Judged, LetterPolicy, Outcome, Receipt, Slip, SpentKey

NOW = datetime(2026, 11, 22, 16, 0, tzinfo=UTC)
ANA = Customer(1, "Papelería Ana", "ana@x.example")
BETO = Customer(2, "Abarrotes Beto", "beto@x.example")
SLIP = Slip(1, "935447", ANA, 130500, NOW, None)
POLICY = LetterPolicy(
    after=(("review", ("acknowledgement",)), ("ask", ("question",)), ("duplicate", ("already_received",))),
    blocks=(("amount_differs", "amount_short"), ("no_reference", "no_reference"), ("tampered", "under_review")),
)


def who(
    customer: Customer | None = ANA, address: str | None = "ana@x.example", *, failed: bool = False
) -> Correspondent:
    return Correspondent(Thread("Pago", "<a@x>"), address, customer, "failed" if failed else "unknown")


def judged(outcome: Outcome, rule: str, slip: Slip | None = SLIP, spent: tuple[SpentKey, ...] = ()) -> Judged:
    receipt = Receipt(references=("935447",), amount=112500, paid_on=date(2026, 11, 21))
    return Judged(receipt, Decision(outcome, (Finding(rule, "Motivo."),), slip, "bot", NOW), (), spent)


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

    assert (plan.kind, plan.cause, plan.facts.audience) == ("acknowledgement", "case", "unauthenticated")


def test_a_mail_without_a_payment_is_only_told_that_it_came() -> None:
    """A0: nobody is thanked for a receipt that he did not send."""
    hello = Judged(None, Decision("review", (Finding("no_receipt", "Pregunta algo."),), None, "bot", NOW))

    assert owed("review", hello, who()) == [("acknowledgement", "ana@x.example", "unauthenticated", None)]


def test_a_repeated_payment_is_answered_once_for_its_slip() -> None:
    """B9."""
    (plan,) = plans(
        "ignore", (judged("ignore", "payment_already_used"),), who(), POLICY, mail_id=7, zone="America/Mexico_City"
    )

    assert (plan.kind, plan.cause, plan.facts.blocks) == ("already_received", "slip-935447", ("already_applied",))


def test_an_ignored_mail_without_a_payment_gets_nothing() -> None:
    robot = Judged(None, Decision("ignore", (Finding("robot", "Aviso."),), None, "bot", NOW))

    assert owed("ignore", robot, who()) == []


def test_an_activation_owes_nothing_before_the_panel_is_on() -> None:
    one = Judged(Receipt(), Decision("activate", (), SLIP, "bot", NOW))

    assert owed("activate", one, who()) == []
    assert verdict((one,)) == "Todo coincide con la constancia 935447."
