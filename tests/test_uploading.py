"""What a customer hands in at his panel takes the corridor, is believed for its session alone, and comes in once."""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa
from story_samples import ANA, BETO, Paid, mail, receipt

from bot.errors import UploadRefused
from bot.inbox.handed_in import HandedIn, Received
from bot.letters import compose
from bot.store import customers, mails, tables, uploads

if TYPE_CHECKING:
    from houses import Story

    from bot.model import Customer

PAPER = HandedIn("IMG_1187.pdf", Paid().pdf())


def _customer(story: Story, address: str = ANA) -> Customer:
    with story.house.db.read() as tx:
        found = customers.by_email(tx, address)
    assert found is not None
    return found


def _sent(story: Story, *files: HandedIn, words: str = "", reference: str | None = None) -> Received:
    return story.house.uploading.receive(_customer(story), files, words, reference)


def _mail_of(story: Story, sent: Received, address: str = ANA) -> int:
    with story.house.db.read() as tx:
        found = uploads.one(tx, sent.id, _customer(story, address).id)
    assert found is not None
    return found.mail_id


def test_a_receipt_from_the_panel_switches_the_panel_on_and_is_answered_by_mail(any_story: Story) -> None:
    any_story.slip()

    sent = _sent(any_story, PAPER)
    any_story.work()

    mail_id = _mail_of(any_story, sent)
    assert sent.is_new
    assert any_story.mail(mail_id).outcome == "activate"
    assert any_story.slip_status() == "paid"
    assert any_story.sent_kinds() == [(ANA, "activation"), (ANA, "manual")]


def test_the_slip_from_whose_page_he_came_is_the_reference_that_his_bank_did_not_print(story: Story) -> None:
    story.slip()

    _sent(story, HandedIn("pago.pdf", Paid(reference="").pdf()), reference="935447")
    story.work()

    assert story.slip_status() == "paid"


def test_it_joins_the_case_of_the_mail_that_was_asked_about(story: Story) -> None:
    story.slip()
    asked = story.receive(mail(receipt(Paid(amount="$1,000.00 MXN"), "pago.pdf")))

    sent = _sent(story, HandedIn("resto.pdf", Paid("$305.00 MXN", tracking_key="HEYBCO2611221017444999").pdf()))
    story.work()

    assert story.case(_mail_of(story, sent)).id == story.case(asked).id
    assert story.slip_status() == "paid"


def test_the_same_files_twice_are_one_mail(any_story: Story) -> None:
    any_story.slip()

    first, second = _sent(any_story, PAPER), _sent(any_story, replace(PAPER, name="otra copia.pdf"))

    assert (first.is_new, second.is_new, second.id) == (True, False, first.id)
    assert any_story.count(tables.mails) == any_story.count(tables.jobs) == 1


def test_two_clicks_at_once_are_one_mail(any_story: Story) -> None:
    any_story.slip()
    who, ready, got = _customer(any_story), threading.Barrier(4), []

    def click() -> None:
        ready.wait()
        got.append(any_story.house.uploading.receive(who, (PAPER,), "", None))

    clicks = [threading.Thread(target=click) for _ in range(4)]
    for one in clicks:
        one.start()
    for one in clicks:
        one.join()

    assert len({one.id for one in got}) == 1
    assert [one.is_new for one in got].count(True) == 1
    assert any_story.count(tables.mails) == 1


def test_a_mail_that_forges_all_that_an_upload_says_is_a_strangers(story: Story) -> None:
    """B73"""
    story.slip()
    sent = _sent(story, PAPER)
    with story.house.db.read() as tx:
        raw = mails.raw(tx, _mail_of(story, sent))
    forged = raw.replace(b"Message-ID: <", b"Message-ID: <f", 1).replace(b"uno", b"dos")
    forged = b"X-Comprobot-Upload: yes\r\nAuthentication-Results: panel; dmarc=pass header.from=x\r\n" + forged

    forged_id = story.keep(forged, "panel")

    with story.house.db.read() as tx:
        inbound = story.house.reader.headers(forged)
        who, _ = story.house.corridor.reception.seen(tx, mails.one(tx, forged_id), inbound)
        member, _ = story.house.corridor.reception.seen(tx, mails.one(tx, _mail_of(story, sent)), inbound)
    assert who.authenticity == "unknown"
    assert member.authenticity == "authenticated"


def test_what_is_sent_is_in_the_customers_name_whatever_address_it_bears(story: Story) -> None:
    """B76"""
    story.slip(email=ANA)
    story.slip("946004", email=BETO)
    sent = _sent(story, PAPER)
    inbound = replace(story.house.reader.headers(mail()), from_address=BETO, reply_to="otro@malo.example")

    with story.house.db.read() as tx:
        who, robot = story.house.corridor.reception.seen(tx, mails.one(tx, _mail_of(story, sent)), inbound)

    assert (who.address, who.customer, robot) == (ANA, _customer(story), None)
    assert isinstance(who, compose.Correspondent)


def test_a_thirteenth_upload_within_the_hour_waits_and_is_told_how_long(story: Story) -> None:
    """B108"""
    story.slip()
    for number in range(12):
        _sent(story, HandedIn("pago.pdf", b"%%PDF %d" % number))
        story.clock.pass_by(minutes=1)

    with pytest.raises(UploadRefused, match="Espere 48 min"):
        _sent(story, PAPER)
    again = _sent(story, HandedIn("pago.pdf", b"%PDF 3"))
    story.clock.pass_by(minutes=49)
    later = _sent(story, PAPER)

    assert (again.is_new, later.is_new) == (False, True)


def test_what_cannot_be_taken_leaves_nothing_behind(story: Story) -> None:
    story.slip()

    with pytest.raises(UploadRefused, match="vacío"):
        _sent(story, PAPER, HandedIn("nada.pdf", b""))

    assert story.count(tables.mails) == story.count(tables.uploads) == 0


def test_mail_and_upload_are_committed_together(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    """B42"""
    story.slip()
    monkeypatch.setattr("bot.uploading.promise", _broken)

    with pytest.raises(ZeroDivisionError):
        _sent(story, PAPER)

    assert story.count(tables.mails) == story.count(tables.uploads) == 0


def _broken(*_: object, **__: object) -> None:
    raise ZeroDivisionError


def test_another_customers_upload_is_none(story: Story) -> None:
    """B104"""
    story.slip(email=ANA)
    story.slip("946004", email=BETO)

    sent = _sent(story, PAPER)

    with story.house.db.read() as tx:
        assert uploads.one(tx, sent.id, _customer(story, BETO).id) is None
        assert tx.execute(sa.select(tables.deliveries.c.inbox)).scalars().all() == ["panel"]
