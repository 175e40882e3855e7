"""The promise in words."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.desk.clocks import Pill, moment, promise
from bot.model import Case

ZONE = "America/Mexico_City"
NOW = datetime(2026, 11, 22, 16, 0, tzinfo=UTC)  # 10:00 there


def case(**more: Any) -> Case:
    usual = {"state": "desk", "deadline": NOW, "stopped_at": None}
    return Case(id=1, opened_at=NOW, customer=None, address=None, subject="", **{**usual, **more})


@pytest.mark.parametrize(
    ("left", "pill"),
    [
        (timedelta(hours=20), Pill("Quedan 20 h · vence mañana 06:00", "")),
        (timedelta(hours=5, minutes=12), Pill("Quedan 5 h 12 min · vence hoy 15:12", "warn")),
        (timedelta(minutes=42), Pill("Quedan 42 min · vence hoy 10:42", "stop")),
        (-timedelta(minutes=35), Pill("Vencido hace 35 min", "late")),
    ],
)
def test_time_is_words_first_and_colour_second(left: timedelta, pill: Pill) -> None:
    assert promise(case(deadline=NOW + left), NOW, ZONE) == pill


def test_a_clock_that_stands_still_alarms_nobody() -> None:
    """A question to the customer stops it, an end ends it."""
    waits = case(state="waiting_customer", stopped_at=NOW - timedelta(days=1))

    assert promise(waits, NOW, ZONE) == Pill("Espera al cliente desde ayer 10:00")
    assert promise(case(state="activated"), NOW, ZONE) == Pill("Activado", "ok")


def test_far_days_have_their_name_and_other_years_their_number() -> None:
    assert moment(datetime(2026, 11, 13, 16, 0, tzinfo=UTC), NOW, ZONE) == "vie 13 nov 10:00"
    assert moment(datetime(2025, 3, 3, 16, 0, tzinfo=UTC), NOW, ZONE) == "lun 3 mar 2025 10:00"
