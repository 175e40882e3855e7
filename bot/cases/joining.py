"""A mail -> the case that it opens, or the open one whose letter it answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.cases.silence import CLOSED_KINDLY
from bot.inbox.robots import ledger_key
from bot.letters.window import marks_ahead, resumed
from bot.model import FINAL_STATES
from bot.store import cases, claims, letters, mails

if TYPE_CHECKING:
    from datetime import datetime

    from bot.model import ClaimState, Window
    from bot.store.db import Tx
    from bot.store.mails import StoredMail

_MOST_TOLD = 5  # signed words of one mail that are followed


@dataclass(frozen=True, slots=True)
class Opening:
    """What a mail brings to the case it opens or joins."""

    deadline: datetime
    customer_id: int | None
    address: str | None  # whom we answer
    subject: str
    message_id: str | None
    answers: tuple[str, ...]  # Message-IDs that it answers
    told: tuple[int, ...]  # cases whose signed word it brings back
    twin: int | None  # the case of the same mail in the other inbox, when its reading still waits


def open_for(tx: Tx, mail: StoredMail, opening: Opening, window: Window, *, at: datetime) -> int:
    """Return the case of this mail: the one it has, the open one whose letter it answers, or a new one."""
    if mail.case_id is not None:
        return mail.case_id
    case_id = opening.twin or _answered(tx, opening)
    if case_id is None:
        case_id = cases.open_new(
            tx,
            at=mail.arrived_at,
            deadline=opening.deadline,
            customer_id=opening.customer_id,
            address=opening.address,
            subject=opening.subject,
        )
    else:
        _resume(tx, case_id, window, at=at)
    mails.join_case(tx, mail.id, case_id)
    if opening.message_id is not None:
        cases.lengthen_thread(tx, case_id, opening.message_id)
    return case_id


def _answered(tx: Tx, opening: Opening) -> int | None:
    """Return the open case that the mail answers, by the id of a letter of ours or else by its signed word (B62, B69).

    A word that nobody else can make is still no passport: it counts for who may have had the letter.
    """
    by_id = cases.answered_by(tx, opening.answers)
    asked = dict.fromkeys((*((by_id,) if by_id is not None else ()), *opening.told[:_MOST_TOLD]))
    who = opening.customer_id, opening.address
    return next((found for case_id in asked if (found := may_join(tx, case_id, *who)) is not None), None)


def may_join(tx: Tx, case_id: int, customer_id: int | None, address: str | None) -> int | None:
    """Return the open case when its own customer writes, or one whom its letters went to.

    A closed case keeps its story and its deadline: who answers an old letter gets a promise of his own. Only what was
    closed because nobody answered goes on where it stood: so its last letter says.
    """
    case = cases.standing(tx, case_id)
    if case is None or (case.state in FINAL_STATES and case.state != CLOSED_KINDLY):
        return None
    if case.customer is not None and case.customer.id == customer_id:
        return case.id
    asked = {ledger_key(letter.recipient) for letter in letters.of_case(tx, case.id)}
    asked |= {ledger_key(case.address)} if case.address is not None else set()
    return case.id if address is not None and ledger_key(address) in asked else None


def _resume(tx: Tx, case_id: int, window: Window, *, at: datetime) -> None:
    """Let the clock of a case that waited for its customer run on with what was left, its questions open again."""
    case = cases.one(tx, case_id)
    if case.stopped_at is None:
        return
    running = resumed(case.deadline, case.stopped_at, at, window)
    waited: tuple[ClaimState, ...] = ("waiting_customer", CLOSED_KINDLY)
    cases.move(tx, case_id, "reading", expected=waited, stopped_at=None, reminded_at=None, deadline=running)
    cases.forget_alarms(tx, case_id, marks_ahead(running, at, window))
    for claim in claims.of_case(tx, case_id):
        claims.move(tx, claim.id, "waiting_customer", expected=(CLOSED_KINDLY,))
