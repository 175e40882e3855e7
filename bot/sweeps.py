"""What is due by the clock, computed from the data each minute, so that a restart loses none."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from bot import cases
from bot.errors import UnreadableMail
from bot.store import cases as case_store
from bot.store import mails, sessions

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.model import Case, InboundMail
    from bot.pipeline import Corridor

_FAILURES_COUNT = timedelta(hours=24)  # as bot/web/throttle.py forgets them
_AT_ONCE = 50  # so many waiting mails or silent customers are seen to in one sweep; the next sweep takes the next


def raise_alarms(corridor: Corridor) -> int:
    """Return how many alarms were raised for cases whose clock passed an hour mark (B120): the latest one is mailed."""
    if corridor.is_shadow:
        return 0
    now, window = corridor.now(), corridor.secretary.window
    first = now + timedelta(hours=window.hours - min(window.alarm_hours, default=window.hours))
    with corridor.db.read() as tx:
        near = case_store.running_until(tx, first, max(window.alarm_hours, default=0))
        raised = case_store.alarms_raised(tx, [case.id for case in near])
    count = 0
    for case in near:
        due = corridor.secretary.alarms(case, raised[case.id], now)
        if not due:
            continue
        written = corridor.secretary.alarm(case, due[-1], now)
        with corridor.db.begin() as tx:
            for hours in due:
                count += cases.alarm(tx, case, hours, written if hours == due[-1] else (), at=now)
    return count


def acknowledge_waiting(corridor: Corridor, headers: Callable[[bytes], InboundMail]) -> int:
    """Return how many mails, undecided for five minutes, were acknowledged; each now has a case."""
    if corridor.is_shadow:
        return 0
    now = corridor.now()
    before = now - timedelta(minutes=corridor.secretary.policy.acknowledge_after_minutes)
    with corridor.db.read() as tx:
        waiting = mails.ungreeted(tx, before, _AT_ONCE)
    return sum(_acknowledge(corridor, mail_id, headers) for mail_id in waiting)


def _acknowledge(corridor: Corridor, mail_id: int, headers: Callable[[bytes], InboundMail]) -> bool:
    now = corridor.now()
    with corridor.db.read() as tx:
        mail, raw = mails.one(tx, mail_id), mails.raw(tx, mail_id)
    try:
        inbound = headers(raw)
    except UnreadableMail:  # it is on its way to the desk, and holds up nobody else's letter
        with corridor.db.begin() as tx:
            mails.greet(tx, mail_id)
        return False
    opened = corridor.reception.greet(corridor.db, mail, inbound, now=now)
    if opened is None:
        return False
    with corridor.db.read() as tx:
        case = case_store.one(tx, opened.case_id)
    written = corridor.secretary.waiting(opened.who, case, mail.inbox, now)
    with corridor.db.begin() as tx:
        return cases.acknowledge(tx, case.id, written, at=now)


def remind_silent(corridor: Corridor) -> int:
    """Return how many customers were reminded, once for each question, of what they were asked two days ago."""
    if corridor.is_shadow:
        return 0
    now = corridor.now()
    asked_before = now - timedelta(hours=corridor.secretary.window.remind_after_hours)
    with corridor.db.read() as tx:
        silent = case_store.silent_since(tx, asked_before, _AT_ONCE)
    return sum(_remind(corridor, case) for case in silent)


def _remind(corridor: Corridor, case: Case) -> bool:
    now = corridor.now()
    written = corridor.secretary.follow_up("remind", case, now)
    if written is None:  # the address has had enough for today: another day
        return False
    with corridor.db.begin() as tx:
        return cases.remind(tx, case, written, at=now) and bool(written)


def close_silent(corridor: Corridor) -> int:
    """Return how many cases ended because nobody answered: closed kindly, or handed to staff with what was received."""
    if corridor.is_shadow:
        return 0
    now, window = corridor.now(), corridor.secretary.window
    asked_before = now - timedelta(days=window.close_after_days)
    reminded_before = now - timedelta(hours=window.remind_after_hours)  # a late reminder has its time too
    with corridor.db.read() as tx:
        silent = case_store.silent_since(tx, asked_before, _AT_ONCE, reminded_before=reminded_before)
    return sum(_close(corridor, case) for case in silent)


def _close(corridor: Corridor, case: Case) -> bool:
    now = corridor.now()
    written = corridor.secretary.follow_up("close", case, now)
    if written is None:
        return False
    with corridor.db.begin() as tx:
        return cases.close_kindly(tx, case, written, corridor.secretary.window, at=now)


def forget_visits(corridor: Corridor) -> int:
    """Return how many sessions that ended, and counters of failed sign-ins that count no more, were removed."""
    now = corridor.now()
    quiet = now - _FAILURES_COUNT
    with corridor.db.read() as tx:
        if not sessions.are_old(tx, ended_before=now, failed_before=quiet):
            return 0
    with corridor.db.begin() as tx:
        return sessions.end_old(tx, before=now) + sessions.forget_quiet(tx, before=quiet)
