from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from bot.matching import decide as decided
from bot.matching.decide import decide, of_mail, without_payment
from bot.matching.rules import RULES
from bot.model import Customer, Decision, Finding, Match, Receipt, Slip

if TYPE_CHECKING:
    from bot.model import Outcome

NOW = datetime(2026, 9, 14, 19, 0, tzinfo=UTC)
SLIP = Slip(7, "935447", Customer(1, "Trejo", "pagos@trejo.example"), 130500, NOW, None)


def outcome(*rules: str, amount: int = 130500, slips: tuple[Slip, ...] = (SLIP,)) -> Outcome:
    if "slip_paid" in rules:
        slips = (replace(SLIP, status="paid"),)
    findings = tuple(Finding(rule, "Una frase.") for rule in rules)
    return decide(Match(Receipt(("935447",), amount=amount), slips, findings), NOW).outcome


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        (("amount_is_subtotal", "scheduled"), "ask"),
        (("no_reference", "pending"), "ask"),
        (("no_reference", "account_unread", "date_unread", "no_key"), "ask"),  # a cropped screen
        (("account_unread", "no_key"), "review"),  # nothing that could be asked for
        (("amount_is_subtotal", "slip_expired"), "review"),
        (("scheduled", "before_slip"), "review"),
        (("no_reference", "sender_failed"), "review"),
        (("no_reference", "junk_folder"), "review"),
        (("no_reference", "low_confidence"), "review"),
        (("unknown_reference", "payment_used_elsewhere"), "review"),
        (("other_account", "not_mxn"), "review"),
        (("payment_already_used", "slip_paid"), "ignore"),
        (("payment_already_used", "slip_paid", "above_limit", "stale"), "ignore"),
        (("payment_already_used",), "review"),  # the slip is open: its activation was reverted
        (("payment_already_used", "amount_differs"), "review"),
        (("payment_already_used", "sender_failed"), "review"),
        (("payment_maybe_used", "slip_paid"), "review"),
        (("a_rule_of_tomorrow",), "review"),
        (("a_rule_of_tomorrow", "no_reference"), "review"),
        (("a_rule_of_tomorrow", "payment_already_used"), "review"),
    ],
)
def test_several_objections_together(rules: tuple[str, ...], expected: str) -> None:
    assert outcome(*rules) == expected


@pytest.mark.parametrize(
    "rule", ["tampered", "hidden_text", "payment_used_elsewhere", "above_limit", "second_look_differs"]
)
@pytest.mark.parametrize("request_of_the_bot", decided.ASK)
def test_what_a_person_must_see_is_never_softened_by_a_question(rule: str, request_of_the_bot: str) -> None:
    assert outcome(rule, request_of_the_bot) == "review"


def test_the_balance_is_asked_for_and_an_excess_is_reviewed() -> None:
    """B141."""
    assert outcome("amount_differs", amount=130499) == "ask"
    assert outcome("amount_over", amount=130501) == "review"


def test_only_a_claim_without_objection_and_with_one_slip_activates() -> None:
    assert outcome() == "activate"
    assert outcome(slips=()) == "review"
    assert outcome(slips=(SLIP, SLIP)) == "review"


def test_a_cropped_repeat_that_names_no_slip_is_ignored() -> None:
    assert outcome("payment_already_used", "no_reference", "account_unread", slips=()) == "ignore"


def test_no_objection_of_the_shelf_activates() -> None:
    assert [rule.NAME for rule in RULES if outcome(rule.NAME) == "activate"] == []


def test_the_table_names_only_rules_that_exist() -> None:
    listed = {*decided.ASK, *decided.OF_A_PART, *decided.CAN_WAIT_FOR_THE_ANSWER, *decided.TO_BE_EXPECTED_OF_A_REPEAT}

    assert listed - {rule.NAME for rule in RULES} == set()


def test_staff_sees_every_reason() -> None:
    findings = (Finding("no_reference", "Una."), Finding("stale", "Otra."))

    decision = decide(Match(Receipt(), (), findings), NOW)

    assert decision.reasons == findings


@pytest.mark.parametrize(
    ("outcomes", "expected"),
    [
        (("activate",), "activate"),
        (("activate", "ignore"), "ignore"),
        (("ask", "activate"), "ask"),
        (("ask", "review", "activate"), "review"),
        ((), "review"),
    ],
)
def test_a_mail_is_as_good_as_its_weakest_claim(outcomes: tuple[Outcome, ...], expected: str) -> None:
    assert of_mail(Decision(one, (), (), "bot", NOW) for one in outcomes) == expected


def judged(
    flags: tuple[str, ...] = (),
    text: str = "",
    robot: str | None = None,
    *,
    attached: bool | None = None,
    subject: str = "",
) -> str:
    has = bool(flags) if attached is None else attached
    decision = without_payment(flags, mail_has_attachments=has, is_robot=robot, text=text, subject=subject, now=NOW)
    assert decision.slip is None
    assert all(finding.reason.endswith(".") for finding in decision.reasons)
    return f"{decision.outcome}: {', '.join(finding.rule for finding in decision.reasons)}"


SENDING = "Buen día, adjunto comprobante de pago."
ASKING = "Buenas tardes, ¿hasta qué día puedo renovar?"
ABSENT = "Estoy fuera de la oficina hasta el lunes. Para pagos y comprobantes escriba a mi compañera."


@pytest.mark.parametrize(
    ("flags", "text", "expected"),
    [
        (("payment_slip",), SENDING, "ask: payment_slip"),
        (("payment_slip",), ASKING, "ask: payment_slip"),
        (("needs_password",), "", "ask: needs_password"),
        (("corrupt",), "", "ask: unreadable"),
        (("corrupt", "blank"), SENDING, "ask: unreadable"),
        (("blank",), SENDING, "ask: unreadable"),
        (("not_a_document",), SENDING, "ask: unreadable"),
        (("not_a_document",), "", "ask: unreadable"),  # a photo sent without a word
        (("not_a_document",), ASKING, "review: no_receipt"),
        (("blank", "logo"), SENDING, "review: no_receipt"),  # he forgot the file
        (("logo",), "", "review: no_receipt"),
        (("too_large",), SENDING, "ask: not_allowed"),
        (("not_allowed",), SENDING, "ask: not_allowed"),
        (("cfdi_invoice",), SENDING, "review: cfdi_invoice"),
        (("statement",), SENDING, "review: statement"),
        (("not_valid",), SENDING, "review: not_valid"),
        (("confirm_screen",), SENDING, "ask: confirm_screen"),
        (("confirm_screen", "not_read"), SENDING, "ask: confirm_screen"),
        (("payment_slip", "corrupt"), SENDING, "ask: payment_slip, unreadable"),
        (("unreadable",), SENDING, "ask: unreadable"),
        (("not_a_receipt",), SENDING, "review: no_receipt"),
        (("not_read",), SENDING, "review: not_read"),  # our own limits, not the customer's file
        (("something_new",), SENDING, "review: no_receipt"),
        ((), SENDING, "review: no_receipt"),
        ((), ASKING, "review: no_receipt"),
        ((), "", "review: no_receipt"),
        ((), "Aquí está: https://drive.google.com/file/d/1abc", "ask: only_link"),
        ((), "Saludos\nhttps://www.trejo.example", "review: no_receipt"),
    ],
)
def test_a_person_who_sent_no_readable_payment_is_asked_or_read(
    flags: tuple[str, ...], text: str, expected: str
) -> None:
    assert judged(flags, text) == expected


@pytest.mark.parametrize("flag", ["not_a_receipt", "blank", "corrupt", "not_a_document"])
def test_what_is_said_of_the_text_of_a_mail_is_not_said_of_a_file(flag: str) -> None:
    assert judged((flag,), SENDING, attached=False) == "review: no_receipt"
    assert judged((flag,), ABSENT, "auto_submitted", attached=False) == "ignore: robot"


def test_our_slip_pasted_into_the_mail_is_our_slip() -> None:
    assert judged(("payment_slip",), SENDING, attached=False) == "ask: payment_slip"
    assert judged(("payment_slip",), "", "auto_submitted", attached=False) == "review: payment_slip"


def test_the_subject_may_announce_the_receipt() -> None:
    assert judged(("not_a_document",), "Saludos", subject="Comprobante de pago") == "ask: unreadable"
    assert judged(("not_a_document",), "Saludos", subject="Hola") == "review: no_receipt"


@pytest.mark.parametrize("robot", ["absence_notice", "auto_submitted", "automatic_header", "own_letter"])
def test_a_robot_without_a_paper_is_ignored(robot: str) -> None:
    assert judged(text=ABSENT, robot=robot) == "ignore: robot"
    assert judged(("logo",), ABSENT, robot) == "ignore: robot"


@pytest.mark.parametrize(
    ("flags", "text", "attached"),
    [
        (("corrupt",), "", True),
        (("payment_slip",), "", True),
        ((), "", True),  # a file that nobody understood
        ((), "Ha recibido una transferencia por $1,305.00", False),
        ((), "Importe 1,305.00 MXN", False),
    ],
)
def test_a_bank_that_writes_is_a_robot_too_and_goes_to_staff(
    flags: tuple[str, ...], text: str, *, attached: bool
) -> None:
    assert judged(flags, text, "noreply_address", attached=attached).startswith("review")


@pytest.mark.parametrize("robot", ["list", "precedence", "suppress_header", "spam", "noreply_address"])
def test_a_newsletter_is_ignored_and_a_person_behind_a_list_is_not(robot: str) -> None:
    assert judged(text="Conozca las ofertas de otoño en impresoras.", robot=robot) == "ignore: robot"
    assert judged(text="¿Ya quedó mi renovación?", robot=robot) == "review: no_receipt"
    assert judged(text="Su transferencia fue enviada.", robot=robot) == "review: no_receipt"
    assert judged(text=" ", robot=robot) == "review: no_receipt"


def test_a_scanner_that_mails_by_itself_is_not_ignored() -> None:
    assert judged(("blank",), "", "auto_submitted") == "review: unreadable"
    assert judged(("blank",), ABSENT, "absence_notice") == "ignore: robot"  # the picture of a signature


def test_an_absence_notice_that_repeats_our_subject_is_ignored() -> None:
    subject = "Respuesta automática: Recibimos su comprobante de $1,305.00"

    assert judged((), ABSENT, "absence_notice", subject=subject) == "ignore: robot"


def test_a_report_that_our_letter_was_read_is_ignored_and_that_it_did_not_arrive_is_not() -> None:
    assert judged(text="Su mensaje se leyó el lunes a las 10:02.", robot="report") == "ignore: robot"
    assert judged(text="Your message was displayed on the recipient's computer.", robot="report") == "ignore: robot"
    assert judged(text="No se pudo entregar su mensaje a luna@luna.example.", robot="report") == "review: no_receipt"


@pytest.mark.parametrize("robot", ["bounce", "own_address", "no_sender"])
def test_a_letter_that_came_back_or_a_colleague_is_not_ignored(robot: str) -> None:
    assert judged(text="Hola", robot=robot) == "review: no_receipt"


def test_no_question_is_put_to_a_robot() -> None:
    assert judged(("needs_password",), "", "auto_submitted") == "review: needs_password"
