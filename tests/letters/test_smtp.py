from __future__ import annotations

import socket
import threading
import time
from typing import TYPE_CHECKING, Any

import pytest
from relay import CutLine, Relay

from bot.errors import DoorClosed, EntryRefused, LetterRefused, UncertainDelivery, Unwelcome
from bot.letters import smtp

if TYPE_CHECKING:
    from collections.abc import Callable

    from mail_servers import Dovecot

    from bot.demo.server import MailServer
    from bot.letters.smtp_answers import Tls

CXC = "cxc@perseo.mx"
LETTER = (
    b"From: cxc@perseo.mx\r\nTo: ana@cliente.mx\r\nMessage-ID: <1@perseo.mx>\r\nSubject: =?utf-8?q?Activaci=C3=B3n?=\r\n"
    b"\r\n.\r\n..dos puntos\r\n. uno y m\xc3\xa1s\r\nfin.\r\n.\r\n"
)
DOT = b".\r\n"


def send(server: MailServer | Dovecot, port: int | None = None, **what: Any) -> None:
    usual: dict[str, Any] = {
        "sender": CXC, "recipient": "ana@cliente.mx", "host": server.host, "port": port or server.smtp_port,
        "user": CXC, "password": server.users[CXC], "tls": "none",
    }  # fmt: skip
    smtp.send(what.pop("letter", LETTER), **(usual | what))


class Script:
    """A server that answers one command in its own way: `alter` puts words into its mouth, or cuts it off."""

    def __init__(self, command: bytes, reply: bytes | None, wait: float = 0.0) -> None:
        self.command, self.reply, self.wait = command, reply, wait
        self.asked = command == b""  # the greeting comes unasked

    def client_says(self, chunk: bytes) -> bytes:
        self.asked = self.asked or (chunk.endswith(DOT) if self.command == DOT else chunk.startswith(self.command))
        return chunk

    def server_says(self, chunk: bytes) -> bytes:
        if not self.asked:
            return chunk
        self.asked = False
        time.sleep(self.wait)
        if self.reply is None:
            raise CutLine
        return self.reply or chunk


def through(server: MailServer, script: Script, **what: Any) -> None:
    with Relay(server.smtp_port, script.server_says, script.client_says) as relay:
        send(server, relay.port, **what)


# ---------------------------------------------------------------- taken


def test_the_letter_arrives_byte_by_byte(mail_server: MailServer) -> None:
    """B43"""
    send(mail_server)

    assert mail_server.outbound == [(CXC, ("ana@cliente.mx",), LETTER)]


def test_every_letter_has_a_connection_of_its_own(mail_server: MailServer) -> None:
    """B50"""
    with Relay(mail_server.smtp_port) as relay:
        send(mail_server, relay.port)
        send(mail_server, relay.port)

        assert relay.connections == 2
    assert [sent.raw for sent in mail_server.outbound] == [LETTER, LETTER]


def test_a_large_letter_arrives_whole(mail_server: MailServer) -> None:
    letter = LETTER + b"".join(b".%d %s\r\n" % (line, b"x" * 70) for line in range(60_000))

    send(mail_server, letter=letter)

    assert mail_server.outbound[0].raw == letter


def test_the_hand_over_is_told_before_the_last_dot(mail_server: MailServer) -> None:
    """B45: from then on the letter may have arrived, not earlier."""
    said_by_then = []

    with Relay(mail_server.smtp_port) as relay:
        send(mail_server, relay.port, handing_over=lambda: said_by_then.append(bytes(relay.said)))
        said = bytes(relay.said)

    assert len(said_by_then) == 1
    assert b"\r\n.\r\n" not in said_by_then[0]
    assert said.count(b"\r\n.\r\n") == 1


def test_a_hand_over_that_fails_sends_nothing(mail_server: MailServer) -> None:
    def refuse() -> None:
        raise OSError("disco lleno")

    with pytest.raises(OSError, match="disco lleno"):
        send(mail_server, handing_over=refuse)

    assert mail_server.outbound == []


def test_an_answer_slower_than_any_other_is_waited_for(
    mail_server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """B47: 10 minutes for the answer to the last dot, however short the other times are."""
    monkeypatch.setattr(smtp, "CONNECT_TIMEOUT", 0.3)
    monkeypatch.setattr(smtp, "COMMAND_TIMEOUT", 0.3)

    through(mail_server, Script(DOT, b"", wait=0.8))

    assert len(mail_server.outbound) == 1
    assert smtp.LAST_DOT_TIMEOUT >= 600


def test_a_server_that_does_not_say_goodbye_changes_nothing(mail_server: MailServer) -> None:
    through(mail_server, Script(b"QUIT", None))

    assert len(mail_server.outbound) == 1


# ---------------------------------------------------------------- not taken


LATER_OR_NEVER = [
    (b"", b"421 too many connections\r\n", DoorClosed),
    (b"", b"554 no SMTP service here\r\n", DoorClosed),
    (b"EHLO", b"502 no\r\n", EntryRefused),
    (b"AUTH", b"454 4.7.0 Temporary authentication failure\r\n", DoorClosed),
    (b"AUTH", b"535 5.7.8 bad credentials\r\n", EntryRefused),
    (b"MAIL", b"451 4.7.1 greylisted\r\n", DoorClosed),
    (b"MAIL", b"530 5.7.0 Must issue a STARTTLS command first\r\n", EntryRefused),
    (b"MAIL", b"553 5.7.1 Sender address rejected: not owned by user\r\n", EntryRefused),
    (b"MAIL", b"552 5.3.4 Message size exceeds fixed limit\r\n", LetterRefused),
    (b"RCPT", b"450 4.2.0 greylisted, see you\r\n", DoorClosed),
    (b"RCPT", b"452 4.2.2 mailbox full\r\n", DoorClosed),
    (b"RCPT", b"421 4.3.2 shutting down\r\n", DoorClosed),
    (b"RCPT", b"550 5.1.1 no such user\r\n", LetterRefused),
    (b"RCPT", b"550-5.1.1 no such user\r\n550 5.1.1 really\r\n", LetterRefused),
    (b"RCPT", b"554 5.7.1 Relay access denied\r\n", Unwelcome),
    (b"RCPT", b"554 5.7.1 Client host blocked using a list\r\n", Unwelcome),
    (b"RCPT", b"550 5.7.1 Authentication required\r\n", Unwelcome),
    (b"DATA", b"451 4.3.0 try later\r\n", DoorClosed),
    (b"DATA", b"554 5.5.1 no valid recipients\r\n", LetterRefused),
    (b"DATA", b"not a number\r\n", DoorClosed),
    (DOT, b"451 4.3.0 queue full\r\n", DoorClosed),
    (DOT, b"552 5.2.2 over quota\r\n", LetterRefused),
    (DOT, b"554 5.7.1 looks like spam\r\n", LetterRefused),
    (DOT, b"535 5.7.8 log in again\r\n", Unwelcome),
    (DOT, b"354 what\r\n", UncertainDelivery),
    (DOT, b"?!\r\n", UncertainDelivery),
]


@pytest.mark.parametrize(("command", "reply", "error"), LATER_OR_NEVER)
def test_each_answer_means_later_or_never_or_doubt(
    mail_server: MailServer, command: bytes, reply: bytes, error: type[Exception]
) -> None:
    """B48, B49"""
    with pytest.raises(error) as caught:
        through(mail_server, Script(command, reply))

    assert type(caught.value) is error
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("command", [b"", b"EHLO", b"AUTH", b"MAIL", b"RCPT", b"DATA"])
def test_a_line_that_breaks_before_the_letter_sends_nothing(mail_server: MailServer, command: bytes) -> None:
    """B48"""
    told: list[str] = []

    with pytest.raises(DoorClosed):
        through(mail_server, Script(command, None), handing_over=lambda: told.append("handed over"))

    assert mail_server.outbound == []
    assert told == []


def test_a_line_that_breaks_in_the_middle_of_the_letter_sends_nothing(mail_server: MailServer) -> None:
    """B46: no doubt, because the last dot was never written."""
    letter = LETTER + b"x" * 70 * 300_000 + b"\r\n"
    passed = 0

    def cut(chunk: bytes) -> bytes:
        nonlocal passed
        passed += len(chunk)
        if passed > 100_000:
            raise CutLine
        return chunk

    with Relay(mail_server.smtp_port, alter_client=cut) as relay, pytest.raises(DoorClosed):
        send(mail_server, relay.port, letter=letter)

    assert mail_server.outbound == []


def test_a_server_that_refuses_in_the_middle_of_the_letter_is_heard(mail_server: MailServer) -> None:
    letter = LETTER + b"x" * 70 * 300_000 + b"\r\n"

    with socket.create_server(("127.0.0.1", 0)) as held:
        port = held.getsockname()[1]
        refuse_in_the_middle(held)
        with pytest.raises(LetterRefused, match="552 too much"):
            send(mail_server, port, letter=letter, user=None, password=None)


def refuse_in_the_middle(held: socket.socket) -> None:
    def serve() -> None:
        line, _ = held.accept()
        with line:
            for reply in (b"220 hi\r\n", b"250 ok\r\n", b"250 ok\r\n", b"250 ok\r\n", b"354 go\r\n"):
                line.sendall(reply)
                line.recv(4096)
            line.sendall(b"552 too much\r\n")
            time.sleep(0.5)

    threading.Thread(target=serve, daemon=True).start()


def test_a_line_that_breaks_after_the_last_dot_leaves_doubt(mail_server: MailServer) -> None:
    """B45, B46 (RFC 1047): the server has it, and we cannot know."""
    with pytest.raises(UncertainDelivery, match="sin decir si recibió la carta"):
        through(mail_server, Script(DOT, None))

    assert len(mail_server.outbound) == 1


def test_silence_after_the_last_dot_leaves_doubt(mail_server: MailServer) -> None:
    """B45"""
    with pytest.raises(UncertainDelivery, match="no contestó si recibió la carta"):
        through(mail_server, Script(DOT, b"", wait=1.0), timeout=0.2)


def test_an_address_with_accents_needs_a_server_that_knows_them(mail_server: MailServer) -> None:
    with (
        pytest.raises(LetterRefused, match=r"josé@cliente\.mx"),
        Relay(mail_server.smtp_port, lambda chunk: chunk.replace(b"SMTPUTF8", b"X-NOTHIN")) as relay,
    ):
        send(mail_server, relay.port, recipient="josé@cliente.mx")

    send(mail_server, recipient="josé@cliente.mx")

    assert [sent.recipients for sent in mail_server.outbound] == [("josé@cliente.mx",)]


# ---------------------------------------------------------------- the door itself


def no_starttls(chunk: bytes) -> bytes:
    return chunk.replace(b"250-STARTTLS\r\n", b"").replace(b"250 STARTTLS\r\n", b"250 HELP\r\n")


def test_a_server_without_starttls_gets_no_password(mail_server: MailServer) -> None:
    """B51"""
    with Relay(mail_server.smtp_port) as relay:
        with pytest.raises(DoorClosed, match="no ofrece STARTTLS; no se envió la contraseña"):
            send(mail_server, relay.port, tls="starttls")

        assert b"AUTH" not in relay.said


@pytest.mark.dovecot
def test_stripping_starttls_gets_no_password(dovecot: Dovecot) -> None:
    """B51"""
    with Relay(dovecot.smtp_port, no_starttls) as relay:
        with pytest.raises(DoorClosed, match="no ofrece STARTTLS; no se envió la contraseña"):
            send(dovecot, relay.port, tls="starttls", cafile=str(dovecot.certificate))

        assert b"EHLO" in relay.said
        assert b"AUTH" not in relay.said


@pytest.mark.dovecot
def test_a_letter_goes_out_through_starttls_and_login(dovecot: Dovecot) -> None:
    send(dovecot, tls="starttls", cafile=str(dovecot.certificate))

    (sent,) = dovecot.relay.outbound
    assert sent.recipients == ("ana@cliente.mx",)
    assert sent.raw.endswith(LETTER)


@pytest.mark.dovecot
def test_a_certificate_that_nobody_vouches_for_gets_no_password(dovecot: Dovecot) -> None:
    """B51"""
    with Relay(dovecot.smtp_port) as relay:
        with pytest.raises(DoorClosed, match=r"El certificado de 127\.0\.0\.1 no es de confianza: self"):
            send(dovecot, relay.port, tls="starttls")

        assert b"AUTH" not in relay.said


@pytest.mark.dovecot
def test_a_wrong_password_is_said_so_by_dovecot(dovecot: Dovecot) -> None:
    with pytest.raises(DoorClosed, match=r"no aceptó el usuario cxc@perseo\.mx o su contraseña") as caught:
        send(dovecot, tls="starttls", cafile=str(dovecot.certificate), password="equivocada")

    assert "equivocada" not in str(caught.value)


def checked(**what: Any) -> Callable[[], None]:
    usual: dict[str, Any] = {"host": "127.0.0.1", "port": 9, "user": CXC, "password": "x", "tls": "none"}
    return lambda: smtp.check(**(usual | what))


def test_a_check_lets_in_and_sends_nothing(mail_server: MailServer) -> None:
    with Relay(mail_server.smtp_port) as relay:
        checked(port=relay.port, password=mail_server.users[CXC])()
        said = bytes(relay.said)

    assert b"AUTH" in said
    assert b"NOOP" in said
    assert b"MAIL" not in said
    assert mail_server.outbound == []


def test_a_check_names_what_is_wrong(mail_server: MailServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(smtp, "CONNECT_TIMEOUT", 0.3)
    with socket.create_server(("127.0.0.1", 0)) as silent, socket.create_server(("127.0.0.1", 0)) as shut:
        quiet, gone = silent.getsockname()[1], shut.getsockname()[1]
        shut.close()
        port = mail_server.smtp_port
        sentences = {
            "no aceptó el usuario cxc@perseo.mx o su contraseña": checked(port=port),
            "No se encuentra el servidor correo.perseo.invalid": checked(host="correo.perseo.invalid"),
            f"127.0.0.1 no recibe conexiones en el puerto {gone}": checked(port=gone),
            f"127.0.0.1:{quiet} no contestó a tiempo": checked(port=quiet),
            f"127.0.0.1:{port} no habla TLS como se esperaba": checked(port=port, tls="tls"),
            f"127.0.0.1:{port} no ofrece STARTTLS": checked(port=port, tls="starttls"),
            "No existe el archivo de certificados /no/hay.pem": checked(port=port, tls="tls", cafile="/no/hay.pem"),
        }
        said = {}
        for sentence, check in sentences.items():
            with pytest.raises(DoorClosed) as caught:
                check()
            said[sentence] = str(caught.value)

    assert [sentence for sentence, words in said.items() if sentence not in words] == []


@pytest.mark.parametrize("tls", ["tls", "starttls"])
def test_an_encrypted_door_is_closed_to_plain_servers(mail_server: MailServer, tls: Tls) -> None:
    """B51"""
    with pytest.raises(DoorClosed):
        send(mail_server, tls=tls)

    assert mail_server.outbound == []
