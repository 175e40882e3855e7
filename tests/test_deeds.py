"""Undoing where parts of several payments, other cases or shadow mode are touched."""

from __future__ import annotations

from threading import Barrier, Thread
from typing import TYPE_CHECKING

import pytest
from houses import open_story
from story_samples import Paid, mail, receipt

from bot.errors import ComprobotError
from bot.ruling import Person, Word
from bot.store import cases, claims, tables

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from houses import Story

    from bot.demo.server import MailServer
    from bot.receipts.reader import Reader
    from bot.ruling import Done

ANA, LUIS = Person("ana@x.example", "Ana R."), Person("luis@x.example", "Luis M.", signs=True)
FORGIVE = Word("accept", ("forgive", "iva"), "935447")


def rows(story: Story) -> tuple[object, ...]:
    """Return all that money and states say."""
    with story.house.db.read() as tx:
        asked = (tables.claims, tables.allocations, tables.payment_keys, tables.slips)
        return tuple(str(tx.execute(table.select().order_by(*table.primary_key)).all()) for table in asked)


def undo(story: Story, done: Done, person: Person = ANA) -> str:
    assert done.decision is not None
    return story.house.deeds.undo(done.decision, person)


def test_an_undone_acceptance_of_a_part_keeps_it_a_part(any_story: Story) -> None:
    """B107, I6"""
    story = any_story
    story.slip()
    case = story.case(story.receive(mail(receipt(Paid("$1,000.00 MXN"))))).id
    before = rows(story)
    assert story.received() == 100_000

    undo(story, story.house.deeds.decide(case, FORGIVE, ANA))

    assert rows(story) == before
    assert story.case(1).state == "waiting_customer"


def test_the_parts_that_waited_for_the_rest_wait_again(any_story: Story) -> None:
    """The part of another mail was completed by what a person accepted, and then did not."""
    story = any_story
    story.slip()
    story.receive(mail(receipt(Paid("$1,000.00 MXN"))))
    rest = Paid("$300.00 MXN", hour="09:09", tracking_key="HEYBCO2611221017440009")
    case = story.case(story.receive(mail(receipt(rest)), junk=True)).id
    before = rows(story)

    done = story.house.deeds.decide(case, FORGIVE, ANA)
    accepted = [one.state for one in (*story.claims(1), *story.claims(2))]
    undo(story, done)

    assert accepted == ["activating", "activating"]
    assert rows(story) == before
    assert story.received() == 100_000


def test_nothing_is_undone_when_the_payment_was_decided_anew(story: Story) -> None:
    """An older decision does not come back over a newer one."""
    story.slip()
    case = story.case(story.receive(mail(receipt(Paid("$1,125.00 MXN"))), junk=True)).id
    first = story.house.deeds.decide(case, Word("ask", ("iva",)), ANA)
    story.house.deeds.decide(case, FORGIVE, LUIS)

    with pytest.raises(ComprobotError, match="ya salió o cambió"):
        undo(story, first)

    assert story.slip_status() == "paid"
    assert "ruling_undone" not in story.audited(case)


def test_what_is_undone_twice_is_undone_once(story: Story) -> None:
    story.slip()
    case = story.case(story.receive(mail(receipt(Paid("$1,125.00 MXN"))), junk=True)).id
    done = story.house.deeds.decide(case, FORGIVE, ANA)
    undo(story, done)

    with pytest.raises(ComprobotError, match="Ya no se puede deshacer"):
        undo(story, done)

    assert story.audited(case).count("ruling_undone") == 1


def test_two_clerks_at_the_same_instant_have_one_effect(any_story: Story) -> None:
    """B106: both saw the same version."""
    story = any_story
    story.slip()
    case = story.case(story.receive(mail(receipt(Paid("$1,125.00 MXN"))), junk=True)).id
    with story.house.db.read() as tx:
        seen = cases.version_seen(tx, case)
    start, said = Barrier(2), list[str]()

    def decide(word: Word, person: Person) -> None:
        start.wait()
        try:
            said.append(story.house.deeds.decide(case, word, person).sentence)
        except ComprobotError as late:
            said.append(type(late).__name__)

    words = (Word("accept", ("forgive",), "935447", version=seen), Word("ask", ("iva",), version=seen))
    threads = [Thread(target=decide, args=pair) for pair in zip(words, (ANA, LUIS), strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len([one for one in said if one == "Overtaken"]) == 1
    assert story.audited(case).count("claim_ruled") == 1
    with story.house.db.read() as tx:
        assert [claim.decided_by for claim in claims.of_case(tx, case)] in ([ANA.login], [LUIS.login])


@pytest.fixture
def shadow(tmp_path: Path, mail_server: MailServer, reader: Reader) -> Iterator[Story]:
    """Give a house that judges and sends nothing."""
    url = f"sqlite:///{tmp_path / 'shadow.db'}"
    with open_story(url, mail_server, reader, changes={"OUTGOING__EFFECTS": "shadow"}) as opened:
        yield opened


def test_in_shadow_too_a_decision_is_undone(shadow: Story) -> None:
    story = shadow
    story.slip()
    case = story.case(story.receive(mail(receipt()))).id
    before = rows(story)

    done = story.house.deeds.decide(case, Word("accept"), ANA)
    assert story.case(1).state == "activated"
    undo(story, done)

    assert rows(story) == before
    assert story.case(1).state == "desk"
