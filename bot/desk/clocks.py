"""A case and the time -> its promise in the words that staff read, and how much that should worry them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Literal
from zoneinfo import ZoneInfo

from bot.letters.window import left_in_words
from bot.model import FINAL_STATES

if TYPE_CHECKING:
    from datetime import date, datetime

    from bot.model import Case, ClaimState

Tone = Literal["", "ok", "warn", "stop", "late"]

NEAR, SOON = timedelta(hours=4), timedelta(hours=12)
_DAYS = ("lun", "mar", "mié", "jue", "vie", "sáb", "dom")
_MONTHS = ("ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic")
_ENDED: dict[ClaimState, tuple[str, Tone]] = {
    "activated": ("Activado", "ok"),
    "rejected": ("Rechazado", ""),
    "duplicate": ("Repetido", ""),
    "ignored": ("Sin nada que hacer", ""),
    "set_aside": ("Apartado", ""),
}


@dataclass(frozen=True, slots=True)
class Pill:
    """A few words and their colour."""

    words: str
    tone: Tone = ""


def promise(case: Case, now: datetime, zone: str) -> Pill:
    """Return what is left of the promise, with its hour: "Quedan 5 h 12 min · vence hoy 18:41"."""
    if case.state in FINAL_STATES:
        return Pill(*_ENDED[case.state])
    if case.stopped_at is not None:
        since = moment(case.stopped_at, now, zone)
        return Pill(
            f"Espera al cliente desde {since}" if case.state == "waiting_customer" else f"Detenido desde {since}"
        )
    left = case.deadline - now
    if left < timedelta(0):
        return Pill(f"Vencido hace {left_in_words(case.deadline, now)}", "late")
    tone: Tone = "stop" if left < NEAR else "warn" if left < SOON else ""
    return Pill(f"Quedan {left_in_words(case.deadline, now)} · vence {moment(case.deadline, now, zone)}", tone)


def moment(instant: datetime, now: datetime, zone: str) -> str:
    """Return an instant as short as it is clear on the day `now`: "hoy 18:41", "mañana 10:02", "vie 13 nov 09:30"."""
    local, today = instant.astimezone(ZoneInfo(zone)), now.astimezone(ZoneInfo(zone)).date()
    near = {-1: "ayer", 0: "hoy", 1: "mañana"}.get((local.date() - today).days)
    return f"{near or day(local.date(), today)} {local:%H:%M}"


def day(on: date, today: date) -> str:
    """Return a calendar day, its year only when it is another: "vie 13 nov", "lun 3 mar 2025"."""
    year = "" if on.year == today.year else f" {on.year}"
    return f"{_DAYS[on.weekday()]} {on.day} {_MONTHS[on.month - 1]}{year}"
