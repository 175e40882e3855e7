"""Instant -> the calendar day that a payer in Mexico would write."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

# The centre has had no summer time since 2022-10-30; the border's hour lies inside the day of tolerance (B121, B123).
CENTRE = timezone(timedelta(hours=-6))


def local_day(instant: datetime) -> date:
    """Return the day of an aware instant in the centre of Mexico.

    >>> from datetime import UTC
    >>> local_day(datetime(2026, 9, 15, 3, 0, tzinfo=UTC))
    datetime.date(2026, 9, 14)
    """
    return instant.astimezone(CENTRE).date()


def in_numbers(day: date) -> str:
    """Return a day as Mexicans write it in numbers.

    >>> in_numbers(date(2026, 9, 14))
    '14/09/2026'
    """
    return f"{day:%d/%m/%Y}"
