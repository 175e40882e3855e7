"""What an SMTP server said, or that it said nothing -> the error that tells whether to wait, to give up or to doubt."""

from __future__ import annotations

import re
import ssl
from dataclasses import dataclass, field
from socket import gaierror
from typing import TYPE_CHECKING, Literal

from aiosmtplib import SMTPAuthenticationError, SMTPResponseException, SMTPSenderRefused

from bot.errors import DoorClosed, EntryRefused, LetterRefused, UncertainDelivery, Unwelcome

if TYPE_CHECKING:
    from collections.abc import Callable

    from aiosmtplib import SMTPResponse

Tls = Literal["tls", "starttls", "none"]

_CONFIGURATION = {530, 534, 535, 538}  # authentication or TLS wanted: no letter would go (B49)
_ABOUT_US = re.compile(r"relay|authenticat|5\.7\.\d+.*(?:block|polic)", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Server:
    """Where letters go, and as whom."""

    host: str
    port: int
    user: str | None
    password: str | Callable[..., str] | None = field(repr=False)  # to be called: it gives an access token
    tls: Tls = "starttls"
    cafile: str | None = None


def verdict(response: SMTPResponse, server: Server) -> Exception | None:
    """Return what the answer to the letter itself means; None when it was taken."""
    said = f"{response.code} {one_line(response.message)}"
    if 200 <= response.code < 300:
        return None
    if 500 <= response.code < 600 and response.code not in _CONFIGURATION:
        return LetterRefused(f"{server.host} rechazó la carta: {said}")
    if response.code in _CONFIGURATION:
        return Unwelcome(f"{server.host} no recibe nuestras cartas: {said}")
    if 400 <= response.code < 600:
        return DoorClosed(f"{server.host} no recibe la carta por ahora: {said}")
    return UncertainDelivery(f"{server.host} contestó algo que no se entiende: {said}")


def before_the_letter(error: Exception, server: Server) -> DoorClosed | LetterRefused:
    """Return what an error means that came while nothing could have been delivered yet."""
    if isinstance(error, SMTPResponseException):
        said = f"{error.code} {one_line(error.message)}"
        if isinstance(error, SMTPSenderRefused) and 500 <= error.code < 600 and error.code != 552:
            return EntryRefused(f"{server.host} no acepta el remitente {error.sender}: {said}")
        if _is_final(error):
            return LetterRefused(f"{server.host} rechazó la carta: {said}")
        if 500 <= error.code < 600:  # about us, for it is not final
            return Unwelcome(f"{server.host} no recibe nuestras cartas: {said}")
    return closed(error, server)


def _is_final(error: SMTPResponseException) -> bool:
    """Return whether a refusal is about this letter, and not about who we are: that would refuse every letter (B49)."""
    about_us = error.code in _CONFIGURATION or _ABOUT_US.search(error.message)
    return 500 <= error.code < 600 and not about_us


def closed(error: Exception, server: Server) -> DoorClosed:
    """Return the sentence for an administrator: why the server did not let us in."""
    kind = EntryRefused if _is_ours_to_mend(error) else DoorClosed
    return kind(_reason(error, server))


def _is_ours_to_mend(error: Exception) -> bool:
    """Return whether no letter will go before somebody changes the settings or the server's certificate (B49, B51)."""
    cause = error.__cause__ or error
    if isinstance(cause, SMTPAuthenticationError):
        return not 400 <= cause.code < 500
    words = ("STARTTLS extension not supported", "AUTH extension is not supported")
    return isinstance(cause, ssl.SSLCertVerificationError) or any(one in str(error) for one in words)


def _reason(error: Exception, server: Server) -> str:  # noqa: C901, PLR0911 - one line a cause
    place = f"{server.host}:{server.port}"
    match error.__cause__ or error:
        case SMTPAuthenticationError() as refused if 400 <= refused.code < 500:
            return f"El servidor {server.host} no deja entrar por ahora a {server.user}: {one_line(refused.message)}"
        case SMTPAuthenticationError():
            return f"El servidor {server.host} no aceptó el usuario {server.user} o su contraseña"
        case ssl.SSLCertVerificationError() as bad:
            return (
                f"El certificado de {server.host} no es de confianza: {bad.verify_message}; no se envió la contraseña"
            )
        case ssl.SSLError():
            return f"{place} no habla TLS como se esperaba: revise el puerto y la clave tls"
        case gaierror():
            return f"No se encuentra el servidor {server.host}: revise el nombre y la red"
        case ConnectionRefusedError():
            return f"{server.host} no recibe conexiones en el puerto {server.port}"
        case FileNotFoundError():
            return f"No existe el archivo de certificados {server.cafile}"
        case TimeoutError():
            return f"{place} no contestó a tiempo"
    if isinstance(error, SMTPResponseException):
        return f"{place} no recibe cartas por ahora: {error.code} {one_line(error.message)}"
    if "STARTTLS extension not supported" in str(error):
        return f"{place} no ofrece STARTTLS; no se envió la contraseña"
    if "AUTH extension is not supported" in str(error):
        return f"{place} no deja iniciar sesión: revise el puerto, la clave tls y si hace falta usuario"
    return f"Se cortó la conversación con {place}: {one_line(str(error)) or type(error).__name__}"


def one_line(words: str) -> str:
    """Return what a server said, on one line and not too much of it."""
    return " ".join(words.split())[:200]
