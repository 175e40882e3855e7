from __future__ import annotations

import imaplib
import smtplib
from typing import TYPE_CHECKING

import pytest

from bot.demo.server import MailServer

if TYPE_CHECKING:
    from collections.abc import Iterator

MAIL = b"From: ana@cliente.mx\r\nSubject: Comprobante\r\n\r\nHola\r\n.\r\n"


@pytest.fixture
def server() -> Iterator[MailServer]:
    with MailServer({"cxc@perseo.mx": "uno", "ana@cliente.mx": "dos"}) as running:
        yield running


def inbox_of(server: MailServer, user: str, password: str, folder: str = "INBOX") -> list[bytes]:
    client = imaplib.IMAP4(server.host, server.imap_port)
    client.login(user, password)
    client.select(folder, readonly=True)
    _, answer = client.fetch("1:*", "(BODY.PEEK[])")
    client.logout()
    return [item[1] for item in answer if isinstance(item, tuple)]


def test_a_mail_sent_by_smtp_lies_in_the_inbox_byte_by_byte(server: MailServer) -> None:
    with smtplib.SMTP(server.host, server.smtp_port) as client:
        client.login("ana@cliente.mx", "dos")
        client.sendmail("ana@cliente.mx", ["cxc@perseo.mx", "nadie@otro.mx"], MAIL)

    assert inbox_of(server, "cxc@perseo.mx", "uno") == [MAIL]
    assert inbox_of(server, "ana@cliente.mx", "dos") == []
    assert server.outbound == [("ana@cliente.mx", ("cxc@perseo.mx", "nadie@otro.mx"), MAIL)]


def test_a_mail_can_be_laid_into_any_folder(server: MailServer) -> None:
    server.deliver("cxc@perseo.mx", MAIL, folder="Junk")

    assert inbox_of(server, "cxc@perseo.mx", "uno", "Junk") == [MAIL]
    assert inbox_of(server, "cxc@perseo.mx", "uno") == []


def test_a_wrong_password_opens_neither_door(server: MailServer) -> None:
    with pytest.raises(imaplib.IMAP4.error, match="AUTHENTICATIONFAILED"):
        inbox_of(server, "cxc@perseo.mx", "dos")
    with smtplib.SMTP(server.host, server.smtp_port) as client, pytest.raises(smtplib.SMTPAuthenticationError):
        client.login("cxc@perseo.mx", "dos")


def test_a_stranger_has_no_inbox(server: MailServer) -> None:
    with pytest.raises(KeyError, match="nadie"):
        server.deliver("nadie@otro.mx", MAIL)


def test_ten_connections_at_once_are_served(server: MailServer) -> None:
    clients = [imaplib.IMAP4(server.host, server.imap_port) for _ in range(10)]

    answers = [client.login("cxc@perseo.mx", "uno")[0] for client in clients]
    for client in clients:
        client.logout()

    assert answers == ["OK"] * 10


def test_leaving_closes_both_ports() -> None:
    with MailServer({"cxc@perseo.mx": "uno"}) as running:
        ports = (running.imap_port, running.smtp_port)
        waiting = imaplib.IMAP4(running.host, running.imap_port)

    with pytest.raises(ConnectionRefusedError):
        imaplib.IMAP4(running.host, ports[0])
    with pytest.raises(ConnectionRefusedError):
        smtplib.SMTP(running.host, ports[1])
    waiting.shutdown()
