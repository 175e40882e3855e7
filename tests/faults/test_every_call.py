"""C1: every call of every failpoint fails once in every way, the bot starts again, and nothing is lost or doubled."""

from __future__ import annotations

import pickle
from collections import Counter
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa
from fault_mails import NEVER
from houses import MORNING
from invariants import violations
from outside import Outside, message_id

from bot.store.db import Database
from bot.store.tables import activations, claims, letters, mails, panels, slips

if TYPE_CHECKING:
    from pathlib import Path

    from lives import Life, Lives
    from mornings import Morning

KINDS = ("kill", "exception", "disk_full")
SLICE = 6  # runs of the normal test run, spread over all


@dataclass(frozen=True)
class End:
    """What a run comes to, by content and not by the number of a row."""

    slips: frozenset[tuple[str, str]]
    panels: tuple[int, ...]
    activations: Counter[str]
    outcomes: Counter[tuple[str, str | None]]
    claims: Counter[str]
    letters: Counter[tuple[str, str]]


def end_of(url: str, outside: Outside) -> End:
    db = Database(url)
    with db.read() as tx:
        rows = {row.message_id: row for row in tx.execute(sa.select(letters))}
        end = End(
            frozenset((r.reference, r.status) for r in tx.execute(sa.select(slips))),
            tuple(sorted(tx.execute(sa.select(panels.c.stamps)).scalars())),
            Counter(tx.execute(sa.select(activations.c.state)).scalars()),
            Counter((r.state, r.outcome) for r in tx.execute(sa.select(mails.c.state, mails.c.outcome))),
            Counter(tx.execute(sa.select(claims.c.state)).scalars()),
            Counter((s.recipients[0], rows[message_id(s)].kind) for s in outside.outbound),
        )
    db.close()
    return end


def calls_of(lives: Lives, morning: Morning, told: Path) -> tuple[dict[str, int], End]:
    """Return how often an undisturbed life calls each failpoint, and what it comes to."""
    with Outside() as outside:
        life = replace(morning.life(outside), told=told)
        assert lives.whole(life) == 0
        assert violations(life.url, outside, never=NEVER) == []
        return pickle.loads(told.read_bytes()), end_of(life.url, outside)


def every_run(calls: dict[str, int]) -> list[str]:
    return [
        f"{place}@{number}={kind}" for kind in KINDS for place, most in calls.items() for number in range(1, most + 1)
    ]


def again(life: Life, number: int = 1) -> Life:
    """Return the next life over the same database, a while later."""
    return replace(life, failpoints="", starts=MORNING + timedelta(minutes=10 * number), jumps=())


def faults_of(lives: Lives, morning: Morning, failing: str, whole: End) -> list[str]:
    """Return what is wrong after a life with this failpoint and one without."""
    with Outside() as outside:
        life = morning.life(outside, failing)
        lives.whole(life)
        ended = lives.whole(again(life))
        wrong = violations(life.url, outside, never=NEVER, deaths=1)
        end = end_of(life.url, outside)
    wrong += [f"the second life ended with {ended}"] if ended else []
    for name in ("slips", "panels", "activations", "outcomes"):
        if getattr(end, name) != getattr(whole, name):
            wrong.append(f"{name}: {getattr(end, name)}, not {getattr(whole, name)}")
    owed = {one: n for one, n in whole.letters.items() if one[1] in ("activation", "manual")}
    for one, number in owed.items():
        if not number <= end.letters[one] <= number + 1:
            wrong.append(f"letter {one}: {end.letters[one]} went out")
    return [f"{failing}: {one}" for one in wrong]


def test_a_few_calls_of_every_kind(lives: Lives, morning: Morning, tmp_path: Path) -> None:
    """B30, I1-I9: a slice of the long run below."""
    calls, whole = calls_of(lives, morning, tmp_path / "calls")
    runs = every_run(calls)
    chosen = runs[:: max(1, len(runs) // SLICE)]

    assert {"commit", "committed", "imap", "smtp", "smtp_answered", "panel"} <= calls.keys()
    assert [wrong for run in chosen for wrong in faults_of(lives, morning, run, whole)] == []


@pytest.mark.faults
@pytest.mark.timeout(7200)
@pytest.mark.parametrize("kind", KINDS)
def test_every_call(kind: str, lives: Lives, morning: Morning, tmp_path: Path) -> None:
    """C1, B30: each commit and each call of a door, before and after the deed."""
    calls, whole = calls_of(lives, morning, tmp_path / "calls")

    wrong = [one for run in every_run(calls) if run.endswith(kind) for one in faults_of(lives, morning, run, whole)]

    assert wrong == []
