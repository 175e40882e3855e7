"""Every mail of an inbox is kept once, whatever other programs and the server do, and nothing in it is touched."""

from __future__ import annotations

import imaplib
import re
import threading
import time
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes
from email.policy import SMTP
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
import sqlalchemy as sa
from houses import ADDRESSES, open_story, text_of
from relay import Relay
from story_samples import ANA, Paid, mail, receipt

from bot import clock, judging, pipeline, polling
from bot.errors import DoorClosed
from bot.inbox import patience
from bot.inbox.imap import open_inbox
from bot.store import letters, mails, tables

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from datetime import datetime
    from pathlib import Path

    from houses import Story
    from mail_servers import AnyMailServer

    from bot.inbox.imap import Inbox
    from bot.polling import Polled
    from bot.receipts.reader import Reader


@pytest.fixture
def story(tmp_path: Path, any_mail_server: AnyMailServer, reader: Reader) -> Iterator[Story]:
    """Give a house beside either kind of mail server, at the hour that the server has."""
    with open_story(f"sqlite:///{tmp_path / 'comprobot.db'}", any_mail_server, reader, clock.now()) as opened:
        yield opened


def inbox(story: Story, name: str = "comprobantes", **changes: Any) -> Polled:
    polled = next(polled for polled, _ in story.house.inboxes() if polled.name == name)
    return replace(polled, **changes)


def taken(story: Story, polled: Polled) -> int:
    """Return how many mails a poll fetched."""
    return sum(folder.fetched for folder in polling.poll(story.house.corridor, polled))


@contextmanager
def other_program(story: Story, name: str = "comprobantes") -> Iterator[imaplib.IMAP4]:
    """Give another mail program of the same user, with the inbox open."""
    client = imaplib.IMAP4(story.server.host, story.server.imap_port)
    client.login(ADDRESSES[name], story.server.users[ADDRESSES[name]])
    client.select("INBOX")
    yield client
    client.logout()


def note(number: int) -> bytes:
    """Return a small mail, the same for the same number, that only staff would answer."""
    return f"From: uno@x.example\r\nMessage-ID: <{number}@x.example>\r\nList-Id: <x>\r\n\r\nNota {number}\r\n".encode()


def kept(story: Story) -> set[bytes]:
    """Return the raw bytes of all mails that we hold."""
    with story.house.db.read() as tx:
        return set(tx.execute(sa.select(tables.raw_mails.c.content)).scalars())


# ---------------------------------------------------------------- nothing is touched, nothing is lost


def test_what_is_kept_is_what_the_server_holds_to_the_byte(story: Story) -> None:
    """I1"""
    held = [mail(receipt()), b"From: x@y.example\r\n\r\n\xf1\x80 ocho bits, sin Message-ID\r\n.\r\n", note(1)]
    for raw in held:
        story.deliver(raw)

    story.poll()

    assert kept(story) == set(held)
    assert story.count(tables.deliveries) == 3


def test_nothing_is_ever_flagged_moved_or_expunged(story: Story) -> None:
    """B1, B2, B24: neither before nor after the bytes are committed; the flags on the server stay as they were."""
    story.deliver(mail(receipt()))
    story.deliver(note(1))
    server = story.server

    with Relay(server.imap_port) as line:
        user = ADDRESSES["comprobantes"]
        polled = inbox(
            story,
            open=lambda: open_inbox(line.host, line.port, user, server.users[user], tls="none"),
        )
        assert taken(story, polled) == 2
        story.work()
        assert taken(story, polled) == 0
        said = bytes(line.said).upper()

    assert b"FETCH" in said
    assert re.findall(rb"\b(STORE|MOVE|COPY|EXPUNGE|APPEND|DELETE|CREATE|SELECT)\b", said) == []
    with other_program(story) as client:
        answers = [str(line) for line in client.fetch("1:*", "(FLAGS)")[1]]
    assert not [line for line in answers if re.search(r"seen|answered|flagged|deleted", line, re.IGNORECASE)]


def test_a_mail_and_its_job_are_committed_together(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    """B1: where the promise fails the mail is not kept either, and the next poll takes it."""
    story.deliver(note(1))

    def fails(*_: object, **__: object) -> None:
        raise DoorClosed("the disk is full")

    with monkeypatch.context() as broken:
        broken.setattr("bot.pipeline.promise", fails)
        assert not clock.poll(story.house.corridor, inbox(story))
    assert story.count(tables.mails) == story.count(tables.deliveries) == story.count(tables.raw_mails) == 0

    assert taken(story, inbox(story)) == 1
    assert story.count(tables.jobs) == 1


def test_what_another_program_has_read_is_taken_all_the_same(story: Story) -> None:
    """B3"""
    story.deliver(mail(receipt()))
    story.deliver(note(1))
    with other_program(story) as client:
        client.store("1:2", "+FLAGS", r"(\Seen \Flagged)")

    assert taken(story, inbox(story)) == 2


def test_a_mail_that_comes_late_under_an_old_number_is_taken(story: Story) -> None:
    """B3: the first poll did not get the mail in the middle; the next one fills the gap."""
    for number in range(3):
        story.deliver(note(number))
    polled = inbox(story)

    @contextmanager
    def blind() -> Iterator[Any]:
        with polled.open() as box:
            yield Blind(box)

    assert taken(story, replace(polled, open=blind)) == 2
    assert taken(story, polled) == 1
    assert kept(story) == {note(0), note(1), note(2)}


class Blind:
    """An inbox that does not get the second mail."""

    def __init__(self, box: Inbox) -> None:
        self.box = box

    def fetch(self, uids: list[int]) -> Iterator[Any]:
        return self.box.fetch([*uids[:1], *uids[2:]])

    def __getattr__(self, name: str) -> Any:
        return getattr(self.box, name)


def test_what_comes_while_a_long_queue_is_fetched_is_taken_before_the_rest(
    story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    """B21: three mails a portion; two come after the first portion, one after the second."""
    monkeypatch.setattr(polling, "_PORTION", 3)
    for number in range(8):
        story.deliver(note(number))
    polled, late = inbox(story), [[note(8), note(9)], [note(10)]]

    def comes() -> None:
        for raw in late.pop(0) if late else []:
            story.deliver(raw)

    @contextmanager
    def busy() -> Iterator[Any]:
        with polled.open() as box:
            yield Busy(box, comes)

    assert taken(story, replace(polled, open=busy)) == 11

    with story.house.db.read() as tx:
        order = [mails.raw(tx, one.id) for one in reversed(mails.newest(tx, 20))]
    assert order == [note(number) for number in (0, 1, 2, 8, 9, 10, 3, 4, 5, 6, 7)]
    assert taken(story, polled) == 0


class Busy:
    """An inbox into which mail comes while one portion is fetched."""

    def __init__(self, box: Inbox, comes: Callable[[], object]) -> None:
        self.box, self.comes = box, comes

    def fetch(self, uids: list[int]) -> Iterator[Any]:
        yield from self.box.fetch(uids)
        self.comes()

    def __getattr__(self, name: str) -> Any:
        return getattr(self.box, name)


def test_what_comes_as_a_poll_ends_is_taken_by_the_next_however_old_it_is(story: Story) -> None:
    """B3: moved in from an old folder, it has a number beyond what was looked at and a date beyond the 30 days."""
    story.deliver(note(1))
    polled = inbox(story)

    @contextmanager
    def busy() -> Iterator[Any]:
        with polled.open() as box:
            yield Busy(box, lambda: deliver_at(story, note(2), story.clock() - timedelta(days=90)))

    assert taken(story, replace(polled, open=busy)) == 1
    assert taken(story, polled) == 1
    assert kept(story) == {note(1), note(2)}


def test_what_came_before_the_door_closed_is_kept(story: Story) -> None:
    """B12: it closes each time at the third mail."""
    for number in range(4):
        story.deliver(note(number))
    polled = inbox(story)

    @contextmanager
    def brittle() -> Iterator[Any]:
        with polled.open() as box:
            yield Brittle(box)

    for _ in range(2):
        with pytest.raises(DoorClosed):
            polling.poll(story.house.corridor, replace(polled, open=brittle))

    assert len(kept(story)) == 4  # two each time


class Brittle:
    """An inbox that breaks after two mails."""

    def __init__(self, box: Inbox) -> None:
        self.box = box

    def fetch(self, uids: list[int]) -> Iterator[Any]:
        yield from self.box.fetch(uids[:2])
        raise DoorClosed("the line broke")

    def __getattr__(self, name: str) -> Any:
        return getattr(self.box, name)


def test_mails_that_are_kept_are_not_fetched_again(story: Story) -> None:
    for number in range(4):
        story.deliver(note(number))
    assert taken(story, inbox(story)) == 4

    story.deliver(note(4))

    assert taken(story, inbox(story)) == 1
    assert story.count(tables.mails) == 5


def test_a_renumbered_folder_brings_only_what_is_new(story: Story) -> None:
    """B5: 40 old mails in another order under new numbers, and 5 new ones among them."""
    old, new = [note(number) for number in range(40)], [note(number) for number in range(40, 45)]
    polled = inbox(story, folders=("Pagos",))
    for raw in old:
        story.deliver(raw, folder="Pagos")
    assert taken(story, polled) == 40
    story.work()
    with other_program(story) as client:
        client.delete("Pagos")
        time.sleep(1.1)  # dovecot makes UIDVALIDITY of the second
    for raw in [*new[:2], *reversed(old), *new[2:]]:
        story.deliver(raw, folder="Pagos")

    taken(story, polled)

    assert kept(story) == {*old, *new}
    with story.house.db.read() as tx:
        waiting = [one for one in mails.newest(tx, 100) if one.state == "stored"]
    assert len(waiting) == 5
    assert {"event": "uidvalidity_changed", "inbox": "comprobantes", "folder": "Pagos"} in story.events
    assert taken(story, polled) == 0


def test_a_folder_that_the_administrator_names_is_no_junk(story: Story) -> None:
    story.slip()
    story.deliver(mail(receipt()), folder="Pagos")

    assert taken(story, inbox(story, folders=("INBOX", "Pagos"))) == 1
    story.work()

    assert story.mail(1).outcome == "activate"


def test_history_is_kept_and_never_answered(story: Story) -> None:
    """B22: the cut-off lies between two mails of an old inbox."""
    story.slip()
    long_ago = story.clock() - timedelta(days=40)
    deliver_at(story, mail(receipt()), long_ago)
    deliver_at(story, note(1), story.clock() - timedelta(minutes=3))

    assert taken(story, inbox(story, answers_since=story.clock() - timedelta(days=1))) == 2
    story.work()

    assert [story.mail(number).state for number in (1, 2)] == ["historic", "decided"]
    assert story.activations() == ()
    assert story.sent() == []


def deliver_at(story: Story, raw: bytes, at: datetime) -> None:
    with other_program(story) as client:
        client.append("INBOX", "", imaplib.Time2Internaldate(at), raw)


def test_a_mail_that_is_too_large_is_kept_by_its_header_and_its_sender_told_once(
    story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    """B20: it is never downloaded; the customer is asked for the receipt alone, though both inboxes hold the mail."""
    for user in (polling, judging):
        monkeypatch.setattr(user, "LARGEST_MAIL", 3000)
    story.slip()
    large = mail(receipt(Paid(state="x" * 5000)), to="comprobantes@perseo.mx, cxc@perseo.mx")
    for name in ADDRESSES:
        story.deliver(b"Received: from mx by %s\r\n" % name.encode() + large, name)

    story.poll()
    story.work()
    story.sweep()

    assert all(len(raw) < 3000 for raw in kept(story))
    assert story.mail(1).size > 5000
    assert story.rules(1) == {"mail_too_large"}
    assert story.case(1).state == "waiting_customer"
    assert [(one.kind, one.recipient) for one in story.letters() if one.case_id] == [("question", ANA)]
    assert "responda a este correo sólo con el comprobante" in words_of(story, 1)


def words_of(story: Story, letter_id: int) -> str:
    with story.house.db.read() as tx:
        return text_of(message_from_bytes(letters.raw(tx, letter_id), policy=SMTP))


def test_a_machine_that_sends_too_much_is_told_nothing(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    """B20, B56"""
    for user in (polling, judging):
        monkeypatch.setattr(user, "LARGEST_MAIL", 3000)
    story.deliver(mail(receipt(Paid(state="x" * 5000)), headers=(("Auto-Submitted", "auto-generated"),)))

    story.poll()
    story.work()
    story.sweep()

    assert story.letters() == ()
    assert story.case(1).state == "desk"


def test_a_live_mail_is_worked_before_a_burst_that_came_bit_by_bit(
    story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    """B21: all have just arrived; of the burst only what came last stands beside the live one."""
    monkeypatch.setattr(pipeline, "AT_ONCE", 4)
    for number in range(12):
        story.keep(note(number))
    story.keep(note(50), "cxc")

    for _ in range(4):
        assert story.house.engine(("mail",)).work_one()

    assert story.mail(13).state == "decided"


def test_a_live_mail_is_worked_before_a_burst_that_is_still_being_fetched(
    story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    """B21: it comes after the first portion; the four newest of eight stand before it, and the others do not."""
    monkeypatch.setattr(polling, "_PORTION", 3)
    monkeypatch.setattr(polling, "AT_ONCE", 4)
    for number in range(8):
        story.deliver(note(number))
    polled, late = inbox(story), [note(50)]

    @contextmanager
    def busy() -> Iterator[Any]:
        with polled.open() as box:
            yield Busy(box, lambda: story.deliver(late.pop()) if late else None)

    assert taken(story, replace(polled, open=busy)) == 9
    for _ in range(5):
        assert story.house.engine(("mail",)).work_one()

    with story.house.db.read() as tx:
        decided = {mails.raw(tx, one.id) for one in mails.newest(tx, 20) if one.state == "decided"}
    assert decided == {note(number) for number in (4, 5, 6, 7, 50)}


def test_an_inbox_that_is_away_says_so_and_the_other_goes_on(story: Story) -> None:
    story.deliver(note(1), "cxc")
    away = inbox(story, open=lambda: open_inbox("127.0.0.1", 1, "x", "y", tls="none"))

    assert not clock.poll(story.house.corridor, away)
    assert clock.poll(story.house.corridor, inbox(story, "cxc"))

    assert [event["inbox"] for event in story.events if event["event"] == "inbox_away"] == ["comprobantes"]
    assert story.count(tables.mails) == 1


# ---------------------------------------------------------------- both at once


@pytest.mark.parametrize(
    "trace", [b"", b"Received: from mx.correo.example by %b.perseo.mx\r\n"], ids=["same", "traced"]
)
def test_both_inboxes_polled_at_the_same_moment_bring_one_mail(any_story: Story, trace: bytes) -> None:
    """B7: two pollers behind a barrier and two workers: one case, one activation, one of each letter."""
    story = any_story
    story.slip()
    raw = mail(receipt(), to="comprobantes@perseo.mx, cxc@perseo.mx")
    for name in ADDRESSES:
        story.deliver((trace % name.encode() if trace else b"") + raw, name)

    at_once([partial(clock.poll, story.house.corridor, inbox(story, name)) for name in ADDRESSES])
    at_once([story.house.engine().work_until_empty for _ in range(2)])
    story.poll()  # what one of them could not keep, the next poll does
    story.work()

    assert story.count(tables.deliveries) == 2
    assert story.count(tables.cases) == 1
    assert len(story.activations()) == 1
    assert story.sent_kinds() == [(ANA, "activation"), (ANA, "manual")]


def at_once(works: list[Callable[[], object]]) -> None:
    """Run these in a thread each, all from the same moment on."""
    barrier = threading.Barrier(len(works))
    failed: list[BaseException] = []

    def run(work: Callable[[], object]) -> None:
        barrier.wait()
        try:
            work()
        except BaseException as error:  # noqa: BLE001 - shown by the assertion below
            failed.append(error)

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []


def test_an_inbox_is_never_polled_twice_at_once(any_story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "SHORTEST", 0.0)  # it fails, and is looked at again all the same
    story = any_story
    inside, most, polls = [0], [0], [0]

    @contextmanager
    def slow() -> Iterator[Any]:
        inside[0] += 1
        polls[0] += 1
        most[0] = max(most[0], inside[0])
        time.sleep(0.35)
        inside[0] -= 1
        raise DoorClosed("it took too long")
        yield

    scheduler = clock.schedule(story.house.corridor, [(inbox(story, open=slow), 0.1)], story.house.reader.headers)  # type: ignore[list-item]
    scheduler.start()
    time.sleep(1.2)
    scheduler.shutdown(wait=True)

    assert most == [1]
    assert polls[0] >= 2


def test_what_comes_while_a_poll_ends_waits_for_no_interval(story: Story) -> None:
    """The server speaks of it at once; the poll that is running has looked already, and looks again."""
    late = [note(2)]
    polled = inbox(story)

    @contextmanager
    def busy() -> Iterator[Any]:
        with polled.open() as box:
            yield box
        if late:
            story.deliver(late.pop())
            clock.bring_forward(scheduler, polled.name)

    scheduler = clock.schedule(story.house.corridor, [(replace(polled, open=busy), 3600)], story.house.reader.headers)
    story.deliver(note(1))
    poll = scheduler.get_jobs()[0]
    poll.func(*poll.args)

    assert kept(story) == {note(1), note(2)}


def test_a_stuck_inbox_does_not_hold_up_the_other(any_story: Story) -> None:
    """B14"""
    story = any_story
    story.deliver(note(1), "cxc")
    let_go = threading.Event()

    @contextmanager
    def stuck() -> Iterator[AbstractContextManager[None]]:
        let_go.wait(10)
        raise DoorClosed("at last")
        yield

    scheduler = clock.schedule(
        story.house.corridor, [(inbox(story, open=stuck), 60), (inbox(story, "cxc"), 60)], story.house.reader.headers
    )
    scheduler.start()
    end = time.monotonic() + 8
    while story.count(tables.mails) == 0 and time.monotonic() < end:
        time.sleep(0.05)
    still_stuck = not let_go.is_set()
    let_go.set()
    scheduler.shutdown(wait=True)

    assert still_stuck
    assert story.count(tables.mails) == 1


def test_a_folder_that_is_gone_hides_no_mail_of_the_others(story: Story) -> None:
    story.deliver(mail(receipt()))

    with pytest.raises(DoorClosed):
        polling.poll(story.house.corridor, inbox(story, folders=("Renombrada", "INBOX")))

    assert story.count(tables.mails) == 1
