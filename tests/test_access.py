"""Customers' way into the panel: one letter, one link, and nobody learns who has an account."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.policy import SMTP
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import sqlalchemy as sa
from jinja2 import FileSystemLoader

from bot.access import Access
from bot.letters import voice
from bot.model import Vendor
from bot.notices import Notices
from bot.outbox import Outbox
from bot.store import customers, letters, panel_links, panel_users, tables
from bot.store.db import Database

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.store.panel_users import PanelUser

NOW = datetime(2026, 11, 22, 16, 0, tzinfo=UTC)
MAIL = Path(__file__).parents[1] / "templates" / "mail"
VENDOR = Vendor("Sistemas Perseo", "Perseo", (), "ventas@x.example", (), "", "", "", (), "cxc@x.example")


class House:
    """A database with one customer, a clock moved by hand, and the way out."""

    def __init__(self, folder: Path) -> None:
        self.db = Database(f"sqlite:///{folder / 'a.db'}")
        self.db.migrate()
        self.now, self.sent, self.number = NOW, list[bytes](), 0
        with self.db.begin() as tx:
            customer = customers.enrol(tx, [("La Esperanza", "lupita@x.example", None)])["lupita@x.example"]
            panel_users.add(tx, customer, "esperanza", at=NOW)
        self.access = self.make()

    def make(self, *, is_silent: bool = False) -> Access:
        environment = voice.environment(FileSystemLoader(MAIL))
        return Access(
            self.db, environment, VENDOR, "facturamos@x.example", "https://panel.example", b"secret", self._new_id,
            lambda: self.now, lambda *_, **__: None, is_silent,
        )  # fmt: skip

    def _new_id(self) -> str:
        self.number += 1
        return f"<{self.number}@x.example>"

    def user(self) -> PanelUser:
        with self.db.read() as tx:
            found = panel_users.by_username(tx, "esperanza")
        assert found is not None
        return found

    def queued(self) -> list[bytes]:
        with self.db.read() as tx:
            return list(tx.execute(sa.select(tables.letters.c.raw).order_by(tables.letters.c.id)).scalars())

    def outbox(self) -> Outbox:
        def send(raw: bytes, _to: str, hand_over: Callable[[], None]) -> None:
            hand_over()
            self.sent.append(raw)

        def nothing(*_: Any, **__: Any) -> None:
            return None

        notices = Notices(self.db, nothing, lambda: self.now, nothing, is_silent=True)  # type: ignore[arg-type]
        return Outbox(self.db, send, None, notices, lambda: self.now, nothing)


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path)


def _link(raw: bytes) -> str:
    body = message_from_bytes(raw, policy=SMTP).get_body(("plain",))
    assert body is not None
    found = re.search(r"https://panel\.example/panel/contrasena/(\S+)", str(body.get_content()))
    assert found is not None
    return found[1]


def test_who_forgot_his_password_is_mailed_a_link_for_half_an_hour(house: House) -> None:
    house.access.recover(" Esperanza ")

    (raw,) = house.queued()
    mail = message_from_bytes(raw, policy=SMTP)
    assert (mail["To"], mail["From"]) == ("lupita@x.example", "Perseo <facturamos@x.example>")
    token = panel_links.kept(_link(raw))
    with house.db.read() as tx:
        assert panel_links.opens(tx, token, now=NOW + timedelta(minutes=29)) is not None
        assert panel_links.opens(tx, token, now=NOW + timedelta(minutes=30)) is None


@pytest.mark.parametrize("name", ["nadie", "", "esperanza'--", "esperanza\x00"])
def test_an_unknown_name_gets_no_letter_and_no_error(house: House, name: str) -> None:
    house.access.recover(name)

    assert house.queued() == []


def test_a_closed_account_gets_no_letter(house: House) -> None:
    with house.db.begin() as tx:
        panel_users.change(tx, house.user().id, active=False)

    house.access.recover("esperanza")

    assert house.queued() == []


def test_nobody_fills_a_mailbox_by_asking(house: House) -> None:
    """B59: three links open at a time."""
    for _ in range(5):
        house.access.recover("esperanza")
    assert len(house.queued()) == 3

    house.now += timedelta(minutes=31)
    house.access.recover("esperanza")
    assert len(house.queued()) == 4


def test_these_letters_take_nothing_from_what_an_address_may_have(house: House) -> None:
    """B59: somebody else's asking keeps no acknowledgement from a customer."""
    house.access.recover("esperanza")

    with house.db.read() as tx:
        assert letters.counts(tx, "lupita@x.example", now=NOW) == letters.Counts(0, 0, 0, 0)


def test_the_word_of_a_link_stands_in_its_letter_alone_and_only_until_it_is_sent(house: House) -> None:
    """B109."""
    house.access.recover("esperanza")
    (raw,) = house.queued()
    word = _link(raw)
    with house.db.read() as tx:
        rows = [tx.execute(sa.select(table)).all() for table in (tables.panel_links, tables.audit, tables.jobs)]
        (letter,) = letters.newest(tx, 1)
    assert word not in repr(rows)

    house.outbox().work(letter.id, 1)

    assert house.sent == [raw]
    assert house.queued() == [b""]


def test_a_link_that_is_over_is_not_sent(house: House) -> None:
    """B53: a letter says what is so, or it stays."""
    house.access.recover("esperanza")
    with house.db.read() as tx:
        (letter,) = letters.newest(tx, 1)
    house.now += timedelta(minutes=31)

    with pytest.raises(Exception, match="no longer true"):
        house.outbox().work(letter.id, 1)

    with house.db.read() as tx:
        assert letters.one(tx, letter.id).state == "cancelled"
    assert (house.sent, house.queued()) == ([], [b""])


def test_in_shadow_nothing_is_written(house: House) -> None:
    quiet = house.make(is_silent=True)

    quiet.recover("esperanza")
    with house.db.begin() as tx:
        quiet.mail(tx, house.user(), "welcome")

    assert house.queued() == []


def test_a_link_opens_once_even_for_two_at_the_same_time(house: House) -> None:
    with house.db.begin() as tx:
        word = house.access.link_word(tx, house.user(), "recovery")
    token = panel_links.kept(word)

    with house.db.begin() as tx:
        first = panel_links.use(tx, token, at=NOW)
    with house.db.begin() as tx:
        second = panel_links.use(tx, token, at=NOW)

    assert (first, second) == (True, False)
