"""Users and passwords -> a mail server inside this process: what comes in by SMTP lies in their IMAP inboxes."""

from __future__ import annotations

import asyncio
import threading
from argparse import Namespace
from email.utils import localtime
from typing import TYPE_CHECKING, Any, NamedTuple, Self, cast
from uuid import uuid4

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session
from proxyprotocol.result import ProxyResultLocal
from proxyprotocol.sock import SocketInfo
from pymap.backend.dict import Config, Identity, Login
from pymap.imap import IMAPServer
from pymap.parsing.message import AppendMessage
from pymap.user import UserMetadata
from pysasl.hashing import BuiltinHash

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from types import TracebackType

_QUICK = BuiltinHash(rounds=1)  # the passwords stand in `users` all the same
START_WITHIN = 10.0  # seconds
_NO_FILES = Namespace(
    debug=False, passlib_cfg=None, proxy_protocol=None, host="127.0.0.1", port=0, cert=None, key=None, tls=False,
    inherited_sockets=None, demo_data=False, demo_user="_", demo_password="_",  # noqa: S106 - opens nothing
)  # fmt: skip


class Sent(NamedTuple):
    """A mail that somebody handed to this server by SMTP."""

    sender: str
    recipients: tuple[str, ...]
    raw: bytes


class MailServer:
    """One IMAP and one SMTP port on 127.0.0.1, served by one thread; memory only, no TLS."""

    host = "127.0.0.1"

    def __init__(self, users: dict[str, str], now: Callable[[], datetime] = localtime) -> None:
        """Take address -> password of every user, and who tells when a mail arrived."""
        self.users = users
        self.outbound: list[Sent] = []
        self.imap_port = self.smtp_port = 0
        self._now = now
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="mail server", daemon=True)
        self._servers: list[asyncio.Server] = []
        self._guests: set[asyncio.Task[Any]] = set()

    def __enter__(self) -> Self:
        """Return the server once both ports are open; OSError when one does not open."""
        self._thread.start()
        asyncio.run_coroutine_threadsafe(self._open(), self._loop).result(START_WITHIN)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close both ports and every connection."""
        asyncio.run_coroutine_threadsafe(self._close(), self._loop).result(START_WITHIN)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(START_WITHIN)
        self._loop.close()

    def deliver(self, address: str, raw: bytes, folder: str = "INBOX") -> None:
        """Lay these bytes into a user's folder, as the last hop of a mail's way does; KeyError for strangers."""
        if address not in self.users:
            raise KeyError(address)
        asyncio.run_coroutine_threadsafe(self._deliver(address, raw, folder), self._loop).result(START_WITHIN)

    # ------------------------------------------------------------ in the loop's thread

    async def _open(self) -> None:
        self._config = Config.from_args(_NO_FILES, invalid_user_sleep=0.0, hash_context=_QUICK)
        self._config.apply_context()
        self._login = Login(self._config)
        for address, password in self.users.items():
            user = UserMetadata(self._config, address, password=_QUICK.hash(password))
            await self._identity(address).set(user)
        self._imap = IMAPServer(self._login, self._config)
        imap = await asyncio.start_server(self._meet, self.host, 0)
        smtp = await self._loop.create_server(self._talk_smtp, self.host, 0)
        self._servers = [imap, smtp]
        self.imap_port, self.smtp_port = (server.sockets[0].getsockname()[1] for server in self._servers)

    async def _close(self) -> None:
        for server in self._servers:
            server.close()
        tasks = asyncio.all_tasks() - {asyncio.current_task()}
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _identity(self, address: str) -> Identity:
        return Identity(address, self._login, None, frozenset())

    async def _deliver(self, address: str, raw: bytes, folder: str) -> None:
        async with self._identity(address).new_session() as session:
            folders = session.mailbox_set
            if folder not in {entry.name for entry in (await folders.list_mailboxes()).list()}:
                await folders.add_mailbox(folder)
            place = await folders.get_mailbox(folder)
            await place.append(AppendMessage(raw, self._now(), frozenset()), recent=True)

    async def _meet(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Serve one IMAP connection; its task is held here, because Python 3.13 collects one that nobody holds."""
        task = asyncio.current_task()
        if task is not None:
            self._guests.add(task)
            task.add_done_callback(self._guests.discard)
        caller = SocketInfo.get(writer, ProxyResultLocal(), unique_id=uuid4().bytes)
        await self._imap(reader, cast("asyncio.StreamWriter", _WholeLines(writer)), caller)

    def _talk_smtp(self) -> SMTP:
        nobody = not self.users  # whoever has no users offers no login: it only takes what others relay
        return SMTP(self, hostname="demo", enable_SMTPUTF8=True, authenticator=self._admit, auth_require_tls=nobody)

    def _admit(self, _server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, data: Any) -> AuthResult:
        known = self.users.get(data.login.decode())
        return AuthResult(success=known is not None and known == data.password.decode(), handled=False)

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 - its name
        """Keep what was sent, and deliver it to those of its recipients who live here."""
        raw, recipients = bytes(envelope.original_content or b""), tuple(envelope.rcpt_tos)
        self.outbound.append(Sent(envelope.mail_from or "", recipients, raw))
        for address in recipients:
            if address in self.users:
                await self._deliver(address, raw, "INBOX")
        return "250 OK"


class _WholeLines:
    """A writer that keeps what pymap writes in crumbs until it drains: a client's IDLE reader needs whole lines."""

    def __init__(self, writer: asyncio.StreamWriter) -> None:
        self._writer = writer
        self._waiting = bytearray()

    def write(self, data: bytes) -> None:
        self._waiting += data

    def writelines(self, lines: list[bytes]) -> None:
        for line in lines:
            self._waiting += line

    async def drain(self) -> None:
        self._let_go()
        await self._writer.drain()

    def close(self) -> None:
        self._let_go()
        self._writer.close()

    def _let_go(self) -> None:
        self._writer.write(bytes(self._waiting))
        self._waiting.clear()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._writer, name)
