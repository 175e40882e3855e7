"""What was decided and ruled -> how good the bot is: rates, reasons, times, and how far the rates can be trusted."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.matching.interval import bounds
from bot.store import report as store

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from bot.store.db import Tx
    from bot.store.report import Activated, Decided


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    part: int
    of: int

    @property
    def rate(self) -> float | None:
        """Return the share, 0..1; None of nothing."""
        return self.part / self.of if self.of else None


@dataclass(frozen=True, slots=True)
class Report:
    """How good the bot is since an instant; times in seconds from the arrival of the mail."""

    automatic: Share  # slips activated without a person, of all activated
    reviewed: tuple[tuple[str, int], ...]  # objection -> claims that went to a person with it, the most frequent first
    seconds_p50: float | None
    seconds_p95: float | None
    late: Share  # activations after their deadline
    overdue: int  # cases whose clock ran out and that are still open
    first_proposal: Share  # claims that staff accepted for the first proposal, of those that had one
    preselected: Share  # the same for a reference that was mended
    shadow: tuple[tuple[str, str, int], ...]  # what the bot would have done, what staff did, how often
    false_activations: Share  # of what the bot would have activated: staff did something else
    false_bounds: tuple[float, float]  # of their rate, 0..1, at 95 %


def since(tx: Tx, instant: datetime, *, now: datetime) -> Report:
    """Return the report of all that was decided since the instant."""
    on, claims = store.activated(tx, instant), store.decided(tx, instant)
    ruled = [one for one in claims if one.decided_by != "bot"]
    times = sorted((one.confirmed_at - one.arrived_at).total_seconds() for one in on if one.confirmed_at is not None)
    false = _false(ruled)
    return Report(
        automatic=Share(sum(one.decided_by == "bot" for one in on), len(on)),
        reviewed=tuple(_objections(claims).most_common()),
        seconds_p50=percentile(times, 0.50),
        seconds_p95=percentile(times, 0.95),
        late=Share(sum(_is_late(one) for one in on), len(on)),
        overdue=store.overdue(tx, now),
        first_proposal=_agreed([one for one in ruled if one.proposals]),
        preselected=_agreed([one for one in ruled if one.proposals and one.proposals[0].preselected]),
        shadow=_compared(ruled),
        false_activations=false,
        false_bounds=bounds(false.part, false.of),
    )


def percentile(ordered: Sequence[float], share: float) -> float | None:
    """Return the value that `share` (0..1) of the ordered ones do not pass; None of nothing."""
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else None


def _is_late(one: Activated) -> bool:
    return one.confirmed_at is not None and one.confirmed_at > one.deadline


def _objections(claims: Sequence[Decided]) -> Counter[str]:
    """Count the objections of the bot with which a claim went to a person, a person's own words left out."""
    said = Counter[str]()
    for one in claims:
        if one.because is not None and one.because.outcome == "review":
            said.update(one.because.objections)
        elif one.because is None and one.decided_by == "bot" and one.outcome == "review":
            said.update(one.rules)
    return said


def _agreed(ruled: Sequence[Decided]) -> Share:
    accepted = [one for one in ruled if one.outcome == "activate"]
    return Share(sum(frozenset(one.proposals[0].references) == one.slips for one in accepted), len(accepted))


def _compared(ruled: Sequence[Decided]) -> tuple[tuple[str, str, int], ...]:
    """Return what the bot would have done beside what staff did; what it left to them compares nothing."""
    pairs = Counter(
        (one.because.outcome, _done(one)) for one in ruled if one.because and one.because.outcome in ("activate", "ask")
    )
    return tuple((would, did, times) for (would, did), times in sorted(pairs.items()))


def _done(one: Decided) -> str:
    """Return what staff did: the outcome, or "other_slip" when they activated another one than the bot would have."""
    other = one.because is not None and one.because.outcome == "activate" and one.slips != frozenset(one.because.slips)
    return "other_slip" if one.outcome == "activate" and other else one.outcome


def _false(ruled: Sequence[Decided]) -> Share:
    would = [one for one in ruled if one.because is not None and one.because.outcome == "activate"]
    return Share(sum(_done(one) != "activate" for one in would), len(would))
