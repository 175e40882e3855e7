"""Letters of ours come back: their case, their address and staff know it, and nobody is answered."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa
from houses import open_story
from story_samples import ANA, Paid, mail, receipt

from bot.store import customers, tables

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from houses import Story

    from bot.demo.server import MailServer
    from bot.receipts.reader import Reader


REPORT = b"""\
Return-Path: <>
From: MAILER-DAEMON@correo.example
To: %(to)b
Subject: Undelivered Mail Returned to Sender
Message-ID: <%(id)b@correo.example>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="x"

--x
Content-Type: text/plain; charset=utf-8

No se pudo entregar su mensaje de $1,305.00.
--x
Content-Type: message/delivery-status

Reporting-MTA: dns; correo.example

Final-Recipient: rfc822; ana@papeleria.example
Action: failed
Status: 5.1.1
%(letter)b--x--
"""


def bounce_of(letter: bytes, to: str = "rebotes@perseo.example") -> bytes:
    """Return what a server writes that could not deliver this letter; without the letter when it is empty."""
    quoted = b"--x\nContent-Type: message/rfc822\n\n" + letter.replace(b"\r\n", b"\n") + b"\n" if letter else b""
    name = hashlib.sha256(letter).hexdigest()[:12].encode()
    return (REPORT % {b"to": to.encode(), b"id": name, b"letter": quoted}).replace(b"\n", b"\r\n")


def sent_raw(story: Story, kind: str) -> bytes:
    """Return the bytes of the letter of this kind as the server took them."""
    kinds = [one for _, one in story.sent_kinds()]
    return bytes(story.server.outbound[kinds.index(kind)].raw)


def state_of(story: Story, kind: str) -> str:
    (state,) = [letter.state for letter in story.letters() if letter.kind == kind]
    return state


def is_bouncing(story: Story) -> bool:
    with story.house.db.read() as tx:
        return customers.is_bouncing(tx, ANA)


def test_an_activation_letter_that_came_back_is_on_the_desk_and_told(any_story: Story) -> None:
    """B65, I9"""
    story = any_story
    story.slip()
    paid = story.receive(mail(receipt()))
    before = len(story.sent())

    back = story.receive(bounce_of(sent_raw(story, "activation")), "cxc")
    story.house.watch().look()

    assert state_of(story, "activation") == "bounced"
    assert story.case(paid).state == "desk"
    assert story.case(paid).verdict == f"Rebotó la carta a {ANA}: no se le pudo avisar."
    assert is_bouncing(story)
    assert len(story.sent()) == before
    assert story.mail(back).outcome == "ignore"
    assert story.slip_status() == "paid"
    assert [one.subject for one in story.letters() if one.kind == "system_notice"] == [
        f"[Comprobot] Rebotó el aviso de activación a {ANA}"
    ]


def test_a_question_that_came_back_is_for_a_person(story: Story) -> None:
    """B65: nobody waits for a customer who was not asked."""
    story.slip()
    asked = story.receive(mail(receipt(Paid("$1,000.00 MXN"))))

    story.receive(bounce_of(sent_raw(story, "question")))

    assert (state_of(story, "question"), story.case(asked).state) == ("bounced", "desk")


def test_the_same_bounce_again_changes_nothing(story: Story) -> None:
    story.slip()
    story.receive(mail(receipt()))
    raw = bounce_of(sent_raw(story, "activation"))
    story.receive(raw)
    rows = story.count(tables.audit)

    story.receive(raw, "cxc")

    assert story.count(tables.audit) == rows


def test_who_writes_again_from_an_address_is_written_to_again(story: Story) -> None:
    story.slip()
    story.receive(mail(receipt()))
    story.receive(bounce_of(sent_raw(story, "activation")))
    assert is_bouncing(story)
    story.slip("935812", 63_800)

    story.receive(mail(receipt(Paid("$638.00 MXN", "935812", tracking_key="HEYBCO26112210174499990"))))

    assert not is_bouncing(story)
    assert story.sent_kinds()[-2:] == [(ANA, "activation"), (ANA, "manual")]


def test_a_person_who_forwards_a_bounce_marks_nothing(story: Story) -> None:
    """B65: only a machine's word counts."""
    story.slip()
    story.receive(mail(receipt()))
    letter = sent_raw(story, "activation")
    forwarded = bounce_of(letter).replace(b"MAILER-DAEMON@correo.example", b"ana@papeleria.example")
    forwarded = forwarded.replace(b"Return-Path: <>\r\n", b"").replace(b"multipart/report", b"multipart/mixed")

    story.receive(forwarded)

    assert state_of(story, "activation") == "sent"
    assert not is_bouncing(story)


@pytest.fixture
def verp(tmp_path: Path, mail_server: MailServer, reader: Reader) -> Iterator[Story]:
    changes = {"OUTGOING__VERP": "true", "INBOXES__CXC__BOUNCES": "true", "OUTGOING__BOUNCE_ADDRESS": "cxc@perseo.mx"}
    with open_story(f"sqlite:///{tmp_path / 'c.db'}", mail_server, reader, changes=changes) as opened:
        yield opened


def test_a_bounce_without_our_letter_is_known_by_the_address_it_came_to(verp: Story) -> None:
    """B55, B65: VERP."""
    verp.slip()
    verp.receive(mail(receipt()))
    envelope = verp.server.outbound[0].sender
    assert envelope.startswith("cxc+C-1-")

    verp.receive(bounce_of(b"", envelope), "cxc")

    assert "bounced" in [letter.state for letter in verp.letters()]


def test_who_writes_to_the_inbox_for_bounces_is_not_answered(verp: Story) -> None:
    """B65: the receipt is worked all the same."""
    verp.slip()

    verp.receive(mail(receipt(Paid("$1,000.00 MXN"))), "cxc")

    assert verp.sent() == []
    with verp.house.db.read() as tx:
        assert tx.execute(sa.select(tables.cases.c.state)).scalars().all() == ["desk"]
