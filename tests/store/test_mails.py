"""A mail is kept once with its exact bytes, whichever way and however often it is delivered."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from store_samples import NOW, a_mail, arrival, inbound

from bot.store import mails

if TYPE_CHECKING:
    from bot.store.db import Database


def test_the_exact_bytes_are_kept(db: Database) -> None:
    """B26."""
    raw = bytes(range(256)) * 50

    with db.begin() as tx:
        mail, new = mails.keep(tx, arrival(raw=raw), junk=False, historic=False, stored_at=NOW)

    with db.read() as tx:
        assert (new, mails.raw(tx, mail)) == (True, raw)


def test_the_same_delivery_twice_is_one_mail_and_one_delivery(db: Database) -> None:
    with db.begin() as tx:
        first, _ = mails.keep(tx, arrival(), junk=False, historic=False, stored_at=NOW)
        second, new = mails.keep(tx, arrival(), junk=False, historic=False, stored_at=NOW)

        assert (second, new, mails.delivery_count(tx, first)) == (first, False, 1)


def test_the_same_bytes_under_new_numbers_are_a_second_delivery_of_one_mail(db: Database) -> None:
    """B5: after a change of UIDVALIDITY nothing is new."""
    with db.begin() as tx:
        first, _ = mails.keep(tx, arrival(uid=1), junk=False, historic=False, stored_at=NOW)
        second, new = mails.keep(tx, arrival(uid=2), junk=False, historic=False, stored_at=NOW)

        assert (second, new, mails.delivery_count(tx, first)) == (first, False, 2)


def test_the_copy_of_another_inbox_becomes_a_delivery_of_the_first(db: Database) -> None:
    """B7."""
    with db.begin() as tx:
        first, _ = mails.keep(tx, arrival(raw=b"Received: a\r\n\r\n"), junk=False, historic=False, stored_at=NOW)
        second, _ = mails.keep(
            tx, arrival(raw=b"Received: b\r\n\r\n", inbox="cxc"), junk=False, historic=False, stored_at=NOW
        )

        assert mails.identify(tx, first, inbound()) == first
        assert mails.identify(tx, second, inbound()) == first
        assert mails.identify(tx, first, inbound()) == first

    with db.read() as tx:
        assert mails.delivery_count(tx, first) == 2
        assert (mails.one(tx, second).state, mails.one(tx, second).copy_of) == ("copy", first)


def test_mails_without_message_id_are_told_apart_by_their_content(db: Database) -> None:
    """B10."""
    with db.begin() as tx:
        first, second = a_mail(tx, 1), a_mail(tx, 2)

        assert mails.identify(tx, first, inbound("1" * 64, None)) == first
        assert mails.identify(tx, second, inbound("2" * 64, None)) == second


def test_known_uids_are_those_of_this_folder_and_uidvalidity(db: Database) -> None:
    """B3."""
    with db.begin() as tx:
        a_mail(tx, 3)
        a_mail(tx, 5)

        assert mails.known_uids(tx, "comprobantes", "INBOX", 7, [1, 3, 4, 5, 9]) == {3, 5}
        assert mails.known_uids(tx, "comprobantes", "INBOX", 8, [3, 5]) == frozenset()
        assert mails.known_uids(tx, "cxc", "INBOX", 7, [3, 5]) == frozenset()


def test_a_poll_is_recorded_and_a_new_uidvalidity_noticed(db: Database) -> None:
    """B4, B5."""
    with db.begin() as tx:
        first = mails.record_poll(tx, "cxc", "INBOX", uidvalidity=7, last_uid=9, held=9, fetched=9, at=NOW)
        same = mails.record_poll(tx, "cxc", "INBOX", uidvalidity=7, last_uid=12, held=12, fetched=3, at=NOW)
        other = mails.record_poll(tx, "cxc", "INBOX", uidvalidity=8, last_uid=1, held=1, fetched=1, at=NOW)

        assert (first, same, other) == (False, False, True)
        assert (mails.last_uid(tx, "cxc", "INBOX", 8), mails.last_uid(tx, "cxc", "INBOX", 7)) == (1, 0)


def test_a_mail_is_decided_once(db: Database) -> None:
    with db.begin() as tx:
        mail = a_mail(tx)

        assert mails.close(tx, mail, "review", at=NOW)
        assert not mails.close(tx, mail, "activate", at=NOW)
        assert not mails.set_aside(tx, mail, at=NOW)
        assert mails.one(tx, mail).outcome == "review"


def test_a_historic_mail_is_never_decided(db: Database) -> None:
    """B22."""
    with db.begin() as tx:
        mail, _ = mails.keep(tx, arrival(), junk=False, historic=True, stored_at=NOW)

        assert not mails.close(tx, mail, "activate", at=NOW)
        assert mails.ungreeted(tx, NOW + timedelta(days=1), 10) == ()


def test_history_of_one_inbox_is_worked_when_another_answers_since_earlier(db: Database) -> None:
    """B22: the same bytes, an earlier cut-off."""
    with db.begin() as tx:
        mail, _ = mails.keep(tx, arrival(), junk=False, historic=True, stored_at=NOW)
        same, due = mails.keep(tx, arrival(inbox="cxc"), junk=False, historic=False, stored_at=NOW)
        _, again = mails.keep(tx, arrival(inbox="cxc", uid=2), junk=False, historic=False, stored_at=NOW)

        assert (same, due, again) == (mail, True, False)
        assert mails.one(tx, mail).state == "stored"


def test_a_mail_that_waits_is_greeted_once(db: Database) -> None:
    with db.begin() as tx:
        waiting, decided = a_mail(tx, 1), a_mail(tx, 2)
        mails.close(tx, decided, "review", at=NOW)

        assert mails.ungreeted(tx, NOW + timedelta(minutes=5), 10) == (waiting,)
        assert mails.greet(tx, waiting)
        assert not mails.greet(tx, waiting)
        assert mails.ungreeted(tx, NOW + timedelta(minutes=5), 10) == ()


def test_a_mail_that_was_set_aside_can_be_taken_back(db: Database) -> None:
    """B18."""
    with db.begin() as tx:
        mail = a_mail(tx)
        assert not mails.take_back(tx, mail)
        mails.set_aside(tx, mail, at=NOW)

        assert mails.take_back(tx, mail)
        assert mails.one(tx, mail).state == "stored"
