from __future__ import annotations

import imaplib
import re
import socket
import threading
import time
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from relay import CutLine, Relay

from bot.errors import DoorClosed
from bot.inbox import imap
from bot.inbox.imap import FolderState, Inbox, open_inbox

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    from mail_servers import AnyMailServer, Dovecot

    from bot.demo.server import MailServer
    from bot.inbox.imap_login import Tls

CXC = "cxc@perseo.mx"


def mail(number: int, size: int = 200) -> bytes:
    head = f"From: ana{number}@cliente.mx\r\nSubject: =?utf-8?q?Pago_{number}?=\r\n\r\n"
    return head.encode() + b"x" * (size // 2) + b"\r\n.\r\n\xf1\x80 8 bit " + b"y" * (size // 2) + b"\r\n"


def enter(server: AnyMailServer, port: int | None = None, timeout: float = 5.0) -> AbstractContextManager[Inbox]:
    return open_inbox(server.host, port or server.imap_port, CXC, server.users[CXC], tls="none", timeout=timeout)


def fill(server: AnyMailServer, count: int) -> list[bytes]:
    mails = [mail(number) for number in range(1, count + 1)]
    for raw in mails:
        server.deliver(CXC, raw)
    return mails


def other_program(server: AnyMailServer) -> imaplib.IMAP4:
    client = imaplib.IMAP4(server.host, server.imap_port)
    client.login(CXC, server.users[CXC])
    client.select("INBOX")
    return client


def flags(server: AnyMailServer) -> list[bytes]:
    with other_program(server) as client:
        return [item for item in client.fetch("1:*", "(UID FLAGS)")[1] if isinstance(item, bytes)]


# ---------------------------------------------------------------- what a poll needs


def test_each_mail_comes_exactly_as_it_was_delivered(any_mail_server: AnyMailServer) -> None:
    mails = fill(any_mail_server, 7)

    with enter(any_mail_server) as inbox:
        state = inbox.select("INBOX")
        got = list(inbox.fetch(inbox.uids(), chunk=3))

    assert [one.raw for one in got] == mails
    assert [one.uid for one in got] == sorted(one.uid for one in got)
    assert state.exists == 7
    assert state.uidvalidity > 0


def test_the_arrival_is_the_servers_own_and_aware(any_mail_server: AnyMailServer) -> None:
    fill(any_mail_server, 1)

    with enter(any_mail_server) as inbox:
        inbox.select("INBOX")
        (got,) = inbox.fetch(inbox.uids())

    assert got.internal_date is not None
    assert abs(datetime.now(UTC) - got.internal_date) < timedelta(minutes=5)  # noqa: TID251


def test_a_poll_changes_no_flag_and_removes_nothing(any_mail_server: AnyMailServer) -> None:
    """B2, B24: not even what another program has marked as deleted, and all is still unseen."""
    fill(any_mail_server, 3)
    with other_program(any_mail_server) as client:
        client.store("2", "+FLAGS.SILENT", r"(\Deleted)")
    before = flags(any_mail_server)

    with enter(any_mail_server) as inbox:
        inbox.select("INBOX")
        list(inbox.fetch(inbox.uids()))
        inbox.header(inbox.uids()[0])

    assert flags(any_mail_server) == before
    assert len(before) == 3
    assert rb"\Deleted" in before[1]
    assert not any(rb"\Seen" in line for line in before)


def test_the_bot_says_nothing_that_changes_a_mailbox(any_mail_server: AnyMailServer) -> None:
    """B2, B24, held against the wire."""
    fill(any_mail_server, 3)

    with Relay(any_mail_server.imap_port) as relay:
        with enter(any_mail_server, relay.port) as inbox:
            inbox.folders()
            inbox.select("INBOX")
            list(inbox.fetch(inbox.uids()))
        said = bytes(relay.said)

    assert set(re.findall(rb"^\S+ ((?:UID )?[A-Z]+)", said, re.MULTILINE)) == {
        b"CAPABILITY", b"LOGIN", b"LIST", b"EXAMINE", b"NOOP", b"UID SEARCH", b"UID FETCH", b"LOGOUT",
    }  # fmt: skip
    assert said.count(b"BODY.PEEK[]") == said.count(b"BODY")


def test_mail_read_by_somebody_else_is_still_found(any_mail_server: AnyMailServer) -> None:
    """B3: not by UNSEEN."""
    fill(any_mail_server, 2)
    with other_program(any_mail_server) as client:
        client.store("1:2", "+FLAGS.SILENT", r"(\Seen)")

    with enter(any_mail_server) as inbox:
        inbox.select("INBOX")
        found = inbox.uids()

    assert len(found) == 2


def test_mail_that_arrives_during_a_session_is_seen_in_it(any_mail_server: AnyMailServer) -> None:
    with enter(any_mail_server) as inbox:
        inbox.select("INBOX")
        before = inbox.uids()
        fill(any_mail_server, 1)
        after = inbox.uids()

    assert (len(before), len(after)) == (0, 1)


def test_the_window_of_days_leaves_out_what_is_older(any_mail_server: AnyMailServer) -> None:
    """B3: the reconciliation looks back some days."""
    fill(any_mail_server, 1)
    with other_program(any_mail_server) as client:
        client.append("INBOX", "", '"05-Jan-2024 10:00:00 -0600"', mail(2))

    with enter(any_mail_server) as inbox:
        inbox.select("INBOX")
        everything, recent = inbox.uids(), inbox.uids_since(date(2024, 1, 7))
        since_then = inbox.uids_since(date(2024, 1, 4))

    assert len(everything) == 2
    assert recent == everything[:1]
    assert since_then == everything


def test_foreign_flag_changes_during_a_fetch_make_no_phantoms(any_mail_server: AnyMailServer) -> None:
    """B13: unsolicited FETCH answers."""
    mails = fill(any_mail_server, 6)

    with enter(any_mail_server) as inbox:
        inbox.select("INBOX")
        uids = inbox.uids()
        with other_program(any_mail_server) as client:
            client.store("1:3", "+FLAGS.SILENT", r"(\Flagged)")
        got = list(inbox.fetch(uids, chunk=2))

    assert [(one.uid, one.raw) for one in got] == list(zip(uids, mails, strict=True))


def test_mail_that_is_gone_by_then_is_left_out(any_mail_server: AnyMailServer) -> None:
    """B13: expunged between SEARCH and FETCH."""
    mails = fill(any_mail_server, 3)

    with enter(any_mail_server) as inbox:
        inbox.select("INBOX")
        uids = inbox.uids()
        with other_program(any_mail_server) as client:
            client.store("2", "+FLAGS.SILENT", r"(\Deleted)")
            client.expunge()
        got = list(inbox.fetch(uids))

    assert [one.raw for one in got] == [mails[0], mails[2]]


def test_a_large_mail_comes_in_pieces_and_last(any_mail_server: AnyMailServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """B19"""
    monkeypatch.setattr(imap, "PIECE", 1000)
    monkeypatch.setattr(imap, "WHOLE_UP_TO", 3000)
    large, even, small = mail(1, 7500), b"Subject: even\r\n\r\n" + b"z" * 3981 + b"\r\n", mail(2)
    for raw in (large, even * 2, small):
        any_mail_server.deliver(CXC, raw)

    with Relay(any_mail_server.imap_port) as relay:
        with enter(any_mail_server, relay.port) as inbox:
            inbox.select("INBOX")
            got = [one.raw for one in inbox.fetch(inbox.uids())]
        asked = re.findall(rb"BODY\.PEEK\[\](<[\d.]+>)?", relay.said)

    assert len(even) == 4000  # its end is the end of a piece
    assert got == [small, large, even * 2]
    assert asked == [b"", *(b"<%d.1000>" % (offset * 1000) for offset in (*range(8), *range(9)))]


def test_the_header_of_a_mail_comes_without_its_body(any_mail_server: AnyMailServer) -> None:
    """B20"""
    fill(any_mail_server, 1)

    with enter(any_mail_server) as inbox:
        inbox.select("INBOX")
        (uid,) = inbox.uids()
        got, nothing, sizes = inbox.header(uid), inbox.header(uid + 1), inbox.sizes([uid, uid + 1])

    assert got is not None
    assert got.raw == mail(1).partition(b"\r\n\r\n")[0] + b"\r\n\r\n"
    assert nothing is None
    assert sizes == {uid: len(mail(1))}


def test_the_junk_folder_is_found_by_its_name(mail_server: MailServer) -> None:
    """B23"""
    for folder in ("Junk", "Correo no deseado", "Junk mail of Juan", "Archivo"):
        mail_server.deliver(CXC, mail(1), folder=folder)

    with enter(mail_server) as inbox:
        folders = inbox.folders()
        junk = inbox.select("Correo no deseado")

    assert set(folders) == {"INBOX", "Junk", "Correo no deseado"}
    assert folders[0] == "INBOX"
    assert junk.exists == 1


@pytest.mark.dovecot
def test_the_junk_folder_is_found_by_its_special_use(dovecot: Dovecot) -> None:
    """B23"""
    dovecot.deliver(CXC, mail(1), folder=dovecot.junk)

    with enter(dovecot) as inbox:
        folders = inbox.folders()
        state = inbox.select(folders[1])

    assert folders == ("INBOX", "Basura")
    assert state.exists == 1


@pytest.mark.dovecot
def test_a_folder_made_anew_has_another_uidvalidity(dovecot: Dovecot) -> None:
    """B5: the first sign of it."""
    dovecot.deliver(CXC, mail(1), folder="Pagos")
    with enter(dovecot) as inbox:
        before = inbox.select("Pagos")
    with closing(dovecot.client(CXC).socket()), dovecot.client(CXC) as client:
        client.delete("Pagos")
    dovecot.deliver(CXC, mail(1), folder="Pagos")

    with enter(dovecot) as inbox:
        after = inbox.select("Pagos")

    assert after.uidvalidity != before.uidvalidity


# ---------------------------------------------------------------- servers and lines that fail


def replacing(old: bytes, new: bytes) -> Callable[[bytes], bytes]:
    return lambda chunk: chunk.replace(old, new)


@pytest.mark.parametrize(
    "broken",
    [
        pytest.param(lambda size: b"{%d}" % (size - 20), id="literal too short"),
        pytest.param(lambda size: b"{%d}" % (size - 2), id="literal too short by its last line end"),
        pytest.param(lambda size: b"{%d}" % (size + 9), id="literal too long"),
        pytest.param(lambda _: b"NIL", id="literal missing"),
    ],
)
def test_one_mail_with_a_wrong_literal_spoils_no_other(
    any_mail_server: AnyMailServer, broken: Callable[[int], bytes]
) -> None:
    """B13"""
    mails = fill(any_mail_server, 5)
    bad = mail(3, 400)
    any_mail_server.deliver(CXC, bad)
    mails += fill(any_mail_server, 2)
    alter = replacing(b"{%d}" % len(bad), broken(len(bad)))

    with Relay(any_mail_server.imap_port, alter) as relay, enter(any_mail_server, relay.port, timeout=1.0) as inbox:
        inbox.select("INBOX")
        got = [one.raw for one in inbox.fetch(inbox.uids())]

    assert sorted(got) == sorted(mails)


def test_an_answer_without_uid_is_left_out(any_mail_server: AnyMailServer) -> None:
    """B13"""
    mails = fill(any_mail_server, 2)

    def alter(chunk: bytes) -> bytes:
        return re.sub(rb"UID (1|101) ", b"", chunk)  # dovecot counts from 1, pymap from 101

    with Relay(any_mail_server.imap_port, alter) as relay, enter(any_mail_server, relay.port) as inbox:
        inbox.select("INBOX")
        got = [one.raw for one in inbox.fetch(inbox.uids())]

    assert got == mails[1:]


def test_a_line_cut_once_anywhere_costs_no_mail(mail_server: MailServer) -> None:
    """B12, B13: cut in every 149th byte of the session; each mail comes whole, or the door says it is closed."""
    mails = fill(mail_server, 4)
    outcomes = []

    for limit in range(0, 2400, 149):
        with Relay(mail_server.imap_port, cut_once_after(limit)) as relay:
            outcomes.append(mails_through(mail_server, relay.port))

    assert all(got in ([], mails) for got in outcomes)
    assert outcomes.count(mails) >= 5  # those cut within the fetch itself, and after it


def cut_once_after(limit: int) -> Callable[[bytes], bytes]:
    passed = 0

    def alter(chunk: bytes) -> bytes:
        nonlocal passed
        before, passed = passed, passed + len(chunk)
        if before <= limit < passed:
            raise CutLine(chunk[: limit - before])
        return chunk

    return alter


def mails_through(server: AnyMailServer, port: int) -> list[bytes]:
    got: list[bytes] = []
    try:
        with enter(server, port) as inbox:
            inbox.select("INBOX")
            got += [one.raw for one in inbox.fetch(inbox.uids())]
    except DoorClosed:
        pass
    return got


def test_a_line_that_breaks_at_every_fetch_ends_as_a_closed_door(mail_server: MailServer) -> None:
    fill(mail_server, 9)

    def alter(chunk: bytes) -> bytes:
        if b"BODY[]" in chunk:
            raise CutLine(chunk[:300])
        return chunk

    with Relay(mail_server.imap_port, alter) as relay, enter(mail_server, relay.port) as inbox:
        inbox.select("INBOX")
        with pytest.raises(DoorClosed, match=r"Se cortó la conversación con 127\.0\.0\.1.*\(buzón cxc@perseo\.mx\)"):
            list(inbox.fetch(inbox.uids()))

    assert relay.connections == imap.PATIENCE


def test_a_folder_renumbered_in_between_is_not_read_on(mail_server: MailServer) -> None:
    """B5"""
    fill(mail_server, 2)
    opened = 0

    def alter(chunk: bytes) -> bytes:
        nonlocal opened
        opened += b"[UIDVALIDITY " in chunk
        if b"BODY[]" in chunk:
            raise CutLine
        return chunk if opened < 2 else re.sub(rb"UIDVALIDITY \d+", b"UIDVALIDITY 77", chunk)

    with Relay(mail_server.imap_port, alter) as relay, enter(mail_server, relay.port) as inbox:
        inbox.select("INBOX")
        with pytest.raises(DoorClosed, match="La carpeta INBOX se renumeró"):
            list(inbox.fetch(inbox.uids()))


@pytest.mark.parametrize("answer", [b"[NOVALIDITY 1]", b"[UIDVALIDITY 0]", b"[UIDVALIDITY x]"])
def test_a_server_without_uidvalidity_gives_zero(mail_server: MailServer, answer: bytes) -> None:
    """B6"""
    fill(mail_server, 1)

    def alter(chunk: bytes) -> bytes:
        return re.sub(rb"\[UIDVALIDITY \d+\]", answer, chunk)

    with Relay(mail_server.imap_port, alter) as relay, enter(mail_server, relay.port) as inbox:
        state = inbox.select("INBOX")
        got = list(inbox.fetch(inbox.uids()))

    assert state == FolderState(uidvalidity=0, exists=1)
    assert len(got) == 1


# ---------------------------------------------------------------- doors that do not open


@pytest.fixture
def silent() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as held:
        yield held.getsockname()[1]


def test_a_wrong_password_is_said_so(any_mail_server: AnyMailServer) -> None:
    with (
        pytest.raises(DoorClosed, match=r"127\.0\.0\.1 no aceptó el usuario cxc@perseo\.mx o su contraseña") as caught,
        open_inbox("127.0.0.1", any_mail_server.imap_port, CXC, "equivocada", tls="none"),
    ):
        pass

    assert "equivocada" not in str(caught.value)


def test_a_password_outside_ascii_is_only_wrong(any_mail_server: AnyMailServer) -> None:
    with (
        pytest.raises(DoorClosed, match="no aceptó"),
        open_inbox("127.0.0.1", any_mail_server.imap_port, CXC, "contraseña", tls="none"),
    ):
        pass


def test_a_server_that_is_full_is_not_a_wrong_password(mail_server: MailServer) -> None:
    alter = replacing(b"[AUTHENTICATIONFAILED]", b"[UNAVAILABLE]")

    with (
        Relay(mail_server.imap_port, alter) as relay,
        pytest.raises(DoorClosed, match="no deja entrar por ahora"),
        open_inbox("127.0.0.1", relay.port, CXC, "equivocada", tls="none"),
    ):
        pass


def test_an_unknown_host_is_said_so() -> None:
    with (
        pytest.raises(DoorClosed, match=r"No se encuentra el servidor correo\.perseo\.invalid"),
        open_inbox("correo.perseo.invalid", 993, CXC, "x"),
    ):
        pass


def test_a_closed_port_is_said_so(silent: int) -> None:
    with socket.create_server(("127.0.0.1", 0)) as held:
        port = held.getsockname()[1]

    with (
        pytest.raises(DoorClosed, match=f"no recibe conexiones en el puerto {port}"),
        open_inbox("127.0.0.1", port, CXC, "x"),
    ):
        pass


@pytest.mark.parametrize("tls", ["tls", "starttls", "none"])
def test_a_server_that_says_nothing_is_given_up(silent: int, tls: Tls) -> None:
    """B16"""
    with (
        pytest.raises(DoorClosed, match=r"no contestó en 0\.2 segundos"),
        open_inbox("127.0.0.1", silent, CXC, "x", tls=tls, timeout=0.2),
    ):
        pass


def test_a_server_that_falls_silent_during_a_fetch_is_given_up(mail_server: MailServer) -> None:
    """B16"""
    fill(mail_server, 1)
    asleep = threading.Event()

    def alter(chunk: bytes) -> bytes:
        if b"BODY[]" in chunk:
            asleep.wait(10)
        return chunk

    with Relay(mail_server.imap_port, alter) as relay, enter(mail_server, relay.port, timeout=0.2) as inbox:
        inbox.select("INBOX")
        got = list(inbox.fetch(inbox.uids()))
        asleep.set()

    assert got == []


class Dripping(Relay):
    """Lets one byte through now and then, once a mail is asked for: every wait of a socket is short."""

    is_open = False

    def _pass(self, source: socket.socket, target: socket.socket, alter: Callable[[bytes], bytes]) -> None:
        def drip(chunk: bytes) -> bytes:
            while b"FETCH" in self.said and not self.is_open and source.getpeername()[1] == self._target:
                target.sendall(b" ")
                time.sleep(0.02)
            return alter(chunk)

        super()._pass(source, target, drip)


def test_a_server_that_drips_is_cut_off_and_the_next_poll_has_the_mail(
    mail_server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """B16, with a third of a second for five minutes."""
    mails = fill(mail_server, 3)
    monkeypatch.setattr(imap, "LONGEST_COMMAND", 0.3)
    begun = time.monotonic()

    with Dripping(mail_server.imap_port) as relay:
        with pytest.raises(DoorClosed, match="Se cortó"), enter(mail_server, relay.port, timeout=30) as inbox:
            inbox.select("INBOX")
            list(inbox.fetch(inbox.uids()))
        took = time.monotonic() - begun
        relay.is_open = True
        with enter(mail_server, relay.port) as inbox:
            inbox.select("INBOX")
            had = [one.raw for one in inbox.fetch(inbox.uids())]

    assert took < 5
    assert had == mails


def test_a_server_without_starttls_gets_no_password(mail_server: MailServer) -> None:
    """B51"""
    with Relay(mail_server.imap_port) as relay:
        with (
            pytest.raises(DoorClosed, match="no ofrece STARTTLS; no se envió la contraseña"),
            open_inbox("127.0.0.1", relay.port, CXC, mail_server.users[CXC], tls="starttls"),
        ):
            pass
        said = bytes(relay.said)

    assert b"LOGIN" not in said
    assert b"AUTH" not in said


def test_plain_words_where_tls_is_expected_are_said_so(mail_server: MailServer) -> None:
    with pytest.raises(DoorClosed, match="no habla TLS"), open_inbox("127.0.0.1", mail_server.imap_port, CXC, "x"):
        pass


@pytest.mark.dovecot
@pytest.mark.parametrize("tls", ["tls", "starttls"])
def test_a_certificate_that_nobody_vouches_for_gets_no_password(dovecot: Dovecot, tls: Tls) -> None:
    """B51"""
    port = dovecot.imaps_port if tls == "tls" else dovecot.imap_port

    with (
        pytest.raises(DoorClosed, match=r"El certificado de 127\.0\.0\.1 no es de confianza"),
        open_inbox("127.0.0.1", port, CXC, dovecot.users[CXC], tls=tls),
    ):
        pass


@pytest.mark.dovecot
@pytest.mark.parametrize("tls", ["tls", "starttls"])
def test_a_certificate_that_is_known_opens(dovecot: Dovecot, tls: Tls) -> None:
    port = dovecot.imaps_port if tls == "tls" else dovecot.imap_port
    cafile = str(dovecot.certificate)

    with open_inbox("127.0.0.1", port, CXC, dovecot.users[CXC], tls=tls, cafile=cafile) as inbox:
        state = inbox.select("INBOX")

    assert state.exists == 0


def test_what_fails_inside_the_block_is_not_the_servers_fault(mail_server: MailServer) -> None:
    with pytest.raises(OSError, match="disco lleno"), enter(mail_server):
        raise OSError("disco lleno")


def test_a_folder_that_is_not_there_is_said_so(any_mail_server: AnyMailServer) -> None:
    with enter(any_mail_server) as inbox, pytest.raises(DoorClosed, match="no abre la carpeta"):
        inbox.select("Nada")


def test_a_missing_certificate_file_is_said_so(silent: int) -> None:
    with (
        pytest.raises(DoorClosed, match="No existe el archivo de certificados"),
        open_inbox("127.0.0.1", silent, CXC, "x", cafile="/no/hay.pem"),
    ):
        pass
