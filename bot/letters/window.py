"""Instants -> the deadline of a case, its alarms, and both in words."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from datetime import date

    from bot.model import Window

_OLDEST = timedelta(days=7)
_AHEAD = timedelta(minutes=5)

_WEEKDAYS = ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo")
_MONTHS = (
    "enero", "febrero", "marzo", "abril", "mayo", "junio",
    "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre",
)  # fmt: skip

# Ley de los Husos Horarios en los Estados Unidos Mexicanos, DOF 2022-10-28; the border towns go by their own name
_ZONE_WORDS = {
    "America/Mexico_City": "hora del centro",
    "America/Monterrey": "hora del centro",
    "America/Merida": "hora del centro",
    "America/Chihuahua": "hora del centro",
    "America/Cancun": "hora del sureste",
    "America/Mazatlan": "hora del Pacífico",
    "America/Hermosillo": "hora del Pacífico",
    "America/Tijuana": "hora del noroeste",
    "America/Ciudad_Juarez": "hora de Ciudad Juárez",
}


def bounded_arrival(internal_date: datetime | None, now: datetime) -> datetime:
    """Return the server's INTERNALDATE when it lies in the last 7 days or the next 5 minutes, else `now` (B119)."""
    if internal_date is None or not now - _OLDEST <= internal_date <= now + _AHEAD:
        return now
    return internal_date


def deadline(arrived_at: datetime, window: Window) -> datetime:
    """Return the instant promised to a receipt that arrived at `arrived_at`, in elapsed hours."""
    return arrived_at + timedelta(hours=window.hours)


def resumed(deadline: datetime, stopped_at: datetime, now: datetime, window: Window) -> datetime:
    """Return the new deadline once the customer has answered: what was left, at least `least_hours_after_answer`."""
    left = max(deadline - stopped_at, timedelta(hours=window.least_hours_after_answer))
    return now + left


def time_left(deadline: datetime, stopped_at: datetime | None, now: datetime) -> timedelta:
    """Return what is left of the promise, negative when late; while the clock stands still it stays the same."""
    return deadline - (stopped_at or now)


def alarms_due(
    deadline: datetime, stopped_at: datetime | None, raised: frozenset[int], now: datetime, window: Window
) -> tuple[int, ...]:
    """Return the alarm hours that have passed and were not raised yet, earliest first; none while the clock stands."""
    if stopped_at is not None:
        return ()
    elapsed = timedelta(hours=window.hours) - time_left(deadline, None, now)
    return tuple(h for h in sorted(window.alarm_hours) if h not in raised and timedelta(hours=h) <= elapsed)


def marks_ahead(deadline: datetime, now: datetime, window: Window) -> tuple[int, ...]:
    """Return the alarm hours that a clock which has just been set on still passes, or stands at."""
    elapsed = timedelta(hours=window.hours) - time_left(deadline, None, now)
    return tuple(hours for hours in sorted(window.alarm_hours) if timedelta(hours=hours) >= elapsed)


def day_in_words(day: date) -> str:
    """Return a calendar day without its year: "23 de noviembre"."""
    return f"{day.day} de {_MONTHS[day.month - 1]}"


def in_words(instant: datetime, zone: str) -> str:
    """Return an instant as customers read it.

    >>> from datetime import UTC
    >>> in_words(datetime(2026, 11, 24, 16, 2, tzinfo=UTC), "America/Mexico_City")
    'martes 24 de noviembre, 10:02 (hora del centro)'
    """
    local = instant.astimezone(ZoneInfo(zone))
    words = _ZONE_WORDS.get(zone) or "hora de " + zone.rpartition("/")[2].replace("_", " ")
    return f"{_WEEKDAYS[local.weekday()]} {day_in_words(local)}, {local:%H:%M} ({words})"


def left_in_words(deadline: datetime, now: datetime) -> str:
    """Return the time between `now` and the deadline, before or after it, in whole minutes.

    >>> from datetime import UTC
    >>> noon = datetime(2026, 11, 24, 12, tzinfo=UTC)
    >>> left_in_words(noon, noon - timedelta(hours=5, minutes=12)), left_in_words(noon, noon + timedelta(minutes=35))
    ('5 h 12 min', '35 min')
    """
    minutes = int(abs(deadline - now).total_seconds()) // 60
    hours, rest = divmod(minutes, 60)
    if hours and rest:
        return f"{hours} h {rest} min"
    return f"{hours} h" if hours else f"{rest} min"
