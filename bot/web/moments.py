"""Instants -> how pages show them, where the vendor lives."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from datetime import date, datetime

_MONTHS = ("ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic")

_LONG_MONTHS = (
    "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre",
    "diciembre",
)  # fmt: skip


def moment(instant: datetime, zone: str) -> str:
    """Return day and time.

    >>> from datetime import UTC, datetime
    >>> moment(datetime(2026, 11, 22, 16, 5, tzinfo=UTC), "America/Mexico_City")
    '22 nov 2026, 10:05'
    """
    local = instant.astimezone(ZoneInfo(zone))
    return f"{day(local.date())}, {local:%H:%M}"


def day(one: date) -> str:
    """Return a calendar day: "22 nov 2026"."""
    return f"{one.day} {_MONTHS[one.month - 1]} {one.year}"


def long_day(one: date) -> str:
    """Return a calendar day as it stands in a sentence: "31 de diciembre de 2026"."""
    return f"{one.day} de {_LONG_MONTHS[one.month - 1]} de {one.year}"


def day_of(instant: datetime, zone: str) -> str:
    """Return the calendar day of an instant."""
    return day(instant.astimezone(ZoneInfo(zone)).date())


def span(seconds: float | None) -> str:
    """Return a time in its largest units.

    >>> span(40), span(130), span(7_800), span(86_400), span(None)
    ('40 s', '2 min', '2 h 10 min', '24 h', 'sin datos')
    """
    if seconds is None:
        return "sin datos"
    minutes = int(seconds) // 60
    if minutes < 2:
        return f"{int(seconds)} s"
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{minutes} min"
    return f"{hours} h {rest} min" if rest else f"{hours} h"
