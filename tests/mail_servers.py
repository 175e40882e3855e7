"""Debian's dovecot -> the same few words that the in-process mail server has; and a line that can be tampered with."""

from __future__ import annotations

import grp
import imaplib
import os
import pwd
import shutil
import socket
import subprocess
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from servers import READY_WITHIN, open_folder, wait_until

from bot.demo.server import MailServer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.demo.server import Sent

USERS = {"comprobantes@perseo.mx": "uno-dos-tres", "cxc@perseo.mx": 'cuatro "cinco" 6'}
_CONFIGURATION = Path(__file__).with_name("dovecot.conf")


class AnyMailServer(Protocol):
    """What a test may ask of either kind of mail server."""

    host: str
    imap_port: int
    smtp_port: int
    users: dict[str, str]

    @property
    def outbound(self) -> list[Sent]:
        """Return what was handed to it by SMTP."""

    def deliver(self, address: str, raw: bytes, folder: str = "INBOX") -> None:
        """Lay these bytes into a folder of a user."""


# ---------------------------------------------------------------- dovecot


def missing_for_dovecot() -> str | None:
    """Return why dovecot cannot be started here, or None."""
    if shutil.which("dovecot") is None or not Path("/usr/lib/dovecot/submission").exists():
        return "no dovecot here: apt-get install dovecot-imapd dovecot-submissiond"
    return None


class Dovecot:
    """A dovecot in a folder of its own: IMAP, IMAPS, and submission that hands on to `relay`."""

    host = "127.0.0.1"
    junk = "Basura"

    def __init__(self, folder: Path, relay: MailServer) -> None:
        """Choose free ports; nothing runs yet."""
        self.folder = folder
        self.relay = relay
        self.users = dict(USERS)
        self.imap_port, self.imaps_port, self.smtp_port = free_ports(3)
        self.certificate = folder / "cert.pem"

    def deliver(self, address: str, raw: bytes, folder: str = "INBOX") -> None:
        """Append these bytes, which keeps them as they are (local delivery would add its own headers)."""
        client = self.client(address)
        client.create(folder)
        client.append(folder, "", "", raw)
        client.logout()

    @property
    def outbound(self) -> list[Sent]:
        """Return what its submission service has handed on."""
        return self.relay.outbound

    def client(self, address: str) -> imaplib.IMAP4:
        """Return another mail program of this user, logged in."""
        client = imaplib.IMAP4(self.host, self.imap_port)
        client.login(address, self.users[address])
        return client

    def forget_everything(self) -> None:
        """Empty all mailboxes and the list of what was relayed."""
        for mailbox in (self.folder / "mail").iterdir():
            shutil.rmtree(mailbox)
        self.relay.outbound.clear()

    def prepare(self) -> None:
        """Write configuration, users, certificate."""
        (self.folder / "users").write_text("".join(f"{name}:{{PLAIN}}{word}\n" for name, word in self.users.items()))
        (self.folder / "mail").mkdir()
        make_certificate(self.folder)
        mail, internal, login = ("nobody", "dovecot", "dovenull") if os.geteuid() == 0 else (_me(), _me(), _me())
        mail_group, internal_group = (grp.getgrgid(pwd.getpwnam(user).pw_gid).gr_name for user in (mail, internal))
        if os.geteuid() == 0:
            shutil.chown(self.folder / "mail", mail, mail_group)
        words = {
            "DIR": self.folder, "IMAP_PORT": self.imap_port, "IMAPS_PORT": self.imaps_port,
            "SMTP_PORT": self.smtp_port, "RELAY_PORT": self.relay.smtp_port, "LOGIN_USER": login,
            "INTERNAL_USER": internal, "INTERNAL_GROUP": internal_group, "MAIL_USER": mail, "MAIL_GROUP": mail_group,
        }  # fmt: skip
        text = _CONFIGURATION.read_text()
        for word, value in words.items():
            text = text.replace(f"@{word}@", str(value))
        (self.folder / "dovecot.conf").write_text(text)

    def answers(self) -> bool:
        """Return whether both ports take connections."""
        with suppress(OSError):
            for port in (self.imap_port, self.smtp_port):
                socket.create_connection((self.host, port), 1).close()
            return True
        return False


@contextmanager
def run_dovecot() -> Iterator[Dovecot]:
    """Yield a running dovecot; nothing of it is left afterwards."""
    with MailServer({}) as relay, open_folder("dovecot") as folder:
        server = Dovecot(folder, relay)
        server.prepare()
        command = ["setpriv", "--pdeathsig=TERM", "dovecot", "-F", "-c", str(folder / "dovecot.conf")]
        process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
        try:
            wait_until(server.answers, folder / "log")
            yield server
        finally:
            process.terminate()
            process.wait(READY_WITHIN)


def make_certificate(folder: Path) -> None:
    """Write cert.pem and key.pem for localhost, signed by itself."""
    names = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"]
    files = ["-keyout", str(folder / "key.pem"), "-out", str(folder / "cert.pem")]
    curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"]
    subprocess.run(["openssl", "req", "-x509", *curve, *names, *files], check=True, capture_output=True)


def free_ports(count: int) -> list[int]:
    """Return ports that nobody listens on."""
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports: list[int] = [held.getsockname()[1] for held in sockets]
    for held in sockets:
        held.close()
    return ports


def _me() -> str:
    return pwd.getpwuid(os.geteuid()).pw_name
