"""Host, user, password -> a logged-in IMAP connection, or one sentence that says which of them is wrong."""

from __future__ import annotations

import re
import ssl
from contextlib import contextmanager, suppress
from imaplib import IMAP4
from socket import SHUT_RDWR, gaierror, socket
from threading import Timer
from typing import TYPE_CHECKING, Literal, Protocol

from imap_tools import MailBox, MailBoxStartTls, MailBoxUnencrypted
from imap_tools.errors import ImapToolsError, MailboxFolderSelectError, MailboxLoginError

from bot.errors import DoorClosed, EntryRefused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from imap_tools import BaseMailBox

Tls = Literal["tls", "starttls", "none"]


def knock(host: str, port: int, tls: Tls, timeout: float, cafile: str | None) -> BaseMailBox:
    """Return a connection to the server, its certificate and name verified unless `tls` is "none"."""
    if tls == "none":
        return MailBoxUnencrypted(host, port, timeout)
    context = ssl.create_default_context(cafile=cafile)
    if tls == "starttls":
        return MailBoxStartTls(host, port, timeout, context)
    return MailBox(host, port, timeout, ssl_context=context)


class Token(Protocol):
    """Gives the access token that stands for a password."""

    def __call__(self, *, fresh: bool = False) -> str:
        """Return it, a new one if `fresh`."""


def log_in(box: BaseMailBox, host: str, user: str, password: str | Token) -> None:
    """Log in without opening a folder; EntryRefused when the server does not know us, DoorClosed when not now."""
    try:
        if not isinstance(password, str):
            box.xoauth2(user, password(), initial_folder=None)
        elif (user + password).isascii():
            box.login(user, password, initial_folder=None)
        else:
            box.login_utf8(user, password, initial_folder=None)
    except IMAP4.abort:
        raise
    except (MailboxLoginError, IMAP4.error) as error:
        box.client.shutdown()
        raise _refused(host, user, str(error)) from None


def _refused(host: str, user: str, words: str) -> DoorClosed:
    if re.search(r"UNAVAILABLE|INUSE|LIMIT|too many|try again", words, re.IGNORECASE):
        return DoorClosed(
            f"El servidor {host} no deja entrar por ahora a {user} ({words[:120]}); se intentará más tarde."
        )
    return EntryRefused(f"El servidor {host} no aceptó el usuario {user} o su contraseña ({words[:120]}).")


@contextmanager
def sentences(host: str, port: int, user: str, timeout: float) -> Iterator[None]:
    """Turn whatever fails inside into a DoorClosed that an administrator understands."""
    try:
        yield
    except (IMAP4.error, ImapToolsError, OSError, ValueError) as error:
        raise DoorClosed(f"{_reason(error, host, port, timeout)} (buzón {user})") from error


@contextmanager
def watched(box: BaseMailBox, seconds: float) -> Iterator[None]:
    """Cut the line when what is inside lasts longer: a server that drips satisfies every timeout of a socket (B16)."""
    dog = Timer(seconds, _cut, (box.client,))
    dog.daemon = True
    dog.start()
    try:
        yield
    finally:
        dog.cancel()


def _cut(client: IMAP4) -> None:
    with suppress(OSError):
        socket.shutdown(client.socket(), SHUT_RDWR)  # not TLS's own, which would speak first


def _reason(error: Exception, host: str, port: int, timeout: float) -> str:  # noqa: PLR0911 - one line a cause
    match error:
        case ssl.SSLCertVerificationError():
            return f"El certificado de {host} no es de confianza: {error.verify_message}; no se envió la contraseña"
        case ssl.SSLError():
            return f"{host}:{port} no habla TLS como se esperaba: revise el puerto y la clave tls"
        case gaierror():
            return f"No se encuentra el servidor {host}: revise el nombre y la red"
        case ConnectionRefusedError():
            return f"{host} no recibe conexiones en el puerto {port}"
        case FileNotFoundError():
            return "No existe el archivo de certificados (cafile)"
        case TimeoutError():
            return f"{host}:{port} no contestó en {timeout:g} segundos"
        case MailboxFolderSelectError():
            return f"{host} no abre la carpeta: {error}"
    if "TLS not supported" in str(error):
        return f"{host}:{port} no ofrece STARTTLS; no se envió la contraseña"
    return f"Se cortó la conversación con {host}: {str(error)[:120] or type(error).__name__}"
