from __future__ import annotations

from datetime import UTC, date, datetime

from bot.matching.days import in_numbers, local_day


def test_midnight_in_the_centre_of_mexico_is_six_in_utc_all_year() -> None:
    """B121: no summer time since 2022-10-30."""
    for month in (1, 7):
        assert local_day(datetime(2026, month, 15, 5, 59, tzinfo=UTC)) == date(2026, month, 14)
        assert local_day(datetime(2026, month, 15, 6, 0, tzinfo=UTC)) == date(2026, month, 15)


def test_days_are_written_day_first() -> None:
    assert in_numbers(date(2026, 3, 4)) == "04/03/2026"
