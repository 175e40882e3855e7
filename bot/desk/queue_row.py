"""One waiting case and what stands beside it -> its line in the queue."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.desk import clocks, pills
from bot.letters.window import left_in_words
from bot.model import Finding
from bot.money import pesos

if TYPE_CHECKING:
    from datetime import datetime

    from bot.desk.clocks import Pill
    from bot.model import Window
    from bot.store.queue import Waiting
    from bot.store.queue_rows import Beside

_NOBODY = "Remitente desconocido"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the queue, ready to be shown."""

    number: int
    promise: Pill
    used: int | None  # percent of the promise that is spent; None: its clock stands still
    name: str
    verdict: str
    reason: str  # the rule's short name
    reason_tone: str  # red alone: the others would shout together
    paid: str
    slip: str
    is_proposed: bool  # nobody named the slip
    inbox: str
    who: str
    is_mine: bool
    answered: str  # "hace 3 min", when the customer wrote after our question


def row(one: Waiting, beside: Beside, user_id: int, now: datetime, window: Window) -> Row:
    """Return a case as this user sees it in the queue."""
    case = one.case
    references = beside.references or beside.proposed
    more = f" +{len(references) - 1}" if len(references) > 1 else ""
    return Row(
        number=case.id,
        promise=clocks.promise(case, now, window.zone),
        used=_used(case.deadline, now, window) if case.stopped_at is None else None,
        name=case.customer.name if case.customer else case.address or _NOBODY,
        verdict=case.verdict,
        reason=pills.name(one.rule) if one.rule else "",
        reason_tone="stop" if pills.of(Finding(one.rule, "")).tone == "stop" else "",
        paid=pesos(one.amount) if one.amount is not None else "",
        slip=references[0] + more if references else "",
        is_proposed=not beside.references,
        inbox=beside.inbox,
        who=_who(one, user_id),
        is_mine=one.holder == user_id,
        answered=_ago(beside.answered_at, now) if beside.answered_at else "",
    )


def _who(one: Waiting, user_id: int) -> str:
    if one.holder is None:
        return "sin tomar"
    return "usted" if one.holder == user_id else one.holder_name or "otra persona"


def _ago(instant: datetime, now: datetime) -> str:
    return f"hace {left_in_words(now, instant)}" if now - instant >= timedelta(minutes=1) else "ahora mismo"


def _used(deadline: datetime, now: datetime, window: Window) -> int:
    """Return how much of the promise is spent, percent."""
    used = 1 - (deadline - now) / timedelta(hours=window.hours)
    return round(100 * min(max(used, 0.0), 1.0))
