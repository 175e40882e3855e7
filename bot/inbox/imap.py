"""IMAP folder -> raw mails exactly as the server holds them; nothing there is marked, moved or deleted."""

from __future__ import annotations

import re
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from imaplib import IMAP4
from time import monotonic
from typing import TYPE_CHECKING, Any

from imap_tools.errors import ImapToolsError, MailboxFetchError, MailboxUidsError
from imap_tools.utils import check_command_status

from bot import failpoints
from bot.errors import DoorClosed, EntryRefused, NoIdle
from bot.inbox.imap_answers import MONTHS, Answer, answers, instant, number
from bot.inbox.imap_login import Tls, Token, knock, log_in, sentences, watched

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from contextlib import AbstractContextManager
    from datetime import date, datetime

    from imap_tools import BaseMailBox

PIECE = 1_048_576  # bytes of a large mail that are asked for at once (B19)
WHOLE_UP_TO = 5 * PIECE  # bytes; a larger mail comes in pieces, and no group of mails is larger
HEADER_UP_TO = 262_144  # bytes of the header block of a mail that is too large to take (B81)
PATIENCE = 4  # failures in a row before the door counts as closed
LONGEST_IDLE = 25 * 60  # seconds; RFC 2177: a new IDLE before the server's 29 minutes are over
LONGEST_COMMAND = 300.0  # seconds; 5 MB at 30 kB/s take less (B16, B19)
HEED_STOP = 2.0  # seconds after which one who listens looks whether to stop
_COMMAND = 500  # UIDs in one command: its line stays below the 8,000 bytes of RFC 7162 section 4

_JUNK = {"junk", "spam", "junk e-mail", "junk email", "bulk mail", "correo no deseado", "correo basura", "no deseado"}
_SENT = {"sent", "sent items", "sent mail", "sent messages", "enviados", "elementos enviados", "correo enviado"}


@dataclass(frozen=True, slots=True)
class FolderState:
    """What the server says of a folder when it is opened."""

    uidvalidity: int  # 0 when the server gives none that can be read (B6)
    exists: int  # how many mails lie in it


@dataclass(frozen=True, slots=True)
class Fetched:
    """One mail, or only its header block, as the server holds it."""

    uid: int
    internal_date: datetime | None  # aware; None when the server gives none that can be read
    raw: bytes = field(repr=False)


@contextmanager
def open_inbox(
    host: str,
    port: int,
    user: str,
    password: str | Token,
    *,
    tls: Tls = "tls",
    timeout: float = 60.0,
    cafile: str | None = None,
) -> Iterator[Inbox]:
    """Give the inbox of this user, logged in; DoorClosed with a sentence for the administrator.

    `timeout` is in seconds and for every answer; `cafile` names certificates to trust instead of the system's; a
    `password` that can be called gives an access token (XOAUTH2).
    """

    def connect(secret: str | Token = password) -> BaseMailBox:
        with sentences(host, port, user, timeout):
            box = knock(host, port, tls, timeout, cafile)
            log_in(box, host, user, secret)
            return box

    def enter() -> BaseMailBox:
        try:
            return connect()
        except EntryRefused:
            if isinstance(password, str):
                raise
            return connect(partial(password, fresh=True))  # B15: an access token may end before its time, once

    inbox = Inbox(enter, lambda: sentences(host, port, user, timeout))
    try:
        yield inbox
    finally:
        inbox.close()


class Inbox:
    """A logged-in user's folders, to look at only; every method raises DoorClosed when the server fails."""

    def __init__(
        self, connect: Callable[[], BaseMailBox], in_words: Callable[[], AbstractContextManager[None]]
    ) -> None:
        """Take how to connect (again), and who puts failures into words."""
        self._connect, self._in_words = connect, in_words
        self._folder, self._uidvalidity = "", 0
        self._known_sizes: dict[int, int] = {}
        self._failures, self._broken = 0, False
        self._box = connect()

    def folders(self) -> tuple[str, ...]:
        """Return INBOX and the folders for unwanted mail, by their special use (RFC 6154) or their name."""
        with self._speaking():
            listed = self._box.folder.list()
        junk = (one.name for one in listed if _is_for(one.name, one.delim, one.flags, "\\junk", _JUNK))
        return ("INBOX", *junk)

    def sent_folder(self) -> str:
        """Return the folder for sent mail, by its special use (RFC 6154) or its name; DoorClosed when there is none."""
        with self._speaking():
            listed = self._box.folder.list()
        found = next((one.name for one in listed if _is_for(one.name, one.delim, one.flags, "\\sent", _SENT)), None)
        if found is None:
            raise DoorClosed("El buzón no tiene una carpeta de enviados; escriba lookup_folder en [outgoing].")
        return found

    def holds(self, message_id: str) -> bool:
        """Return whether a mail with this Message-ID lies in the selected folder."""
        return bool(self._search("HEADER", "Message-ID", '"' + re.sub(r'(["\\])', r"\\\1", message_id) + '"'))

    def select(self, folder: str) -> FolderState:
        """Return the state of a folder, which the other methods then look into, opened without the right to change."""
        with self._speaking():
            _, counts = self._box.folder.set(folder, readonly=True)
            _, validity = self._box.client.response("UIDVALIDITY")
        self._folder, self._uidvalidity, self._known_sizes = folder, number(validity), {}
        return FolderState(self._uidvalidity, number(counts))

    def uids(self) -> tuple[int, ...]:
        """Return the UIDs of all mails in the folder."""
        return self._search("ALL")

    def uids_since(self, day: date) -> tuple[int, ...]:
        """Return the UIDs of what arrived on this day or later, in the server's own time zone."""
        return self._search("SINCE", f"{day.day}-{MONTHS[day.month - 1]}-{day.year}")

    def sizes(self, uids: Iterable[int]) -> dict[int, int]:
        """Return the size in bytes of each of these mails that is still there."""
        wanted = list(uids)
        for some in _chunks([uid for uid in wanted if uid not in self._known_sizes], _COMMAND):
            for answer in self._ask(some, "RFC822.SIZE"):
                self._known_sizes[answer.uid] = int(answer.entries.get(b"RFC822.SIZE", b"0"))
        return {uid: self._known_sizes[uid] for uid in wanted if uid in self._known_sizes}

    def fetch(self, uids: Iterable[int], chunk: int = 100) -> Iterator[Fetched]:
        """Yield these mails as they come, large ones last; what is gone or comes broken is left for the next poll.

        A mail that breaks the line is passed over and the others still come (B13).
        """
        wanted = list(uids)
        sizes = self.sizes(wanted)
        large = [uid for uid in wanted if sizes.get(uid, 0) > WHOLE_UP_TO]
        small = [uid for uid in wanted if sizes.get(uid, 0) <= WHOLE_UP_TO]
        for group in _groups(small, sizes, min(chunk, _COMMAND)):
            yield from self._patiently(group, self._whole)
        for uid in large:
            yield from self._patiently([uid], self._in_pieces)

    def header(self, uid: int) -> Fetched | None:
        """Return the header block of a mail, at most 256 kB of it; None when the mail is gone."""
        return next(self._mails([uid], f"BODY.PEEK[HEADER]<0.{HEADER_UP_TO}>"), None)

    def news(self, seconds: float, stop: Callable[[], bool]) -> bool:
        """Return whether mail has come into the selected folder; it waits with IDLE (RFC 2177) up to `seconds`.

        It gives up early when `stop()` says so. DoorClosed when the line breaks or the server has no IDLE.
        """
        if not self._can_idle():
            raise NoIdle("El servidor no avisa cuando llega correo (IDLE); se revisa por intervalo.")
        idle: Any = self._box.idle
        with self._speaking(seconds + LONGEST_COMMAND):
            idle.start()
            try:
                heard = _listened(idle, seconds, stop)
            finally:
                idle.stop()
        return any(line.rstrip().upper().endswith((b" EXISTS", b" RECENT")) for line in heard)

    def _can_idle(self) -> bool:
        with self._speaking():
            said = self._box.client.capability()[1]  # the list from before the login may lack it
        return b"IDLE" in b" ".join(line for line in said if isinstance(line, bytes)).upper().split()

    def close(self) -> None:
        """Leave; whether the server says goodbye does not matter."""
        if not self._broken:
            with suppress(IMAP4.error, ImapToolsError, OSError):
                self._box.logout()
        with suppress(OSError):
            self._box.client.shutdown()

    # ------------------------------------------------------------ mails

    def _patiently(self, uids: list[int], take: Callable[[list[int]], Iterable[Fetched]]) -> Iterator[Fetched]:
        """Yield what `take` brings, then ask for what it did not bring one by one, on a new line when this one broke.

        A literal of the wrong length swallows the mail behind it without a word: alone, that one comes.
        """
        try:
            mails = list(take(uids))
            self._failures = 0
        except DoorClosed:
            self._failures += 1
            if self._failures >= PATIENCE:
                raise
            self._reopen()
            mails = []
        yield from mails
        missing = set(uids) - {mail.uid for mail in mails} if len(uids) > 1 else ()
        for uid in sorted(missing):
            yield from self._patiently([uid], take)

    def _reopen(self) -> None:
        self.close()
        self._box, self._broken = self._connect(), False
        before = self._uidvalidity
        if self.select(self._folder).uidvalidity != before:
            raise DoorClosed(
                f"La carpeta {self._folder} se renumeró mientras se leía; se vuelve a leer desde el principio."
            )

    def _whole(self, uids: list[int]) -> Iterator[Fetched]:
        return self._mails(uids, "BODY.PEEK[]")

    def _in_pieces(self, uids: list[int]) -> Iterator[Fetched]:
        (uid,) = uids
        size = self.sizes(uids).get(uid, 0)
        pieces: list[Fetched] = []
        while True:
            offset = len(pieces) * PIECE
            piece = next(self._mails(uids, f"BODY.PEEK[]<{offset}.{PIECE}>"), None)
            if piece is None and (offset < size or not pieces):
                return  # gone meanwhile, or broken
            pieces += [piece] if piece else []
            if piece is None or len(piece.raw) < PIECE:
                yield Fetched(uid, pieces[0].internal_date, b"".join(part.raw for part in pieces))
                return

    def _mails(self, uids: list[int], part: str) -> Iterator[Fetched]:
        for answer in self._ask(uids, f"INTERNALDATE {part}"):
            if answer.body is not None:
                arrived = answer.entries.get(b"INTERNALDATE", b"").decode("ascii", "replace")
                yield Fetched(answer.uid, instant(arrived), answer.body)

    # ------------------------------------------------------------ one question to the server

    @contextmanager
    def _speaking(self, seconds: float | None = None) -> Iterator[None]:
        try:
            with self._in_words(), watched(self._box, seconds or LONGEST_COMMAND):
                failpoints.hit("imap")
                yield
                failpoints.hit("imap_answered")
        except DoorClosed:
            self._broken = True
            raise

    def _search(self, *criteria: str) -> tuple[int, ...]:
        with self._speaking():
            self._box.client.noop()  # what arrived after the last command shows only now
            answer = self._box.client.uid("SEARCH", *criteria)
            check_command_status(answer, MailboxUidsError)
        words = b" ".join(line for line in answer[1] if isinstance(line, bytes)).split()
        return tuple(int(word) for word in words if word.isdigit())

    def _ask(self, uids: list[int], what: str) -> list[Answer]:
        """Return the answers about these mails; other programs' flags arrive in between and are none."""
        client = self._box.client
        client.untagged_responses.pop("FETCH", None)
        with self._speaking():
            answer = client.uid("FETCH", ",".join(map(str, uids)), f"(UID {what})")
            check_command_status(answer, MailboxFetchError)
        wanted = set(uids)
        return [found for found in answers(answer[1]) if found.uid in wanted]


def _listened(idle: Any, seconds: float, stop: Callable[[], bool]) -> list[bytes]:
    """Return the first lines that the server sends of itself; OSError when the line is dead."""
    until = monotonic() + min(seconds, LONGEST_IDLE)
    while not stop() and (left := until - monotonic()) > 0:
        asked, begun = min(left, HEED_STOP), monotonic()
        heard: list[bytes] = idle.poll(asked)
        if heard:
            return heard
        if monotonic() - begun < asked / 2:  # a dead line answers at once, with nothing
            raise OSError("the line is dead")
    return []


def _is_for(name: str, delimiter: str, flags: Sequence[str], use: str, names: set[str]) -> bool:
    lower = {flag.lower() for flag in flags}
    last = name.rpartition(delimiter)[2] if delimiter else name
    return not lower & {"\\noselect", "\\nonexistent"} and (use in lower or last.lower() in names)


def _chunks(uids: list[int], size: int) -> Iterator[list[int]]:
    for start in range(0, len(uids), size):
        yield uids[start : start + size]


def _groups(uids: list[int], sizes: dict[int, int], most: int) -> Iterator[list[int]]:
    """Yield groups of at most `most` mails and about 5 MB."""
    group: list[int] = []
    weight = 0
    for uid in uids:
        if group and (len(group) == most or weight + sizes.get(uid, 0) > WHOLE_UP_TO):
            yield group
            group, weight = [], 0
        group.append(uid)
        weight += sizes.get(uid, 0)
    if group:
        yield group
