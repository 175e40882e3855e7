"""Frozen letter -> the SMTP server's answer to its last dot: taken, later, never, or nobody knows."""

from __future__ import annotations

import asyncio
import re
import ssl
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING, Any

from aiosmtplib import SMTP, SMTPException, SMTPResponseException, SMTPServerDisconnected, SMTPTimeoutError
from aiosmtplib.protocol import normalize_message_line_endings

from bot import failpoints
from bot.errors import LetterRefused, UncertainDelivery
from bot.letters.smtp_answers import Server, Tls, before_the_letter, closed, verdict

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from aiosmtplib import SMTPResponse
    from aiosmtplib.protocol import SMTPProtocol

CONNECT_TIMEOUT = 30.0  # seconds: connection, greeting, TLS
COMMAND_TIMEOUT = 60.0  # seconds for each answer before the letter itself; servers make unknown clients wait
LAST_DOT_TIMEOUT = 600.0  # seconds; RFC 5321 section 4.5.3.2.6 (B47)
PARTING_TIMEOUT = 2.0  # seconds: the caller waits to write down that the letter was taken
SLOWEST_LINE = 30_000  # bytes a second: what a letter may take on its way before the answer is waited for


def send(
    letter_bytes: bytes,
    *,
    sender: str,
    recipient: str,
    host: str,
    port: int,
    user: str | None,
    password: str | Callable[..., str] | None,
    tls: Tls,
    timeout: float = LAST_DOT_TIMEOUT,
    cafile: str | None = None,
    handing_over: Callable[[], None] = lambda: None,
) -> None:
    """Return once the server has taken the letter; it gets these bytes, on a connection of their own.

    DoorClosed: it has not, and may later. LetterRefused: it never will. UncertainDelivery: the line broke, or
    `timeout` seconds passed, after the last dot. `handing_over` is called just before that dot, which is the moment
    from which on the letter may arrive; when it raises, nothing has been sent.
    """
    server = Server(host, port, user, password, tls, cafile)
    asyncio.run(_send(server, letter_bytes, sender, recipient, timeout, handing_over))


def check(
    host: str,
    port: int,
    user: str | None,
    password: str | Callable[..., str] | None,
    tls: Tls,
    *,
    cafile: str | None = None,
) -> None:
    """Return when the server lets us in; DoorClosed with a sentence for the administrator."""
    asyncio.run(_check(Server(host, port, user, password, tls, cafile)))


async def _check(server: Server) -> None:
    async with _visit(server, "localhost") as client:
        try:
            await client.noop(timeout=COMMAND_TIMEOUT)
        except (SMTPException, OSError) as error:
            raise closed(error, server) from error


async def _send(
    server: Server, raw: bytes, sender: str, recipient: str, patience: float, handing_over: Callable[[], None]
) -> None:
    domain = sender.rpartition("@")[2]
    async with _visit(server, domain if domain.isascii() and domain else "localhost") as client:
        try:
            failpoints.hit("smtp")
            await _address(client, raw, sender, recipient)
            line, answer = await _all_but_the_dot(client, raw, patience)
        except (SMTPException, OSError) as error:
            raise before_the_letter(error, server) from error
        try:
            handing_over()
            line.write(b".\r\n")
            await _last_word(answer, server)
        except SMTPServerDisconnected as error:
            raise closed(error, server) from error
        finally:
            answer.cancel()  # without the dot nobody answers
            await asyncio.wait([answer])
        failpoints.hit("smtp_answered")


@asynccontextmanager
async def _visit(server: Server, name: str) -> AsyncIterator[SMTP]:
    """Give a connection, encrypted and logged in as configured: without the encryption no password is sent (B51)."""
    client = SMTP(
        hostname=server.host, port=server.port, local_hostname=name, timeout=CONNECT_TIMEOUT,
        use_tls=server.tls == "tls", start_tls=server.tls == "starttls",
        username=server.user, **_secret(server),
    )  # fmt: skip
    try:
        context = None if server.tls == "none" else ssl.create_default_context(cafile=server.cafile)
        await client.connect(tls_context=context)
    except (SMTPException, OSError) as error:
        raise closed(error, server) from error
    try:
        yield client
        with suppress(SMTPException, OSError):  # the answer is known: how they part does not matter
            await client.quit(timeout=PARTING_TIMEOUT)
    finally:
        transport = client.transport
        client.close()
        if isinstance(transport, asyncio.WriteTransport):
            transport.abort()  # what is still unsent of a refused letter is waited for by nobody
            await asyncio.sleep(0)


def _secret(server: Server) -> dict[str, Any]:
    """Return the password, or what gives an access token (XOAUTH2)."""
    password = server.password
    if password is None or not server.user:
        return {}
    if isinstance(password, str):
        return {"password": password}

    async def token() -> str:
        return await asyncio.to_thread(password)

    return {"oauth_token_generator": token}


async def _address(client: SMTP, raw: bytes, sender: str, recipient: str) -> None:
    if client.is_ehlo_or_helo_needed:
        await client.ehlo(timeout=COMMAND_TIMEOUT)
    options = [f"SIZE={len(raw)}"] if client.supports_extension("size") else []
    if not raw.isascii() and client.supports_extension("8bitmime"):
        options.append("BODY=8BITMIME")
    encoding = "ascii"
    if not (sender + recipient).isascii():
        if not client.supports_extension("smtputf8"):
            raise LetterRefused(f"El servidor de correo no escribe a direcciones con acentos: {recipient}")
        options, encoding = [*options, "SMTPUTF8"], "utf-8"
    await client.mail(sender, options=options, encoding=encoding, timeout=COMMAND_TIMEOUT)
    await client.rcpt(recipient, encoding=encoding, timeout=COMMAND_TIMEOUT)


async def _all_but_the_dot(
    client: SMTP, raw: bytes, patience: float
) -> tuple[SMTPProtocol, asyncio.Future[SMTPResponse]]:
    """Return the line on which only the last dot is missing, and the answer to come: before it nobody may deliver."""
    line, transport = client.protocol, client.transport
    begin = await client.execute_command(b"DATA", timeout=COMMAND_TIMEOUT)
    if begin.code != 354:
        raise SMTPResponseException(begin.code, begin.message)
    if line is None or not isinstance(transport, asyncio.WriteTransport):
        raise SMTPServerDisconnected("Connection lost")
    body = re.sub(rb"(?m)^\.", b"..", normalize_message_line_endings(raw))
    answer = asyncio.ensure_future(line.read_response(timeout=patience + len(body) / SLOWEST_LINE))
    answer.add_done_callback(lambda done: done.cancelled() or done.exception())  # it may come when nobody waits
    await asyncio.sleep(0)  # it listens from now on: a server may refuse in the middle
    line.write(body)
    while transport.get_write_buffer_size() and not answer.done():  # noqa: ASYNC110 - the transport has no event for it
        await asyncio.sleep(0.01)
    if answer.done():
        early = await answer
        raise SMTPResponseException(early.code, early.message)
    return line, answer


async def _last_word(answer: asyncio.Future[SMTPResponse], server: Server) -> None:
    try:
        response = await answer
    except SMTPTimeoutError as error:
        raise UncertainDelivery(f"{server.host} no contestó si recibió la carta") from error
    except (SMTPServerDisconnected, SMTPResponseException, OSError) as error:
        raise UncertainDelivery(f"{server.host} cortó la línea sin decir si recibió la carta: {error}") from error
    refusal = verdict(response, server)
    if refusal is not None:
        raise refusal
