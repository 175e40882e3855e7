"""Counts of the store -> the numbers, days, bars and states that the board shows."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.desk.reasons import GROUPS, group_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from bot.store.board import Came

_POLLS_MISSED = 3  # as bot/web/health.py: intervals without a poll after which an inbox counts as unread
_SLOTS = (
    (5 * 60, "5 min"), (15 * 60, "15 min"), (3600, "1 h"), (4 * 3600, "4 h"), (12 * 3600, "12 h"), (24 * 3600, "24 h"),
)  # fmt: skip
_LATER = "más de 24 h"


@dataclass(frozen=True, slots=True)
class Totals:
    """How the payments of a span, or of one day, stand."""

    by_bot: int  # activated without a person
    by_staff: int  # brought to their end by a person
    waiting: int  # for the customer
    open: int  # for the desk, the bank or the panel

    @property
    def total(self) -> int:
        """Return how many came."""
        return self.by_bot + self.by_staff + self.waiting + self.open

    @property
    def share(self) -> int:
        """Return the percentage that needed no person, whole percent."""
        return round(100 * self.by_bot / self.total) if self.total else 0


@dataclass(frozen=True, slots=True)
class Day(Totals):
    """One day of the span."""

    day: date


@dataclass(frozen=True, slots=True)
class Bar:
    """One row of a chart: its words, its number, and its share of the largest, 0..1."""

    words: str
    count: int
    share: float
    name: str = ""  # what it is filtered by


@dataclass(frozen=True, slots=True)
class Polled:
    """How one inbox stands."""

    inbox: str
    seconds: float | None  # since it was read; None: never
    is_well: bool


def totals(came: Iterable[Came]) -> Totals:
    """Return all of them together."""
    return Totals(*_counted(came))


def _counted(came: Iterable[Came]) -> tuple[int, int, int, int]:
    sums = Counter[str]()
    for one in came:
        sums[_kind(one)] += one.count
    return sums["bot"], sums["staff"], sums["waiting"], sums["open"]


def _kind(one: Came) -> str:
    if one.state == "waiting_customer":
        return "waiting"
    if one.state in ("reading", "activating", "waiting_bank", "desk"):
        return "open"
    return "bot" if one.by_bot else "staff"


def days(came: Sequence[Came], since: datetime, now: datetime, zone: str) -> tuple[Day, ...]:
    """Return every day from `since` to `now` where the vendor lives, those without a payment too."""
    local = ZoneInfo(zone)
    found: dict[date, list[Came]] = {}
    for one in came:
        found.setdefault(one.hour.astimezone(local).date(), []).append(one)
    first, last = since.astimezone(local).date(), now.astimezone(local).date()
    span = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    return tuple(Day(*_counted(found.get(day, ())), day) for day in span)


def percentile(ordered: Sequence[float], share: float) -> float | None:
    """Return the value that `share` (0..1) of the ordered ones do not pass; None of nothing."""
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else None


def times(seconds: Sequence[float]) -> tuple[Bar, ...]:
    """Return how many activations took up to each time; empty when there were none."""
    if not seconds:
        return ()
    slots = Counter(next((words for most, words in _SLOTS if one <= most), _LATER) for one in seconds)
    return _bars([(words, words, slots[words]) for words in (*(words for _, words in _SLOTS), _LATER)])


def reasons(rules: Mapping[str, int]) -> tuple[Bar, ...]:
    """Return the groups of reasons for which payments did not activate by themselves, the most frequent first."""
    groups = Counter[str]()
    for rule, count in rules.items():
        groups[group_of(rule)] += count
    return _bars([(group, GROUPS[group], count) for group, count in groups.most_common()])


def _bars(counted: Sequence[tuple[str, str, int]]) -> tuple[Bar, ...]:
    largest = max((count for _, _, count in counted), default=0) or 1
    return tuple(Bar(words, count, count / largest, name) for name, words, count in counted)


def polls(intervals: Mapping[str, int], polled: Mapping[str, datetime], now: datetime) -> tuple[Polled, ...]:
    """Return how each inbox stands that should be read."""
    found = []
    for inbox, seconds in sorted(intervals.items()):
        ago = (now - polled[inbox]).total_seconds() if inbox in polled else None
        found.append(Polled(inbox, ago, ago is not None and ago <= _POLLS_MISSED * seconds))
    return tuple(found)
