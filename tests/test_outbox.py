"""Letters meet servers that say later, never, nothing, or that do not know us any more."""

from __future__ import annotations

import hashlib
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa
from houses import STAFF
from story_samples import ANA, Paid, mail, receipt

from bot import clock
from bot.errors import DoorClosed, EntryRefused, LetterRefused, UncertainDelivery, Unwelcome
from bot.inbox.patience import Patience
from bot.letters.notices import disk_nearly_full
from bot.store import letters, tables, troubles

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from houses import Story

    from bot.model import LetterState
    from bot.outbox import Outbox


class FakeExit:
    """An SMTP server with a ledger of its own: `answers` are what it does with the letters, in turn; then it takes them."""

    def __init__(self, *answers: Exception | None) -> None:
        self.answers = list(answers)
        self.tries: list[tuple[str, bytes]] = []
        self.taken: list[bytes] = []

    def send(self, raw: bytes, recipient: str, handing_over: Callable[[], None]) -> None:
        self.tries.append((recipient, raw))
        answer = self.answers.pop(0) if self.answers else None
        if answer is not None and not isinstance(answer, UncertainDelivery):
            raise answer
        handing_over()
        self.taken.append(raw)
        if answer is not None:
            raise answer

    def shows(self, message_ids: object) -> frozenset[str]:
        """Return those that lie among its copies: it keeps all that it took."""
        assert isinstance(message_ids, list)
        return frozenset(one for one in message_ids if any(one.encode() in raw for raw in self.taken))


LATER = DoorClosed("451 4.7.1 greylisted")
WRONG_PASSWORD = EntryRefused("535 5.7.8 no aceptó la contraseña")
CUT = UncertainDelivery("cortó la línea sin decir si recibió la carta")


@contextmanager
def exit_of(story: Story, fake: FakeExit, *, keeps_copies: bool = False) -> Iterator[Outbox]:
    """Put the fake server behind the door for as long as the block lasts."""
    house = story.house
    before = house.outbox
    vars(house)["outbox"] = replace(before, send=fake.send, find_sent=fake.shows if keeps_copies else None)
    yield house.outbox
    vars(house)["outbox"] = before


def one_question(story: Story) -> int:
    """Return the id of a question to Ana that is queued."""
    story.slip()
    story.keep(mail(receipt(Paid("$1,000.00 MXN"))))
    story.house.engine(("mail",)).work_until_empty()
    (letter,) = story.letters()
    return letter.id


def pass_by(story: Story, fake: FakeExit, minutes: int, **how: bool) -> None:
    """Let the time go by, minute by minute, with all that happens in it."""
    with exit_of(story, fake, **how) as outbox:
        for _ in range(minutes):
            story.house.engine(("letter",)).work_until_empty()
            outbox.resolve()
            story.clock.pass_by(minutes=1)


def states(story: Story, kind: str = "question") -> list[LetterState]:
    return [letter.state for letter in story.letters() if letter.kind == kind]


# ---------------------------------------------------------------- later


def test_ten_attempts_send_the_same_bytes(story: Story) -> None:
    """B43: with Message-ID and Date."""
    one_question(story)
    fake = FakeExit(*[LATER] * 9)

    pass_by(story, fake, 24 * 60)

    assert len(fake.tries) == 10
    assert len({hashlib.sha256(raw).digest() for _, raw in fake.tries}) == 1
    assert states(story) == ["sent"]


def test_a_letter_that_may_come_later_waits_longer_each_time(story: Story) -> None:
    """B48: 1, 5, 15, 30, 60 minutes, each a fifth more or less."""
    one_question(story)
    fake, at = FakeExit(*[LATER] * 5), list[float]()
    before = story.clock()

    for _ in range(240):
        tried = len(fake.tries)
        pass_by(story, fake, 1)
        if len(fake.tries) > tried:
            at.append((story.clock() - before) / timedelta(minutes=1) - 1)

    waits = [later - sooner for sooner, later in pairwise(at)]
    assert len(waits) == 5
    assert all(0.8 * wait <= waited <= 1.2 * wait + 1 for wait, waited in zip((1, 5, 15, 30, 60), waits, strict=True))


def test_a_letter_is_given_up_after_two_days_and_the_desk_knows(story: Story) -> None:
    """B48."""
    one_question(story)

    pass_by(story, FakeExit(*[LATER] * 100), 60 * 60)

    (letter,) = [one for one in story.letters() if one.kind == "question"]
    assert letter.state == "refused"
    assert letter.case_id is not None
    assert "letter_failed" in story.audited(letter.case_id)


def test_a_letter_that_is_refused_stops_and_the_desk_knows(story: Story) -> None:
    """B48: 5xx; what was decided stays."""
    letter_id = one_question(story)
    fake = FakeExit(LetterRefused("550 5.1.1 no such user"))

    pass_by(story, fake, 120)

    assert states(story) == ["refused"]
    assert len(fake.tries) == 1
    with story.house.db.read() as tx:
        case_id = letters.one(tx, letter_id).case_id
    assert case_id is not None
    assert "letter_failed" in story.audited(case_id)


# ---------------------------------------------------------------- nobody knows


def test_a_lost_answer_is_looked_up_among_the_copies(any_story: Story) -> None:
    """B46: the server took it and cut the line: exactly one letter."""
    one_question(any_story)
    fake = FakeExit(CUT)

    pass_by(any_story, fake, 20, keeps_copies=True)

    assert states(any_story) == ["sent"]
    assert len(fake.taken) == 1


def test_without_evidence_the_same_bytes_go_once_more(any_story: Story) -> None:
    """B46: two letters with one Message-ID, and the ledger counts them."""
    one_question(any_story)
    fake = FakeExit(CUT)

    pass_by(any_story, fake, 14)
    assert (states(any_story), len(fake.taken)) == (["uncertain"], 1)
    pass_by(any_story, fake, 10)

    assert states(any_story) == ["sent"]
    assert len(fake.taken) == 2
    assert len(set(fake.taken)) == 1
    with any_story.house.db.read() as tx:
        assert letters.doubts(tx) == (1, 1)


def test_a_letter_is_sent_again_only_once(story: Story) -> None:
    """B46: after the second lost answer a person asks the customer."""
    letter_id = one_question(story)
    fake = FakeExit(CUT, CUT)

    pass_by(story, fake, 24 * 60)

    assert states(story) == ["uncertain"]
    assert len(fake.taken) == 2
    with story.house.db.read() as tx:
        case_id = letters.one(tx, letter_id).case_id
        shown = tx.execute(sa.select(tables.cases.c.state).filter_by(id=case_id)).scalar_one()
    assert shown == "desk"


def test_while_the_copies_are_away_nothing_is_sent_again_for_two_hours(story: Story) -> None:
    """B46: evidence first; but the customer waits too."""
    one_question(story)
    fake = FakeExit(CUT)

    def away(_message_ids: object) -> frozenset[str]:
        raise DoorClosed("el buzón de enviados no abre")

    vars(fake)["shows"] = away
    pass_by(story, fake, 110, keeps_copies=True)
    assert states(story) == ["uncertain"]
    pass_by(story, fake, 30, keeps_copies=True)

    assert states(story) == ["sent"]
    assert len(fake.taken) == 2


def test_the_copy_is_found_in_the_folder_for_sent_mail(any_story: Story) -> None:
    """B46, over IMAP."""
    story = any_story
    letter_id = one_question(story)
    with story.house.db.read() as tx:
        raw, message_id = letters.raw(tx, letter_id), letters.one(tx, letter_id).message_id
    story.deliver(raw, folder="Enviados")
    polled = story.house.inboxes()[0][0]

    with polled.open() as box:
        box.select(box.sent_folder())
        found = [box.holds(one) for one in (message_id, "<otra@perseo.mx>")]

    assert found == [True, False]


# ---------------------------------------------------------------- the whole way out rests


def test_a_server_that_does_not_know_us_rests_the_outbox_and_burns_no_attempt(any_story: Story) -> None:
    """B49: 535 for two hours; few tries, one notice, and then all goes by itself."""
    story = any_story
    one_question(story)
    for number, reference in enumerate(("412880", "507719", "638254", "721396", "846031", "290475"), 1):
        story.slip(reference, 50_000 + 1_000 * number, f"cliente{number}@otra.example")
        key = f"HEYBCO261122{number * 1_371_733:010}"
        paid = Paid(
            f"${100 + 7 * number}.00 MXN", reference, hour=f"{8 + number:02}:{10 * number - 5:02}", tracking_key=key
        )
        story.keep(mail(receipt(paid), sender=f"C <cliente{number}@otra.example>"))
    story.house.engine(("mail",)).work_until_empty()
    fake = FakeExit(*[WRONG_PASSWORD] * 1000)

    pass_by(story, fake, 120)
    assert len(fake.tries) <= 10
    with story.house.db.read() as tx:
        attempts = tx.execute(sa.select(sa.func.max(tables.jobs.c.attempts)).filter_by(kind="letter")).scalar_one()
        pause = troubles.standing(tx, "outbox")
    assert (attempts, pause is not None) == (0, True)
    fake.answers.clear()
    pass_by(story, fake, 20)

    assert set(states(story)) == {"sent"}
    assert len(states(story)) == 7
    notices = [letter.subject for letter in story.letters() if letter.kind == "system_notice"]
    assert notices == [
        "[Comprobot] Las cartas no salen: el servidor de correo no nos acepta",
        "[Comprobot] Resuelto: Las cartas no salen: el servidor de correo no nos acepta",
    ]
    assert {one.recipient for one in story.letters() if one.kind == "system_notice"} == {STAFF}


def test_one_letter_that_alone_is_unwelcome_holds_up_the_others_for_minutes_only(story: Story) -> None:
    """B49: that one costs itself its attempts, and the others go."""
    one_question(story)
    story.slip("935812", 63_800, "beto@otra.example")
    other = Paid("$600.00 MXN", "935812", tracking_key="HEYBCO261122101744999")
    story.keep(mail(receipt(other), sender="B <beto@otra.example>"))
    story.house.engine(("mail",)).work_until_empty()

    class Picky(FakeExit):
        def send(self, raw: bytes, recipient: str, handing_over: Callable[[], None]) -> None:
            if recipient == ANA:
                self.tries.append((recipient, raw))
                raise Unwelcome("554 5.7.1 blocked by policy")
            super().send(raw, recipient, handing_over)

    fake = Picky()
    pass_by(story, fake, 60)

    assert sorted(states(story)) == ["queued", "sent"]
    assert len([one for one in story.letters() if one.kind == "system_notice"]) <= 2


# ---------------------------------------------------------------- still true


def test_an_activation_letter_of_what_was_taken_back_is_cancelled(any_story: Story) -> None:
    """B53: taken back between queue and send; the server never saw the last dot."""
    story = any_story
    story.slip()
    story.keep(mail(receipt()))
    story.house.engine(("mail", "activation")).work_until_empty()
    assert [one.state for one in story.letters()] == ["queued", "queued"]
    with story.house.db.begin() as tx:
        tx.execute(sa.update(tables.slips).values(status="open", paid_at=None))
    fake = FakeExit()

    pass_by(story, fake, 3)

    assert fake.taken == []
    assert [one.state for one in story.letters()] == ["cancelled", "cancelled"]


def test_who_bounces_gets_no_letter_and_the_desk_knows(story: Story) -> None:
    """B59, B65."""
    one_question(story)
    with story.house.db.begin() as tx:
        tx.execute(sa.update(tables.customers).values(bouncing_at=story.clock()))
    fake = FakeExit()

    pass_by(story, fake, 3)

    assert (fake.tries, states(story)) == ([], ["refused"])


# ---------------------------------------------------------------- what is wrong with the bot itself


def notices(story: Story) -> list[str]:
    return [one.subject.removeprefix("[Comprobot] ") for one in story.letters() if one.kind == "system_notice"]


def test_an_inbox_that_refuses_us_is_told_at_once_and_when_it_is_over(any_story: Story) -> None:
    """B15: within five minutes, once."""
    story = any_story
    watch = story.house.watch()
    polled, _ = story.house.inboxes()[0]

    def refused() -> object:
        raise EntryRefused("el servidor no aceptó la contraseña")

    rest = clock.Rest(Patience(polled.name))
    for _ in range(180):
        clock.rested(story.house.corridor, replace(polled, open=refused), rest, watch)  # type: ignore[arg-type]
        story.clock.pass_by(minutes=1)
    told = notices(story)
    clock.rested(story.house.corridor, polled, clock.Rest(Patience(polled.name)), watch)

    address = "comprobantes@perseo.mx"
    assert told == [f"{address} no nos deja entrar"]
    assert notices(story) == [*told, f"Resuelto: {address} no nos deja entrar"]


def test_an_inbox_that_nobody_reads_is_told_with_the_hour(story: Story) -> None:
    """S3"""
    story.poll()
    watch = story.house.watch()
    story.clock.pass_by(minutes=9)
    watch.look()
    assert notices(story) == []
    story.clock.pass_by(minutes=2)
    story.poll("cxc")
    watch.look()
    watch.look()
    told = notices(story)
    story.poll()
    watch.look()

    assert told == ["comprobantes@perseo.mx sin leerse desde 10:00"]
    assert notices(story)[1:] == ["Resuelto: comprobantes@perseo.mx sin leerse desde 10:00"]


def test_a_full_disk_and_too_many_letters_are_told_once(story: Story) -> None:
    """B59, B126"""
    one_question(story)
    watch = replace(story.house.watch(), free_disk=lambda: 1_500_000_000, breaker_per_hour=1)

    watch.look()
    watch.look()

    assert notices(story) == [
        "Queda poco espacio en el disco",
        "Se detuvieron los acuses y preguntas: van demasiados en una hora",
    ]


def test_a_mail_that_was_set_aside_is_told_once(story: Story) -> None:
    """S3, B17"""
    mail_id = story.keep(mail(receipt()))
    story.house.corridor.set_mail_aside(mail_id, "the reader died")
    watch = story.house.watch()

    watch.look()
    watch.look()

    assert notices(story) == [f"El correo {mail_id} se apartó: no se pudo abrir"]


@pytest.mark.parametrize("breaks", [1, 2])
def test_what_comes_and_goes_is_told_once_an_hour(story: Story, breaks: int) -> None:
    """S3: one notice, one that it is over, and no more of it within the hour."""
    house, why = story.house.notices, disk_nearly_full(1)
    for _ in range(breaks):
        house.begin("disk", why)
        story.clock.pass_by(minutes=5)
        house.end("disk")
        story.clock.pass_by(minutes=5)

    assert len(notices(story)) == 2
