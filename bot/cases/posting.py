"""Frozen letters -> the outbox of a case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.cases.showing import LETTER_FAILED
from bot.engine import promise, promise_again
from bot.inbox.robots import ledger_key
from bot.letters.compose import ACKNOWLEDGEMENTS
from bot.store import audit, cases, letters

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from bot.model import Letter
    from bot.store.db import Tx
    from bot.store.letters import StoredLetter


def queue(
    tx: Tx, case_id: int, written: Sequence[Letter], *, at: datetime, due: datetime | None = None
) -> tuple[int, ...]:
    """Put frozen letters into the outbox, promise each and return their ids; none that the case already has."""
    queued = (letters.queue(tx, case_id, one, recipient_key=ledger_key(one.to), at=at) for one in written)
    new = tuple(letter for letter in queued if letter is not None)
    for letter in new:
        promise(tx, "letter", letter, due=due or at)
    return new


def acknowledge(tx: Tx, case_id: int, written: Sequence[Letter], *, at: datetime) -> bool:
    """Queue an acknowledgement; False when there is none to send or the case had one."""
    if not written or letters.kinds_of(tx, case_id) & set(ACKNOWLEDGEMENTS):
        return False
    queue(tx, case_id, written, at=at)
    return True


def letter_failed(tx: Tx, case_id: int, letter_id: int, sentence: str, *, at: datetime) -> None:
    """Raise a case whose letter was refused or is uncertain, so that staff tell the customer another way (B48)."""
    standing = cases.standing(tx, case_id)  # it may have become part of another one while the letter was on its way
    case_id = standing.id if standing is not None else case_id
    cases.move(tx, case_id, "desk", verdict=sentence, reason=LETTER_FAILED, stopped_at=None)
    audit.write(
        tx, "letter_failed", at=at, actor="bot", case_id=case_id, details={"letter": letter_id, "reason": sentence}
    )


def readdress(tx: Tx, case_id: int, old: StoredLetter, new: Letter, *, by: str, at: datetime, due: datetime) -> bool:
    """Send a letter that did not arrive to another address of the customer; False when that was done before."""
    if not letters.fail_for_good(tx, old.id) or not queue(tx, case_id, (new,), at=at, due=due):
        return False
    details = {"letter": old.id, "to": new.to}
    audit.write(tx, "letter_readdressed", at=at, actor=by, case_id=case_id, details=details)
    return True


def resend(tx: Tx, letter: StoredLetter, *, by: str, at: datetime, due: datetime) -> bool:
    """Send the same bytes of a letter once more; False when it is on its way anyway, or was cancelled."""
    if not letters.move(tx, letter.id, ("sent", "uncertain", "refused", "bounced"), "queued", error=None):
        return False
    promise(tx, "letter", letter.id, due=due)
    promise_again(tx, "letter", letter.id, due=due)
    audit.write(tx, "letter_resent", at=at, actor=by, case_id=letter.case_id, details={"letter": letter.id})
    return True
