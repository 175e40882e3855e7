"""Which letters a decision owes, to whom, and what each reader may know."""

from __future__ import annotations

from dataclasses import replace

import pytest
from plan_samples import BETO, NOW, POLICY, SLIP, ZONE, judged, who

from bot.letters.compose import Correspondent, activated, plans, verdict
from bot.letters.facts import Thread
from bot.model import Decision, Finding, Judged, Outcome, Panel, Receipt


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


@pytest.mark.parametrize("difference", ["amount_differs", "amount_over"])
def test_beside_the_amount_of_another_slip_no_difference_is_told(difference: str) -> None:
    """DESK.md: he is asked which of his slips he meant, and for no balance of the one that he named."""
    receipt = judged("review", "slip_expired").receipt
    reasons = (Finding("amount_of_another_slip", "Otra."), Finding(difference, "Faltan."))
    one = Judged(receipt, Decision("review", reasons, (SLIP,), "bot", NOW))
    rows = (("amount_of_another_slip", "amount_of_another"), ("amount_over", "amount_over"))
    policy = replace(POLICY, blocks=(*rows, *POLICY.blocks))

    (plan,) = plans("review", (one,), who(), policy, mail_id=7, zone=ZONE)

    assert plan.facts.blocks == ("amount_of_another",)


def test_a_rule_that_the_table_does_not_know_is_for_staff() -> None:
    one = judged("review", "unheard_of")

    assert plans("review", (one,), who(), POLICY, mail_id=7, zone=ZONE)[0].facts.blocks == ()


def test_what_no_slip_holds_of_the_payment_is_said_to_be_the_customers() -> None:
    panel = Panel(1, "4.0", None, 0)

    over = activated(SLIP, panel, paid=130500, credit=500, wants_invoice=False)
    exact = activated(SLIP, panel, paid=130500, credit=0, wants_invoice=False)

    assert (over.excess, exact.excess, exact.received) == (500, None, None)
