from __future__ import annotations

import imaplib
from typing import TYPE_CHECKING

import sqlalchemy as sa

if TYPE_CHECKING:
    import mail_servers


def test_each_test_gets_a_database_of_its_own(database_url: str) -> None:
    engine = sa.create_engine(database_url)

    with engine.begin() as connection:
        connection.execute(sa.text("CREATE TABLE once (n INTEGER)"))
    seen = sa.inspect(engine).get_table_names()
    engine.dispose()

    assert seen == ["once"]


def test_the_next_test_starts_from_nothing(database_url: str) -> None:
    engine = sa.create_engine(database_url)

    seen = sa.inspect(engine).get_table_names()
    engine.dispose()

    assert seen == []


def test_both_kinds_of_mail_server_hold_what_is_delivered(any_mail_server: mail_servers.AnyMailServer) -> None:
    any_mail_server.deliver("cxc@perseo.mx", b"Subject: uno\r\n\r\nHola\r\n")

    client = imaplib.IMAP4(any_mail_server.host, any_mail_server.imap_port)
    client.login("cxc@perseo.mx", any_mail_server.users["cxc@perseo.mx"])
    count = client.select("INBOX", readonly=True)[1]
    client.logout()

    assert count == [b"1"]


def test_the_next_test_starts_from_empty_inboxes(any_mail_server: mail_servers.AnyMailServer) -> None:
    client = imaplib.IMAP4(any_mail_server.host, any_mail_server.imap_port)
    client.login("cxc@perseo.mx", any_mail_server.users["cxc@perseo.mx"])
    count = client.select("INBOX", readonly=True)[1]
    client.logout()

    assert count == [b"0"]
