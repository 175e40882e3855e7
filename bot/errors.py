"""The errors, one class for each different reaction.

ComprobotError
├── SettingsMistake      the administrator mends a file; exit code 2
├── DoorClosed           a server, panel or database is away: try later
│   ├── EntryRefused     it does not know us: ask rarely (a mailbox locks) and tell the administrator
│   │   └── Unwelcome    it lets us in and takes no letter of ours, or only not this one
│   ├── Paused           the whole way out rests until an instant: costs no attempt
│   └── NoIdle           it cannot say when mail comes: the polls alone look
├── LetterRefused        the SMTP server says never: tell staff
├── UncertainDelivery    the line broke before the answer: never send blindly again
├── PanelRefused         the panel says never, or has our key for another payment: tell staff, nobody tries again
├── Outdated             what was judged has changed meanwhile: judge again at once
├── Overtaken            a colleague was quicker: show what he did, nothing of ours was done
├── UnreadableMail       the mail killed or hung its reader: count an attempt, then staff
├── UnreadableFile       one file cannot be read: a flag on its document, the others go on
├── UploadRefused        what a customer hands in cannot be taken: he is told what to do, on the same page
├── BadRow               a row of an imported file, named with its line and reason
└── Busy                 another process works on this database
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


class ComprobotError(Exception):
    """Something happened that somebody can react to; its text is a sentence for that person."""


class SettingsMistake(ComprobotError):
    """The settings cannot be used; the text names file, key and what is expected, one line a mistake."""


class DoorClosed(ComprobotError):
    """A door did not open or broke; nothing happened behind it and the work is tried again later."""


class EntryRefused(DoorClosed):
    """The server refused our user, password or token; trying again soon could lock the account."""


class Unwelcome(EntryRefused):
    """The server let us in and refused a letter for what we are; that letter may be the only one."""


class Paused(DoorClosed):
    """The whole outbox rests; nothing is wrong with the letter that meets it."""

    def __init__(self, until: datetime) -> None:
        """Keep `until` when nobody tries again."""
        super().__init__(f"La salida de cartas está en pausa hasta {until:%H:%M} UTC.")
        self.until = until


class NoIdle(DoorClosed):
    """The IMAP server has no IDLE."""


class LetterRefused(ComprobotError):
    """The SMTP server refused this letter for good (5xx); staff must tell the customer another way."""


class UncertainDelivery(ComprobotError):
    """The connection broke after the handing over and before the answer: a letter (RFC 1047), or a panel's slip."""


class PanelRefused(ComprobotError):
    """The panel will not switch this slip on, or holds our idempotency key for another slip or amount (B41)."""


class Outdated(ComprobotError):
    """A slip, a payment key or a claim changed between gathering and acting; nothing was written."""


class Overtaken(ComprobotError):
    """The case is not as this person saw it (B106): `name` did `done` at `at`; without them it changed by itself."""

    def __init__(self, name: str = "", done: str = "", at: datetime | None = None) -> None:
        """Keep who did what and when."""
        super().__init__("El caso cambió mientras usted lo miraba. Su decisión no se aplicó.")
        self.name, self.done, self.at = name, done, at


class UnreadableMail(ComprobotError):
    """The reader died, hung or outgrew its limits on this mail."""


class UnreadableFile(ComprobotError):
    """One file cannot be read; `flag` is the word that its document carries."""

    def __init__(self, flag: str, detail: str = "") -> None:
        """Keep the `flag` ("corrupt", "needs_password", "too_large", ...) and an optional detail for the log."""
        super().__init__(f"{flag}: {detail}" if detail else flag)
        self.flag = flag


class UploadRefused(ComprobotError):
    """Files handed in at the panel are too many, too large, empty or too often; nothing of them is kept."""


class BadRow(ComprobotError):
    """Rows of an imported file are wrong; the text has one line a row: line number and reason."""


class Busy(ComprobotError):
    """Another process holds the work on this database; this one may only promise."""
