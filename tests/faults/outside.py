"""The world outside the bot -> an IMAP and an SMTP server that do as they are told, and remember everything."""

from __future__ import annotations

import asyncio
import re
import threading
from collections import Counter, deque
from contextlib import suppress
from dataclasses import dataclass, field
from email import message_from_bytes
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from aiosmtpd.smtp import SMTP
from houses import MORNING
from mail_servers import USERS

from bot.demo.server import Sent
from bot.inbox.imap_answers import MONTHS

if TYPE_CHECKING:
    from datetime import datetime

START_WITHIN = 10.0  # seconds
_CAPABILITIES = b"* CAPABILITY IMAP4rev1 IDLE\r\n"


@dataclass
class Put:
    """A mail that was laid into a folder: the ledger of I1."""

    address: str
    folder: str
    uid: int
    raw: bytes
    arrived: datetime
    gone: bool = False  # expunged by somebody else before we could have it
    places: set[tuple[int, int]] = field(default_factory=set)  # (UIDVALIDITY, UID) that it ever had


class Trouble(NamedTuple):
    """What the IMAP server does at the n-th time that it hears a command."""

    command: str  # LOGIN, LIST, EXAMINE, SEARCH, FETCH, BODY (a fetch of bytes), NOOP
    number: int
    deed: str  # drop, no, bye, garbage, silence, expunge, renumber, hide, no_uid, nil, too_long, too_short, foreign


class Outside:
    """Both servers in one thread; memory only."""

    host = "127.0.0.1"

    def __init__(self, now: datetime = MORNING) -> None:
        """Take when mails arrive; nothing listens yet."""
        self.users = dict(USERS)
        self.ledger: list[Put] = []
        self.outbound: list[Sent] = []  # what the SMTP server took, in order: the ledger of I4
        self.lost_250: set[str] = set()  # Message-IDs whose 250 a line has swallowed
        self.troubles: list[Trouble] = []
        self.smtp_says: dict[str, deque[str]] = {"MAIL": deque(), "RCPT": deque(), "DATA": deque()}
        self.imap_port = self.smtp_port = 0
        self.heard: Counter[str] = Counter()
        self.changing: list[str] = []  # commands that would change a mailbox: none may come (B24)
        self.now = now
        self.validity = 1000
        self._by_folder: dict[tuple[str, str], list[Put]] = {}
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="outside", daemon=True)
        self._listeners: dict[asyncio.StreamWriter, tuple[str, str]] = {}

    def __enter__(self) -> Self:
        """Open both ports."""
        self._thread.start()
        asyncio.run_coroutine_threadsafe(self._open(), self._loop).result(START_WITHIN)
        return self

    def __exit__(self, *_: object) -> None:
        """Close everything."""
        asyncio.run_coroutine_threadsafe(self._close(), self._loop).result(START_WITHIN)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(START_WITHIN)
        self._loop.close()

    def deliver(self, address: str, raw: bytes, folder: str = "INBOX") -> None:
        """Lay a mail into a folder, and tell who listens there."""
        lying = self._by_folder.setdefault((address, folder), [])
        uid = max((one.uid for one in lying), default=0) + 1
        put = Put(address, folder, uid, raw, self.now, places={(self.validity, uid)})
        self.ledger.append(put)
        lying.append(put)
        self._loop.call_soon_threadsafe(self._tell, address, folder)

    def renumber(self) -> None:
        """Give every mail of every folder another number, as a server does that was restored (B5)."""
        self.validity += 1
        for lying in self._by_folder.values():
            for uid, put in enumerate(reversed([one for one in lying if not one.gone]), 1):
                put.uid = uid
                put.places.add((self.validity, uid))
            lying.sort(key=lambda one: one.uid)

    # ------------------------------------------------------------ in the loop's thread

    async def _open(self) -> None:
        imap = await asyncio.start_server(self._meet, self.host, 0, limit=2**20)
        smtp = await self._loop.create_server(lambda: SMTP(self, hostname="outside"), self.host, 0)
        self._servers = [imap, smtp]
        self.imap_port, self.smtp_port = (server.sockets[0].getsockname()[1] for server in self._servers)

    async def _close(self) -> None:
        for server in self._servers:
            server.close()
        tasks = asyncio.all_tasks() - {asyncio.current_task()}
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _tell(self, address: str, folder: str) -> None:
        for writer, place in list(self._listeners.items()):
            if place == (address, folder):
                writer.write(b"* %d EXISTS\r\n" % len(self._lying(address, folder)))

    def _lying(self, address: str, folder: str) -> list[Put]:
        return [one for one in self._by_folder.get((address, folder), []) if not one.gone]

    async def _meet(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        talk = Talk(self, writer)
        writer.write(b"* OK here\r\n")
        try:
            with suppress(OSError, asyncio.IncompleteReadError, Dropped):
                while line := await reader.readline():
                    await talk.answer(line.decode("latin-1").rstrip("\r\n"), reader)
                    await writer.drain()
        except Silent:
            await asyncio.Event().wait()
        finally:
            self._listeners.pop(writer, None)
            writer.close()

    async def handle_MAIL(self, _server: SMTP, _session: Any, envelope: Any, address: str, _options: Any) -> str:  # noqa: N802 - its name
        """Take the sender, or say what was scripted."""
        envelope.mail_from = address
        return self._scripted("MAIL") or "250 OK"

    async def handle_RCPT(self, _server: SMTP, _session: Any, envelope: Any, address: str, _options: Any) -> str:  # noqa: N802 - its name
        """Take a recipient, or say what was scripted."""
        said = self._scripted("RCPT")
        if said is None:
            envelope.rcpt_tos.append(address)
        return said or "250 OK"

    async def handle_DATA(self, _server: SMTP, _session: Any, envelope: Any) -> str:  # noqa: N802 - its name
        """Take a letter, or say what was scripted."""
        said = self._scripted("DATA")
        if said is None:
            raw = bytes(envelope.original_content or b"")
            self.outbound.append(Sent(envelope.mail_from or "", tuple(envelope.rcpt_tos), raw))
        return said or "250 OK"

    def _scripted(self, stage: str) -> str | None:
        return self.smtp_says[stage].popleft() if self.smtp_says[stage] else None


class Dropped(Exception):
    """The server hangs up."""


class Silent(Exception):
    """The server keeps the line and says no more."""


class Talk:
    """One IMAP connection."""

    def __init__(self, outside: Outside, writer: asyncio.StreamWriter) -> None:
        """Nobody has logged in yet."""
        self.outside, self.writer = outside, writer
        self.address, self.folder = "", "INBOX"

    async def answer(self, line: str, reader: asyncio.StreamReader) -> None:
        """Answer one command."""
        tag, _, rest = line.partition(" ")
        words = rest.split(" ", 2)
        command = (words[1] if words[0].upper() == "UID" else words[0]).upper()
        deed = self._trouble("BODY" if "BODY" in rest else command)
        if command in ("STORE", "EXPUNGE", "MOVE", "COPY", "APPEND", "DELETE", "CLOSE", "SELECT"):
            self.outside.changing.append(line)
        self._before(deed, tag)
        if command == "IDLE":
            await self._idle(tag, reader)
            return
        if deed == "no":
            self._say(f"{tag} NO [UNAVAILABLE] later")
            return
        getattr(self, f"_{command.lower()}", lambda *_: None)(words, deed)
        self._say(f"{tag} OK done")
        if command == "LOGOUT":
            raise Dropped

    def _trouble(self, command: str) -> str:
        self.outside.heard[command] += 1
        number = self.outside.heard[command]
        return next((one.deed for one in self.outside.troubles if one[:2] == (command, number)), "")

    def _before(self, deed: str, tag: str) -> None:
        if deed == "bye":
            self._say("* BYE too many connections")
        if deed == "garbage":
            self._say(f"* \x00\xff garbage {{99}}\r\n{tag} WHAT")
        if deed in ("bye", "drop", "garbage"):
            raise Dropped
        if deed == "silence":
            raise Silent
        if deed == "expunge":
            gone = self.outside._lying(self.address, self.folder)[0]
            gone.gone = True
        if deed == "renumber":
            self.outside.renumber()
        if deed == "foreign":
            self._say("* 1 FETCH (FLAGS (\\Seen) UID 1)")

    def _say(self, line: str) -> None:
        self.writer.write(line.encode("latin-1") + b"\r\n")

    def _capability(self, *_: object) -> None:
        self.writer.write(_CAPABILITIES)

    def _login(self, words: list[str], _deed: str) -> None:
        self.address = words[1].strip('"')

    def _list(self, *_: object) -> None:
        folders = {folder for address, folder in list(self.outside._by_folder) if address == self.address} | {"INBOX"}
        for folder in sorted(folders):
            self._say(f'* LIST () "/" "{folder}"')

    def _examine(self, words: list[str], _deed: str) -> None:
        self.folder = words[1].strip('"')
        lying = self.outside._lying(self.address, self.folder)
        self._say(f"* {len(lying)} EXISTS")
        self._say(f"* OK [UIDVALIDITY {self.outside.validity}] numbers")

    def _search(self, *_: object) -> None:
        found = self.outside._lying(self.address, self.folder)
        self._say(" ".join(["* SEARCH", *(str(one.uid) for one in found)]))

    def _fetch(self, words: list[str], deed: str) -> None:
        numbers, _, what = words[2].partition(" ")
        wanted = {int(number) for number in numbers.split(",")}
        lying = self.outside._lying(self.address, self.folder)
        chosen = [(place, one) for place, one in enumerate(lying, 1) if one.uid in wanted]
        for place, one in chosen[1:] if deed == "hide" else chosen:
            self._tell_mail(place, one, what, deed if one is chosen[0][1] else "")

    def _tell_mail(self, place: int, one: Put, what: str, deed: str) -> None:
        if "RFC822.SIZE" in what:
            self._say(f"* {place} FETCH (UID {one.uid} RFC822.SIZE {len(one.raw)})")
            return
        part, _, piece = re.findall(r"BODY\.PEEK\[(.*?)\](<(\d+)\.\d+>)?", what)[0]
        raw = one.raw.partition(b"\r\n\r\n")[0] + b"\r\n\r\n" if part == "HEADER" else one.raw
        if piece:
            start, length = map(int, re.findall(r"<(\d+)\.(\d+)>", what)[0])
            raw = raw[start : start + length]
        at = one.arrived
        when = f'"{at.day:2}-{MONTHS[at.month - 1]}-{at.year} {at:%H:%M:%S} +0000"'
        number = "" if deed == "no_uid" else f"UID {one.uid} "
        shown = f"BODY[{part}]" + (f"<{piece}>" if piece else "")
        if deed == "nil":
            self._say(f"* {place} FETCH ({number}INTERNALDATE {when} {shown} NIL)")
            return
        length = len(raw) + {"too_long": 7, "too_short": -7}.get(deed, 0)
        head = f"* {place} FETCH ({number}INTERNALDATE {when} {shown} {{{length}}}\r\n".encode()
        self.writer.write(head + raw + b")\r\n")

    async def _idle(self, tag: str, reader: asyncio.StreamReader) -> None:
        self._say("+ idling")
        await self.writer.drain()
        self.outside._listeners[self.writer] = (self.address, self.folder)
        await reader.readline()
        self.outside._listeners.pop(self.writer, None)
        self._say(f"{tag} OK done")


def message_id(sent: Sent) -> str:
    """Return the Message-ID of a letter that was taken."""
    return str(message_from_bytes(sent.raw)["Message-ID"])
