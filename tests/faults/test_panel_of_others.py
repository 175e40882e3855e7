"""The panel belongs to somebody else: each way in which it, the line or we may fail, and its own ledger tells (B40)."""

from __future__ import annotations

import pickle
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa
from fake_panel import SECRET, FakePanel
from fault_mails import NEVER
from houses import MORNING
from invariants import violations
from outside import Outside
from test_every_call import KINDS, again

from bot.store.db import Database
from bot.store.tables import activations, alarms

if TYPE_CHECKING:
    from pathlib import Path

    from fake_panel import Fault
    from lives import Life, Lives
    from mornings import Morning

FAULTS: tuple[Fault, ...] = ("dies_before", "dies_after", "500_before", "500_after", "slow_before", "slow_after", "425")
PLACES = ("panel", "panel_answered")


def life_of(morning: Morning, outside: Outside, panel: FakePanel, failpoints: str = "") -> Life:
    """Return a life whose panel is this one."""
    life = morning.life(outside, failpoints)
    own = {"KIND": "webhook", "URL": panel.url, "SECRET": SECRET, "TIMEOUT_SECONDS": "1"}
    return replace(life, environment={**life.environment, **{f"COMPROBOT_PANEL__{k}": v for k, v in own.items()}})


def states(url: str) -> list[str]:
    db = Database(url)
    with db.read() as tx:
        found = sorted(tx.execute(sa.select(activations.c.state)).scalars())
    db.close()
    return found


def calls_of(lives: Lives, morning: Morning, told: Path) -> tuple[int, int]:
    """Return how often a quiet life calls the panel, and how many slips are on then."""
    with Outside() as outside, FakePanel() as panel:
        life = replace(life_of(morning, outside, panel), told=told)
        assert lives.whole(life) == 0
        assert violations(life.url, outside, never=NEVER, panel=panel) == []
        return pickle.loads(told.read_bytes())["panel"], len(panel.switched)


def faults_of(lives: Lives, morning: Morning, failing: str, faults: tuple[Fault, ...], slips: int) -> list[str]:
    """Return what is wrong after a life with this failpoint and these faults of the panel, and one without."""
    with Outside() as outside, FakePanel(slowness=1.5) as panel:
        panel.faults += faults
        life = life_of(morning, outside, panel, failing)
        lives.whole(life)
        panel.faults.clear()
        ended = lives.whole(again(life))
        wrong = violations(life.url, outside, never=NEVER, deaths=1, panel=panel)
        wrong += [f"the second life ended with {ended}"] if ended else []
        wrong += [f"{len(panel.switched)} slips are on, not {slips}"] if len(panel.switched) != slips else []
        wrong += [f"activations: {found}"] if set(found := states(life.url)) != {"confirmed"} else []
    return [f"{failing} {faults}: {one}" for one in wrong]


def test_a_few_faults_of_a_panel_that_belongs_to_somebody_else(lives: Lives, morning: Morning) -> None:
    """B30, B40, I3: a slice of the long run; it did it and did not say so, twice, and then we die before we know."""
    assert faults_of(lives, morning, "panel_answered@3=kill", ("500_after", "dies_after"), slips=5) == []


@pytest.mark.faults
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("kind", KINDS)
def test_every_call_of_a_panel_that_belongs_to_somebody_else(
    kind: str, lives: Lives, morning: Morning, tmp_path: Path
) -> None:
    """C1, B40"""
    most, slips = calls_of(lives, morning, tmp_path / "calls")
    runs = [f"{place}@{number}={kind}" for place in PLACES for number in range(1, most + 1)]

    assert [wrong for run in runs for wrong in faults_of(lives, morning, run, (), slips)] == []


@pytest.mark.faults
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("failing", ["", "panel_answered@1=kill", "panel@2=kill", "panel_answered@2=exception"])
def test_every_fault_of_a_panel_that_belongs_to_somebody_else(
    fault: Fault, failing: str, lives: Lives, morning: Morning, tmp_path: Path
) -> None:
    """B40: the first call, the first three, and each call of a life."""
    _, slips = calls_of(lives, morning, tmp_path / "calls")

    wrong = [one for n in (1, 3) for one in faults_of(lives, morning, failing, (fault,) * n, slips)]

    assert wrong == []


def test_a_panel_that_is_away_for_a_day_is_told_in_time(lives: Lives, morning: Morning) -> None:
    """I10, B120: it does not answer, we die as well, and each payment has its alarm before its deadline."""
    lived = ((0, ""), (4.1, "commit@3=kill"), (4.2, ""), (25, ""))
    with Outside() as outside, FakePanel() as panel:
        panel.is_mute = True
        first = life_of(morning, outside, panel)
        for hours, failing in lived:
            starts = MORNING + timedelta(hours=hours)
            lives.whole(replace(first, starts=starts, rounds=3, failpoints=failing))

        after = MORNING + timedelta(hours=25)
        assert violations(first.url, outside, never=NEVER, deaths=1, now=after, panel=panel) == []
        assert panel.switched == {}
        assert "owed" in states(first.url)

        forget_alarms(first.url)
        assert {line[:4] for line in violations(first.url, outside, deaths=1, now=after, panel=panel)} == {"I10:"}


def forget_alarms(url: str) -> None:
    db = Database(url)
    with db.begin() as tx:
        tx.execute(sa.delete(alarms))
    db.close()
