"""The 24 hours, with the clock moved by hand."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.letters import window
from bot.model import Window

PROMISE = Window()
ARRIVED = datetime(2026, 11, 23, 16, 2, tzinfo=UTC)
DEADLINE = ARRIVED + timedelta(hours=24)


def hours(count: float) -> timedelta:
    return timedelta(hours=count)


@pytest.mark.parametrize(
    ("internal_date", "believed"),
    [
        (ARRIVED, True),
        (ARRIVED + timedelta(minutes=5), True),
        (ARRIVED + timedelta(minutes=5, seconds=1), False),
        (ARRIVED - timedelta(days=7), True),
        (ARRIVED - timedelta(days=7, seconds=1), False),
        (datetime(2031, 1, 1, tzinfo=UTC), False),
        (datetime(1999, 1, 1, tzinfo=UTC), False),
        (None, False),
    ],
)
def test_arrival_is_believed_only_near_now(internal_date: datetime | None, *, believed: bool) -> None:
    """B119: INTERNALDATE bounded to [now - 7 d, now + 5 min], else the instant of storing."""
    assert window.bounded_arrival(internal_date, ARRIVED) == (internal_date if believed else ARRIVED)


@pytest.mark.parametrize(
    ("arrived_at", "zone", "promised"),
    [
        # Ciudad Juarez follows the United States: forward on 2026-03-08, back on 2026-11-01
        ("2026-03-07T15:30-07:00", "America/Ciudad_Juarez", "domingo 8 de marzo, 16:30 (hora de Ciudad Juárez)"),
        ("2026-10-31T15:30-06:00", "America/Ciudad_Juarez", "domingo 1 de noviembre, 14:30 (hora de Ciudad Juárez)"),
        ("2026-03-07T01:59-08:00", "America/Tijuana", "domingo 8 de marzo, 01:59 (hora del noroeste)"),
        ("2026-03-07T02:01-08:00", "America/Tijuana", "domingo 8 de marzo, 03:01 (hora del noroeste)"),
        ("2026-10-31T15:30-05:00", "America/Matamoros", "domingo 1 de noviembre, 14:30 (hora de Matamoros)"),
        ("2026-10-31T15:30-05:00", "America/Ojinaga", "domingo 1 de noviembre, 14:30 (hora de Ojinaga)"),
        # The rest of Mexico has no daylight saving since 2022-10-30
        ("2026-03-07T15:30-06:00", "America/Mexico_City", "domingo 8 de marzo, 15:30 (hora del centro)"),
        ("2026-04-04T15:30-06:00", "America/Mexico_City", "domingo 5 de abril, 15:30 (hora del centro)"),
        ("2026-03-07T15:30-06:00", "America/Chihuahua", "domingo 8 de marzo, 15:30 (hora del centro)"),
        ("2026-03-07T15:30-05:00", "America/Cancun", "domingo 8 de marzo, 15:30 (hora del sureste)"),
        ("2026-03-07T15:30-07:00", "America/Hermosillo", "domingo 8 de marzo, 15:30 (hora del Pacífico)"),
        ("2026-03-07T15:30-07:00", "America/Mazatlan", "domingo 8 de marzo, 15:30 (hora del Pacífico)"),
    ],
)
def test_a_promise_is_24_elapsed_hours_whatever_the_wall_clock_does(arrived_at: str, zone: str, promised: str) -> None:
    """B118, B121: deadlines are counted in UTC; only the words know the zone."""
    arrived = datetime.fromisoformat(arrived_at).astimezone(UTC)

    ends = window.deadline(arrived, PROMISE)

    assert ends - arrived == hours(24)
    assert window.in_words(ends, zone) == promised


def test_an_answer_gives_back_what_was_left() -> None:
    """B119: the clock stands still while a question is open."""
    asked_at = ARRIVED + hours(2)
    answered_at = asked_at + timedelta(days=3)

    assert window.resumed(DEADLINE, asked_at, answered_at, PROMISE) == answered_at + hours(22)


@pytest.mark.parametrize("asked_after", [20.5, 23.99, 30])
def test_an_answer_leaves_at_least_four_hours(asked_after: float) -> None:
    """B119: with the answer it runs on with what was left, at least 4 h."""
    asked_at = ARRIVED + hours(asked_after)
    answered_at = asked_at + hours(50)

    assert window.resumed(DEADLINE, asked_at, answered_at, PROMISE) == answered_at + hours(4)


@pytest.mark.parametrize(
    ("after", "due"),
    [
        (3.99, ()),
        (4, (4,)),
        (11.99, (4,)),
        (12, (4, 12)),
        (20, (4, 12, 20)),
        (23.99, (4, 12, 20)),
        (24, (4, 12, 20, 24)),
        (300, (4, 12, 20, 24)),
    ],
)
def test_alarms_come_from_data_so_a_late_sweep_loses_none(after: float, due: tuple[int, ...]) -> None:
    """B120: computed from the deadline, not from timers."""
    assert window.alarms_due(DEADLINE, None, frozenset(), ARRIVED + hours(after), PROMISE) == due


def test_an_alarm_is_raised_once() -> None:
    now = ARRIVED + hours(13)

    assert window.alarms_due(DEADLINE, None, frozenset({4, 12}), now, PROMISE) == ()


def test_no_alarm_while_the_customer_is_asked() -> None:
    now = ARRIVED + hours(13)

    assert window.alarms_due(DEADLINE, ARRIVED + hours(3), frozenset(), now, PROMISE) == ()


def test_alarms_count_promise_time_after_an_answer() -> None:
    """B120: asked after 2 h, answered days later: the 4 h alarm comes 2 h after the answer."""
    answered_at = ARRIVED + timedelta(days=4)
    ends = window.resumed(DEADLINE, ARRIVED + hours(2), answered_at, PROMISE)

    assert window.alarms_due(ends, None, frozenset(), answered_at + hours(1.99), PROMISE) == ()
    assert window.alarms_due(ends, None, frozenset(), answered_at + hours(2), PROMISE) == (4,)


def test_time_left_stands_while_the_clock_stands() -> None:
    asked_at = ARRIVED + hours(1)

    assert window.time_left(DEADLINE, asked_at, ARRIVED + hours(40)) == hours(23)
    assert window.time_left(DEADLINE, None, ARRIVED + hours(25)) == hours(-1)


@pytest.mark.parametrize(
    ("minutes", "words"), [(0, "0 min"), (42, "42 min"), (60, "1 h"), (312, "5 h 12 min"), (-35, "35 min")]
)
def test_time_left_reads_as_people_say_it(minutes: int, words: str) -> None:
    assert window.left_in_words(DEADLINE, DEADLINE - timedelta(minutes=minutes)) == words


@pytest.mark.parametrize(("left", "ahead"), [(24, (4, 12, 20, 24)), (18, (12, 20, 24)), (4, (20, 24)), (-1, ())])
def test_a_clock_that_is_set_on_passes_the_marks_that_are_ahead_of_it(left: int, ahead: tuple[int, ...]) -> None:
    """B120"""
    assert window.marks_ahead(ARRIVED + hours(left), ARRIVED, PROMISE) == ahead
