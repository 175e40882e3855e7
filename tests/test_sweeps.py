"""The 24 hours: alarms, the stopped clock and the acknowledgement, with the clock moved by hand."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from houses import MORNING, STAFF, open_story, text_of
from story_samples import ANA, BETO, Attached, Paid, locked_pdf, mail, receipt

from bot import ruling, sweeps
from bot.errors import UnreadableMail
from bot.store import sessions
from bot.store.sessions import Session

if TYPE_CHECKING:
    from pathlib import Path

    import pytest
    from houses import Story

    from bot.demo.server import MailServer
    from bot.model import InboundMail, Reading
    from bot.receipts.reader import Reader

LARGE = Paid("$14,500.00 MXN")  # above the limit: a person decides


def at_the_desk(story: Story) -> int:
    """Return the mail of a case that waits for a person, arrived now."""
    story.slip(amount=1_450_000)
    return story.receive(mail(receipt(LARGE)))


def to_staff(story: Story) -> list[str]:
    """Return the subjects of what staff got."""
    return [str(letter["Subject"]) for to, letter in story.sent() if to == STAFF]


# ---------------------------------------------------------------- alarms


def test_staff_are_told_once_at_each_hour_mark(any_story: Story) -> None:
    """B120: a sweep each ten minutes of a whole day and an hour."""
    story = any_story
    mail_id = at_the_desk(story)
    told: dict[int, float] = {}

    for minutes in range(0, 25 * 60, 10):
        story.clock.at = MORNING + timedelta(minutes=minutes)
        before = len(to_staff(story))
        story.sweep()
        if len(to_staff(story)) > before:
            told[len(to_staff(story))] = minutes / 60

    assert [round(hours) for hours in told.values()] == [4, 12, 20, 24]
    assert list(told) == [1, 2, 3, 4]
    assert story.alarms(story.case(mail_id).id) == {4, 12, 20, 24}


def test_23_hours_59_is_not_late_and_24_hours_01_is(story: Story) -> None:
    mail_id = at_the_desk(story)
    assert story.case(mail_id).deadline == MORNING + timedelta(hours=24)

    story.clock.at = MORNING + timedelta(hours=23, minutes=59)
    story.sweep()
    assert [subject for subject in to_staff(story) if "VENCIDO" in subject] == []
    assert "Vence en 1 min" in to_staff(story)[-1]

    story.clock.at = MORNING + timedelta(hours=24, minutes=1)
    story.sweep()
    assert "VENCIDO hace 1 min: Cliente ana" in to_staff(story)[-1]


def test_a_restart_neither_repeats_nor_loses_an_alarm(tmp_path: Path, mail_server: MailServer, reader: Reader) -> None:
    """B120: the bot is away from the fifth hour to the thirteenth."""
    url = f"sqlite:///{tmp_path / 'comprobot.db'}"
    with open_story(url, mail_server, reader) as before:
        case = before.case(at_the_desk(before)).id
        before.clock.pass_by(hours=5)
        before.sweep()

    with open_story(url, mail_server, reader, MORNING + timedelta(hours=13)) as after:
        after.sweep()
        after.sweep()

        assert after.alarms(case) == {4, 12}
        assert [subject.partition(":")[0] for subject in to_staff(after)] == [
            "[Comprobot] Vence en 19 h",
            "[Comprobot] Vence en 11 h",
        ]


def test_a_long_absence_raises_every_mark_and_mails_the_latest(story: Story) -> None:
    """I10: the record holds them all, nobody gets four letters at once."""
    case = story.case(at_the_desk(story)).id

    story.clock.pass_by(hours=26)
    story.sweep()

    assert story.alarms(case) == {4, 12, 20, 24}
    assert len(to_staff(story)) == 1
    assert "VENCIDO hace 2 h" in to_staff(story)[0]


def test_what_is_activated_raises_no_alarm(story: Story) -> None:
    story.slip()
    mail_id = story.receive(mail(receipt()))

    story.clock.pass_by(hours=25)
    story.sweep()

    assert story.alarms(story.case(mail_id).id) == set()
    assert to_staff(story) == []


def test_an_activation_that_nobody_confirms_raises_the_alarm(story: Story) -> None:
    """I10: a matched payment is not forgotten because the panels are switched off."""
    story.slip()
    mail_id = story.keep(mail(receipt()))
    story.house.engine(("mail",)).work_until_empty()
    assert story.case(mail_id).state == "activating"

    story.clock.pass_by(hours=20, minutes=1)
    story.sweep()

    assert story.alarms(story.case(mail_id).id) == {4, 12, 20}
    assert "el panel todavía no confirma la activación" in text_of(story.sent()[-1][1])


def test_a_mail_that_was_set_aside_raises_the_alarm(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    def dies(_raw: bytes, _attempt: int = 1) -> Reading:
        raise UnreadableMail("the child died")

    monkeypatch.setattr(story.house.reader, "read", dies)
    mail_id = story.keep(mail(text="veneno"))
    for _ in range(5):
        story.work()
        story.clock.pass_by(minutes=2)

    story.clock.at = MORNING + timedelta(hours=4, minutes=1)
    story.sweep()

    assert story.alarms(story.case(mail_id).id) == {4}


def test_the_arrival_counts_and_not_the_senders_date(story: Story) -> None:
    """B119"""
    story.slip()

    for year, hour in ((1999, "07:01"), (2031, "07:02")):
        paid = Paid("$1.00 MXN", hour=hour, tracking_key=f"HEYBCO26112210174{year}0")
        mail_id = story.receive(mail(receipt(paid), date=MORNING.replace(year=year)))
        assert story.case(mail_id).deadline == MORNING + timedelta(hours=24)


# ---------------------------------------------------------------- the clock that stands still


def answer(story: Story, *files: Attached, text: str = "Aquí está.") -> int:
    """Return the mail with which the customer answers the last letter."""
    question = story.sent()[-1][1]["Message-ID"]
    return story.receive(mail(*files, text=text, headers=(("In-Reply-To", question),)))


def test_the_clock_stands_still_while_the_customer_is_asked(any_story: Story) -> None:
    """B119: no alarm in a week, and eighteen hours are left when the answer comes after six."""
    story = any_story
    story.slip()
    story.clock.pass_by(hours=6)
    mail_id = story.receive(mail(receipt(Paid("$1,000.00 MXN"))))

    story.clock.pass_by(days=7)
    story.sweep()

    assert to_staff(story) == []
    assert story.case(mail_id).stopped_at == MORNING + timedelta(hours=6)


def test_after_the_answer_the_rest_of_the_time_is_left(story: Story) -> None:
    """B119: asked six hours after its arrival, eighteen are left whenever the answer comes."""
    story.slip()
    mail_id = story.keep(mail(receipt(Paid("$1,000.00 MXN"))))
    story.clock.pass_by(hours=6)
    story.work()
    assert story.case(mail_id).state == "waiting_customer"

    story.clock.pass_by(days=3)
    answer(story, text="Ya pagué todo, revísenlo por favor.")

    assert story.case(mail_id).state == "desk"
    assert story.case(mail_id).stopped_at is None
    assert story.case(mail_id).deadline == story.clock() + timedelta(hours=18)


def test_a_very_late_answer_raises_its_own_alarms(any_story: Story) -> None:
    """B120, I10: every mark was raised before the customer was asked; the four hours that are left have theirs."""
    story = any_story
    case = story.case(at_the_desk(story)).id
    story.clock.pass_by(hours=26)
    story.sweep()
    assert story.alarms(case) == {4, 12, 20, 24}
    ruling.rule(story.house.corridor, case, "ask", said=("final",), reference=None, by="lupita")
    story.work()
    before = len(to_staff(story))

    story.clock.pass_by(days=3)
    answer(story, text="Ya pagué todo, revísenlo por favor.")
    story.sweep()
    story.sweep()

    assert story.alarms(case) == {4, 12, 20}
    assert [subject.partition(":")[0] for subject in to_staff(story)[before:]] == ["[Comprobot] Vence en 4 h"]
    story.clock.pass_by(hours=4, minutes=1)
    story.sweep()
    assert story.alarms(case) == {4, 12, 20, 24}
    assert len(to_staff(story)) == before + 2


def test_at_least_four_hours_are_left_after_the_answer(story: Story) -> None:
    """B119"""
    story.slip()
    mail_id = story.keep(mail(receipt(Paid("$1,000.00 MXN"))))
    story.clock.pass_by(hours=23)
    story.work()

    story.clock.pass_by(hours=10)
    answer(story, text="Ya pagué todo, revísenlo por favor.")

    assert story.case(mail_id).deadline == story.clock() + timedelta(hours=4)


def test_the_promise_counts_from_the_first_readable_receipt(story: Story) -> None:
    story.slip(amount=1_450_000)
    mail_id = story.receive(mail(Attached("comprobante.pdf", locked_pdf())))

    story.clock.pass_by(hours=50)
    second = answer(story, receipt(LARGE))

    assert story.case(second).id == story.case(mail_id).id
    assert story.case(mail_id).deadline == story.clock() + timedelta(hours=24)


def test_an_absence_notice_answers_no_question(story: Story) -> None:
    """B58: the case goes on waiting, and nobody is written to."""
    story.slip()
    mail_id = story.receive(mail(receipt(Paid("$1,000.00 MXN"))))
    question = story.sent()[-1][1]["Message-ID"]

    headers = (("In-Reply-To", question), ("Auto-Submitted", "auto-replied"))
    story.receive(mail(subject="Respuesta automática: Pago", text="Regreso el lunes.", headers=headers))

    assert story.case(mail_id).state == "waiting_customer"
    assert story.case(mail_id).stopped_at is not None
    assert len(story.sent()) == 1


def test_who_answers_an_old_letter_with_a_new_receipt_gets_a_new_promise(story: Story) -> None:
    """Last year's case is closed: its deadline and its alarms say nothing about this year's payment."""
    story.slip()
    first = story.receive(mail(receipt()))
    story.slip("940117", 1_450_000, issued_at=MORNING + timedelta(days=364))
    story.clock.pass_by(days=365)
    this_year = Paid("$14,500.00 MXN", "940117", day="22/11/2027", tracking_key="HEYBCO2711221017440001")

    second = answer(story, receipt(this_year))
    story.clock.pass_by(hours=4, minutes=1)
    story.sweep()

    assert story.case(second).deadline == story.clock() + timedelta(hours=19, minutes=59)
    assert story.alarms(story.case(second).id) == {4}
    assert story.case(first).state == "activated"


def test_a_stranger_who_answers_our_letter_opens_a_case_of_his_own(story: Story) -> None:
    """B69: an id of ours, and the same customer."""
    story.slip()
    first = story.receive(mail(receipt(Paid("$1,000.00 MXN"))))
    question = story.sent()[-1][1]["Message-ID"]

    second = story.receive(mail(text="¿Quién es?", sender="X <x@ajeno.example>", headers=(("In-Reply-To", question),)))

    assert story.case(second).id != story.case(first).id
    assert story.case(first).state == "waiting_customer"


def test_the_slips_customer_answers_what_a_stranger_left_open(story: Story) -> None:
    """B69, B76: the question about the stranger's payment went to the customer, and the answer joins its case."""
    story.slip()
    first = story.receive(mail(receipt(Paid("$1,000.00 MXN")), sender=f"Beto <{BETO}>"))

    second = answer(story, text="Ya lo completo mañana.")

    assert story.case(second).id == story.case(first).id


# ---------------------------------------------------------------- the acknowledgement


def test_a_mail_that_waits_five_minutes_is_acknowledged(any_story: Story) -> None:
    """Nothing was read yet: the letter says that it came, and until when it is answered."""
    story = any_story
    story.slip()
    mail_id = story.keep(mail(receipt()))

    story.clock.pass_by(minutes=4, seconds=59)
    story.sweep()
    assert story.sent() == []

    story.clock.pass_by(seconds=2)
    story.sweep()
    story.sweep()

    assert [(to, letter["In-Reply-To"] is None) for to, letter in story.sent()] == [(ANA, False)]
    assert "martes 24 de noviembre, 10:00" in text_of(story.sent()[0][1])
    assert story.case(mail_id).state == "reading"


def test_a_mail_that_is_decided_earlier_gets_one_letter_only(story: Story) -> None:
    story.slip()
    story.receive(mail(receipt()))

    story.clock.pass_by(minutes=6)
    story.sweep()

    assert story.sent_kinds() == [(ANA, "activation"), (ANA, "manual")]


def test_a_case_is_acknowledged_once(story: Story) -> None:
    """First as undecided, then as left to a person: one letter."""
    story.slip(amount=1_450_000)
    mail_id = story.keep(mail(receipt(LARGE)))
    story.clock.pass_by(minutes=6)
    story.sweep()

    story.work()

    assert story.case(mail_id).state == "desk"
    assert len(story.sent()) == 1


def test_an_acknowledgement_never_follows_the_activation(story: Story) -> None:
    """B52: queued while the SMTP server was away for an hour, dropped when the activation is confirmed."""
    story.slip()
    story.keep(mail(receipt()))
    story.clock.pass_by(minutes=6)
    no_letters = story.house.engine(("mail", "activation"))
    sweep_without_sending(story)
    assert [letter.state for letter in story.letters()] == ["queued"]

    story.clock.pass_by(hours=1)
    no_letters.work_until_empty()
    story.work()

    assert story.sent_kinds() == [(ANA, "activation"), (ANA, "manual")]
    assert [letter.state for letter in story.letters()] == ["cancelled", "sent", "sent"]


def sweep_without_sending(story: Story) -> None:
    from bot import sweeps

    sweeps.acknowledge_waiting(story.house.corridor, story.house.reader.headers)


def test_a_machine_is_not_acknowledged(story: Story) -> None:
    """I9"""
    story.keep(mail(receipt(), headers=(("Precedence", "bulk"),)))

    story.clock.pass_by(minutes=6)
    story.sweep()

    assert story.sent() == []


def test_both_copies_of_a_waiting_mail_are_acknowledged_once(story: Story) -> None:
    """B7"""
    story.slip()
    raw = mail(receipt(), to="comprobantes@perseo.mx, cxc@perseo.mx")
    story.keep(b"Received: from a by uno.perseo.mx\r\n" + raw)
    story.keep(b"Received: from a by dos.perseo.mx\r\n" + raw, "cxc")

    story.clock.pass_by(minutes=6)
    story.sweep()
    story.work()

    assert len([to for to, letter in story.sent() if "Recibimos" in text_of(letter)]) == 1
    assert [kind for _, kind in story.sent_kinds()][1:] == ["activation", "manual"]
    assert len(story.activations()) == 1


def test_a_mail_that_kills_its_reader_holds_up_nobody_elses_acknowledgement(
    story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    """B17"""
    poisoned = mail(text="veneno")
    headers = story.house.reader.headers

    def dies(raw: bytes) -> InboundMail:
        if raw == poisoned:
            raise UnreadableMail("the child died")
        return headers(raw)

    monkeypatch.setattr(story.house.reader, "headers", dies)
    story.keep(poisoned)
    story.clock.pass_by(seconds=1)
    story.keep(mail(receipt()))

    story.clock.pass_by(minutes=6)
    story.sweep()

    assert [to for to, _ in story.sent()] == [ANA]


def test_the_number_of_letters_to_one_address_is_limited(story: Story) -> None:
    """B59, B63: three acknowledgements a day to who is on file, one to others; all mails are worked all the same."""
    story.slip()
    for sender in (ANA, BETO):
        for _ in range(5):
            story.receive(mail(text="¿Me atienden?", subject="Una duda", sender=sender))

    assert [to for to, _ in story.sent()] == [ANA] * 3 + [BETO]
    assert [story.case(mail_id).state for mail_id in range(1, 11)] == ["desk"] * 10


# ---------------------------------------------------------------- the customer who does not answer


def asked_for_the_reference(story: Story) -> int:
    """Return the mail of a payment without its reference: the customer was asked for it now."""
    story.slip()
    return story.receive(mail(receipt(Paid(reference=""))))


def pass_days(story: Story, days: int, hours: int = 0) -> None:
    """Let so many days go by, the sweeps done each day."""
    for _ in range(days):
        story.clock.pass_by(days=1)
        story.sweep()
    story.clock.pass_by(hours=hours)
    story.sweep()


def kinds_to(story: Story, address: str) -> list[str]:
    return [kind for to, kind in story.sent_kinds() if to == address]


def test_a_silent_customer_is_reminded_once_after_two_days(any_story: Story) -> None:
    """78: in the thread of the question, with what is missing; the clock goes on standing still."""
    story = any_story
    mail_id = asked_for_the_reference(story)
    question = story.sent()[-1][1]

    pass_days(story, 1, hours=23)
    assert kinds_to(story, ANA) == ["question"]
    pass_days(story, 5)

    assert kinds_to(story, ANA) == ["question", "reminder"]
    reminder = story.sent()[-1][1]
    assert reminder["In-Reply-To"] == question["Message-ID"]
    assert "Solo nos falta: la referencia de su constancia." in text_of(reminder)
    assert (story.case(mail_id).state, to_staff(story)) == ("waiting_customer", [])


def test_a_case_that_nobody_answers_closes_kindly(any_story: Story) -> None:
    """78: after fifteen days, with a letter; then nothing more is said."""
    story = any_story
    mail_id = asked_for_the_reference(story)

    pass_days(story, 30)

    assert kinds_to(story, ANA) == ["question", "reminder", "closing"]
    assert "Cerramos su caso por ahora" in text_of(story.sent()[-1][1])
    assert story.case(mail_id).state == "set_aside"
    assert story.claims(mail_id)[0].state == "set_aside"
    assert to_staff(story) == []
    assert story.audited(story.case(mail_id).id)[-2:] == ["customer_reminded", "customer_silent"]


def test_the_reminder_goes_at_the_48th_hour_and_the_end_comes_on_the_15th_day(story: Story) -> None:
    """78: to the minute, as shipped."""
    mail_id = asked_for_the_reference(story)
    told = []
    for hours, minutes in (
        (47, 59),
        (0, 2),
        (24 * 13 - 1, 57),
        (0, 3),
    ):  # 47:59, 48:01, 14 days 23:58, 15 days and a minute
        story.clock.pass_by(hours=hours, minutes=minutes)
        story.sweep()
        told.append(kinds_to(story, ANA)[-1])

    assert told == ["question", "reminder", "reminder", "closing"]
    assert story.case(mail_id).state == "set_aside"


def test_who_answers_a_closed_case_goes_on_where_it_stood(any_story: Story) -> None:
    """78: so the closing letter says; the number alone completes the receipt of a month ago."""
    story = any_story
    mail_id = asked_for_the_reference(story)
    pass_days(story, 30)

    second = answer(story, text="935447")

    assert story.case(second).id == story.case(mail_id).id
    assert story.case(mail_id).state == "activated"
    assert story.slip_status() == "paid"


def test_who_has_answered_is_not_reminded(story: Story) -> None:
    asked_for_the_reference(story)
    story.clock.pass_by(hours=47)
    answer(story, text="Le pregunto a mi contadora y le aviso.")

    pass_days(story, 3)

    assert "reminder" not in kinds_to(story, ANA)


def test_a_second_question_has_a_reminder_of_its_own(story: Story) -> None:
    mail_id = asked_for_the_reference(story)
    pass_days(story, 3)

    answer(story, receipt(Paid(reference="", hour="09:10", tracking_key="HEYBCO2611221017440777")))
    pass_days(story, 3)

    assert story.case(mail_id).state == "waiting_customer"
    assert kinds_to(story, ANA) == ["question", "reminder", "question", "reminder"]


def test_the_balance_that_nobody_pays_goes_to_a_person(any_story: Story) -> None:
    """Money that was received is not closed away: it stays with its slip, and the clock of the case runs again."""
    story = any_story
    story.slip()
    mail_id = story.receive(mail(receipt(Paid("$1,000.00 MXN"))))

    pass_days(story, 16)

    assert kinds_to(story, ANA) == ["question", "reminder"]
    assert "Solo nos falta: el pago de $305.00 para la constancia 935447." in text_of(story.sent()[-1][1])
    assert story.case(mail_id).state == "desk"
    assert "su pago a cuenta espera el saldo" in story.case(mail_id).verdict
    assert story.case(mail_id).deadline >= story.clock()


def test_a_stranger_is_not_reminded_of_what_the_customer_was_asked(story: Story) -> None:
    """B76"""
    story.slip()
    story.receive(mail(receipt(Paid("$1,125.00 MXN")), sender=f"Beto <{BETO}>", subject="pago de un conocido"))

    pass_days(story, 3)

    assert story.sent_kinds() == [(ANA, "question"), (ANA, "reminder")]
    assert all("conocido" not in letter["Subject"] for _, letter in story.sent())


def test_a_reminder_waits_while_the_address_has_had_enough(story: Story) -> None:
    """B59: five automatic letters a day; the next day it goes."""
    mail_id = asked_for_the_reference(story)
    story.clock.pass_by(hours=47, minutes=59)
    for number in range(5):
        other = Paid(reference="", hour=f"10:1{number}", tracking_key=f"HEYBCO261122101744088{number}")
        story.receive(mail(receipt(other)))

    pass_days(story, 0, hours=1)
    assert "reminder" not in kinds_to(story, ANA)
    story.clock.pass_by(days=1)
    story.sweep()

    assert kinds_to(story, ANA).count("reminder") == 1
    assert story.case(mail_id).state == "waiting_customer"


def test_a_bot_that_slept_for_a_month_reminds_before_it_closes(story: Story) -> None:
    """A reminder that is late has its two days too."""
    mail_id = asked_for_the_reference(story)

    story.clock.pass_by(days=30)
    story.sweep()
    assert kinds_to(story, ANA) == ["question", "reminder"]

    story.clock.pass_by(hours=49)
    story.sweep()
    assert (story.case(mail_id).state, kinds_to(story, ANA)[-1]) == ("set_aside", "closing")


def test_who_told_the_reference_is_reminded_of_the_balance_alone(story: Story) -> None:
    story.slip()
    story.receive(mail(receipt(Paid("$1,000.00 MXN", reference=""))))
    question = story.sent()[-1][1]["Message-ID"]
    story.receive(mail(text="935447", headers=(("In-Reply-To", question),)))
    story.clock.pass_by(hours=49)

    story.sweep()

    reminder = text_of(story.sent()[-1][1])
    assert "el pago de $305.00 para la constancia 935447" in reminder
    assert "la referencia de su constancia" not in reminder


# ---------------------------------------------------------------- visits


def test_ended_sessions_and_old_failures_are_forgotten(any_story: Story) -> None:
    """B108: who guesses names for weeks fills no table."""
    story, db = any_story, any_story.house.db
    now, corridor = story.clock.at, story.house.corridor
    hours = timedelta(hours=1)
    with db.begin() as tx:
        for token, ends_at in (("over", now - hours), ("here", now + hours)):
            sessions.begin(tx, Session(token, "panel", 1, complete=True, created_at=now, seen_at=now, ends_at=ends_at, address="?"))  # fmt: skip
        for key, at in (("old", now - 25 * hours), ("new", now - hours)):
            sessions.count_failure(tx, key, at=at, since=at)

    assert sweeps.forget_visits(corridor) == 2
    assert sweeps.forget_visits(corridor) == 0

    with db.read() as tx:
        assert [sessions.find(tx, token, "panel") is not None for token in ("over", "here")] == [False, True]
        assert set(sessions.failed(tx, ["old", "new"], since=now - 99 * hours)) == {"new"}
