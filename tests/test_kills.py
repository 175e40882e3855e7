"""The power goes at any station, the bot starts again: the same end, one activation, one of each letter."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa
from doomed import POISON, STATIONS
from houses import environment, open_story
from story_samples import ANA, BETO, Paid, mail, receipt

from bot import clock
from bot.engine import alone
from bot.model import SlipLine
from bot.store import tables

if TYPE_CHECKING:
    from houses import Story

    from bot.demo.server import MailServer
    from bot.receipts.reader import Reader

DOOMED = Path(__file__).with_name("doomed.py")
UNKNOWABLE = ("after_handing_over", "after_250")  # nobody can tell whether the letter arrived
KILLED = [name for name in STATIONS if name not in ("nowhere", "poison")]
YEARLY = (SlipLine("I05077", "Anualidad NIVEL 1", 1, 112_500),)
ALL_LETTERS = sorted([(ANA, "activation"), (ANA, "manual"), (BETO, "question")])


@pytest.fixture
def url(tmp_path: Path, mail_server: MailServer, reader: Reader) -> str:
    """Give a database with two slips, and lay a whole and a short payment into the inboxes."""
    place = f"sqlite:///{tmp_path / 'comprobot.db'}"
    with open_story(place, mail_server, reader, clock.now()) as story:
        story.slip(lines=YEARLY)
        story.slip("935812", 63_800, BETO)
    mail_server.deliver("comprobantes@perseo.mx", mail(receipt(paid("$1,305.00 MXN", "935447", "08:18"))))
    short = paid("$600.00 MXN", "935812", "09:40")
    mail_server.deliver("cxc@perseo.mx", mail(receipt(short), sender=f"Beto <{BETO}>"))
    return place


def paid(amount: str, reference: str, hour: str) -> Paid:
    yesterday = clock.now() - timedelta(days=1)
    key = f"HEYBCO{yesterday:%y%m%d}{hour.replace(':', '')}{reference}"
    return Paid(amount, reference, day=f"{yesterday:%d/%m/%Y}", hour=hour, tracking_key=key)


def live(url: str, server: MailServer, station: str, threads: int = 1) -> int:
    """Return how a bot that dies at this station ended: its exit code, negative for a signal.

    With one thread nothing else is under way when it dies: a second one may be handing over a letter, and nobody can
    tell of that one (tests/faults has many threads).
    """
    given = os.environ | environment(server) | {"PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, str(DOOMED), url, station, str(threads)]
    ended = subprocess.run(command, env=given, timeout=60, check=False, capture_output=True, text=True)
    sys.stderr.write(ended.stderr)
    return ended.returncode


def work_on(story: Story) -> None:
    """Do what a bot that starts again does, until nothing is due."""
    with alone(story.house.db):
        for _ in range(3):
            story.poll()
            story.work()
            story.clock.at = clock.now()


def assert_one_of_each(story: Story) -> None:
    """Assert the end that every life of the bot must come to."""
    assert story.slip_status("935447") == "paid"
    assert story.slip_status("935812") == "open"
    assert story.received("935812") == 60_000  # the part is kept once
    assert [one.state for one in story.activations()] == ["confirmed"]
    with story.house.db.read() as tx:
        panels = tx.execute(sa.select(tables.panels.c.stamps)).scalars().all()
        events = tx.execute(sa.select(tables.audit.c.event)).scalars().all()
    assert panels == [1000]
    assert (events.count("activated"), events.count("mail_decided")) == (1, 2)
    assert (story.count(tables.mails), story.count(tables.cases), story.count(tables.claims)) == (2, 2, 2)


@pytest.mark.parametrize("station", KILLED)
def test_a_bot_that_is_killed_ends_where_one_that_lives_does(
    station: str, url: str, mail_server: MailServer, reader: Reader
) -> None:
    """B30, B39, B42, I1-I5: SIGKILL for the whole process, then another one over the same database."""
    assert live(url, mail_server, station) == -signal.SIGKILL

    with open_story(url, mail_server, reader, clock.now()) as story:
        work_on(story)

        assert_one_of_each(story)
        if station not in UNKNOWABLE:
            assert sorted(story.sent_kinds()) == ALL_LETTERS
            assert {letter.state for letter in story.letters()} == {"sent"}


@pytest.mark.parametrize(("station", "arrived"), [("after_handing_over", 0), ("after_250", 1)])
def test_a_letter_of_which_nobody_can_tell_is_uncertain_and_goes_once_more_after_a_while(
    station: str, arrived: int, url: str, mail_server: MailServer, reader: Reader
) -> None:
    """B45, B46, I4: the server has it or not; the same bytes go again, and every other letter goes once."""
    live(url, mail_server, station)

    with open_story(url, mail_server, reader, clock.now()) as story:
        work_on(story)
        work_on(story)

        assert sorted(letter.state for letter in story.letters()) == ["sent", "sent", "uncertain"]
        doubtful = next(letter for letter in story.letters() if letter.state == "uncertain")
        assert len(story.sent()) == 2 + arrived
        assert story.sent_kinds().count((doubtful.recipient, doubtful.kind)) == arrived
        story.clock.pass_by(minutes=16)
        assert story.house.outbox.resolve() == 1
        story.work()
        assert {letter.state for letter in story.letters()} == {"sent"}
        assert [message["Message-ID"] for _, message in story.sent()].count(doubtful.message_id) == arrived + 1


def test_a_bot_that_is_killed_again_while_it_recovers_comes_to_the_same_end(
    url: str, mail_server: MailServer, reader: Reader
) -> None:
    """B31: five lives, and the last one is a process of its own too."""
    for station in ("after_keep_commit", "before_settle_commit", "before_confirm_commit", "after_sent"):
        assert live(url, mail_server, station) == -signal.SIGKILL
    assert live(url, mail_server, "nowhere") == 0

    with open_story(url, mail_server, reader, clock.now()) as story:
        assert_one_of_each(story)
        assert sorted(story.sent_kinds()) == ALL_LETTERS


def test_a_mail_that_kills_the_process_is_set_aside_after_three_attempts(
    url: str, mail_server: MailServer, reader: Reader
) -> None:
    """B17: nobody is alive to catch it, so the counter that was committed before each attempt stops it."""
    for number in range(3):
        mail_server.deliver("comprobantes@perseo.mx", mail(text=f"Una duda {number}", sender=f"c{number}@x.example"))
    mail_server.deliver("comprobantes@perseo.mx", mail(text=POISON.decode()))

    lives = [live(url, mail_server, "poison", threads=2)]
    while lives[-1] != 0 and len(lives) < 6:
        lives.append(live(url, mail_server, "poison", threads=2))

    assert lives == [9, 9, 9, 0]
    with open_story(url, mail_server, reader, clock.now()) as story:
        states = [story.mail(number).state for number in range(1, 7)]
        assert sorted(states) == ["decided"] * 5 + ["set_aside"]
        aside = states.index("set_aside") + 1
        assert story.case(aside).state == "desk"
        assert POISON in raw_of(story, aside)
        assert [one.state for one in story.activations()] == ["confirmed"]


def raw_of(story: Story, mail_id: int) -> bytes:
    from bot.store import mails

    with story.house.db.read() as tx:
        return mails.raw(tx, mail_id)


def test_a_second_process_works_nothing_while_the_first_lives(
    url: str, mail_server: MailServer, reader: Reader
) -> None:
    """B28: it only promises, and the lock of a dead one is free at once."""
    with open_story(url, mail_server, reader, clock.now()) as story, alone(story.house.db):
        assert live(url, mail_server, "nowhere") == 1
        assert story.count(tables.mails) == 0

    assert live(url, mail_server, "after_claim") == -signal.SIGKILL
    assert live(url, mail_server, "nowhere") == 0
