"""Frozen letters -> the outbox of a case."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.cases.showing import LETTER_FAILED, WAITING
from bot.engine import promise, promise_again
from bot.inbox.robots import ledger_key
from bot.letters.compose import ACKNOWLEDGEMENTS
from bot.store import audit, cases, claims, conversations, decisions, letters, slips

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from bot.model import Letter
    from bot.store.claims import Claim
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


def still_asks(tx: Tx, letter: StoredLetter, *, now: datetime) -> bool:
    """Return whether somebody still waits for what a question asks: who has paid meanwhile must not pay anew (B53)."""
    asked = _asked_about(tx, letter, now)
    return not asked or any(one.state in WAITING for one in asked)


def _asked_about(tx: Tx, letter: StoredLetter, now: datetime) -> tuple[Claim, ...]:
    """Return the claims whose answer a letter asks for; none when it asks nothing."""
    if letter.case_id is None:
        return ()
    said = decisions.of_letter(tx, (letter.case_id, *conversations.merged(tx, letter.case_id)), letter.id)
    if said is None:
        mail = re.match(r"mail-(\d+)", letter.cause)
        return claims.of_mail(tx, int(mail[1])) if mail else ()
    if said.action != "split":
        return claims.those(tx, [said.claim_id]) if said.action == "ask" else ()
    reader = ledger_key(letter.recipient)
    shares = ((one, slips.one(tx, one.slip_id, now=now)) for one in claims.shares_of(tx, said.claim_id) if one.slip_id)
    return tuple(share for share, slip in shares if ledger_key(slip.customer.email) == reader)


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
