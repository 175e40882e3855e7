"""A bounce -> its letter marked, its address spared, and staff told when the customer must know (B65)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot import cases
from bot.letters import thread_token
from bot.letters.compose import ACKNOWLEDGEMENTS
from bot.model import Reading
from bot.store import audit, customers, letters

if TYPE_CHECKING:
    from datetime import datetime

    from bot.model import Bounce, InboundMail, LetterState
    from bot.store.db import Database, Tx
    from bot.store.letters import StoredLetter

_GONE: tuple[LetterState, ...] = ("sending", "sent", "uncertain")
_ENVELOPE = ("delivered-to", "x-original-to", "envelope-to", "x-envelope-to", "to")


def take(db: Database, mail: InboundMail, robot: str | None, secret: bytes, *, at: datetime) -> int | None:
    """Return the letter of ours that this mail says came back for good, None when it says no such thing.

    Only a machine's word counts. Who writes himself from an address is no longer spared there.
    """
    if robot is None:
        _write_again(db, mail.from_address)
        return None
    bounce = mail.bounce
    if bounce is None or not bounce.is_final or robot == "bounce_words":
        return None
    with db.begin() as tx:
        letter = _letter(tx, bounce, mail, secret)
        if letter is None:
            return None
        if letters.move(tx, letter.id, _GONE, "bounced", error=f"rebotó: {', '.join(bounce.recipients)}"):
            customers.mark_bouncing(tx, letter.recipient, at)
            _tell(tx, letter, at)
        return letter.id


def emptied(reading: Reading) -> Reading:
    """Return the reading without what hangs on it: it is our own letter and no payment (B71)."""
    return Reading(replace(reading.mail, text="", own_text=""), ())


def _write_again(db: Database, address: str | None) -> None:
    with db.read() as tx:
        spared = address is not None and customers.is_bouncing(tx, address)
    if spared and address is not None:
        with db.begin() as tx:
            customers.mark_bouncing(tx, address, None)


def _letter(tx: Tx, bounce: Bounce, mail: InboundMail, secret: bytes) -> StoredLetter | None:
    """Return the letter by its Message-ID, else the last one of its case to this recipient, by the signed word."""
    found = letters.by_message_id(tx, bounce.marks)
    if found is not None:
        return found
    envelope = [value for name, value in mail.headers if name in _ENVELOPE]  # of a bounce address with the word in it
    for case_id in thread_token.cases_in(secret, (*bounce.marks, *envelope)):
        to = [one for one in letters.of_case(tx, case_id) if one.recipient.lower() in bounce.recipients]
        gone = [one for one in to if one.state in (*_GONE, "bounced")]
        if gone:
            return gone[-1]
    return None


def _tell(tx: Tx, letter: StoredLetter, at: datetime) -> None:
    """Raise the case, unless it was only an acknowledgement or a notice to ourselves."""
    silent = (*ACKNOWLEDGEMENTS, *letters.STAFF)
    if letter.case_id is not None and letter.kind not in silent:
        said = f"Rebotó la carta a {letter.recipient}: no se le pudo avisar."
        cases.letter_failed(tx, letter.case_id, letter.id, said, at=at)
    else:
        audit.write(tx, "letter_bounced", at=at, actor="bot", case_id=letter.case_id, details={"letter": letter.id})
