"""An instant that was promised -> how a customer reads it: "a más tardar mañana a las 10:02"."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.letters.window import day_in_words

if TYPE_CHECKING:
    from datetime import datetime

_WEEKDAYS = ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo")


def promised(until: datetime, now: datetime, zone: str) -> str:
    """Return by when something is done; once that has passed, that it is being hurried.

    >>> from datetime import UTC, datetime, timedelta
    >>> ten = datetime(2026, 11, 24, 16, 2, tzinfo=UTC)
    >>> promised(ten, ten - timedelta(hours=3), "America/Mexico_City")
    'a más tardar hoy a las 10:02'
    >>> promised(ten, ten - timedelta(hours=20), "America/Mexico_City")
    'a más tardar mañana a las 10:02'
    >>> promised(ten, ten + timedelta(hours=1), "America/Mexico_City")
    'lo antes posible: ya le damos prisa'
    """
    if until <= now:
        return "lo antes posible: ya le damos prisa"
    return f"a más tardar {day_and_time(until, now, zone)}"


def day_and_time(instant: datetime, now: datetime, zone: str) -> str:
    """Return an instant as people say it: hoy, mañana or ayer, else its weekday and day.

    >>> from datetime import UTC, datetime
    >>> day_and_time(datetime(2026, 11, 21, 16, tzinfo=UTC), datetime(2026, 11, 24, tzinfo=UTC), "America/Mexico_City")
    'el sábado 21 de noviembre a las 10:00'
    """
    local, today = instant.astimezone(ZoneInfo(zone)), now.astimezone(ZoneInfo(zone)).date()
    near = {0: "hoy", 1: "mañana", -1: "ayer"}.get((local.date() - today).days)
    day = near or f"el {_WEEKDAYS[local.weekday()]} {day_in_words(local.date())}"
    return f"{day} a las {local:%H:%M}"
