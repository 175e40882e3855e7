"""report: how good the bot is, in numbers that are counted and not felt."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot import reporting
from bot.commands.front import house, print_json, print_table
from bot.commands.words import OUTCOMES
from bot.errors import ComprobotError
from bot.letters.window import in_words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bot.reporting import Report, Share

_DID = {**OUTCOMES, "other_slip": "otra constancia", "ignore": "rechazado"}
_MOST_REASONS = 15


def report(since: str | None, config: Path | None, database: str | None, *, json: bool) -> None:
    """Show the quality of all decisions since a day; ComprobotError when the day is none."""
    with house(config, database) as built:
        zone = built.settings.window.zone
        start = instant(since, zone)
        with built.db.read() as tx:
            found = reporting.since(tx, start, now=built.now())
    if json:
        print_json({"since": start.isoformat(), **asdict(found), "automatic_rate": found.automatic.rate})
        return
    title = f"Calidad desde {in_words(start, zone)}" if since else "Calidad desde el principio"
    print_table(title, ("Qué", "Cuánto"), list(_rows(found)))


def instant(day: str | None, zone: str) -> datetime:
    """Return the day's first instant where the vendor lives, the beginning of time for None; ComprobotError."""
    if day is None:
        return datetime(1970, 1, 2, tzinfo=UTC)
    try:
        return datetime.combine(datetime.fromisoformat(day).date(), time(), ZoneInfo(zone)).astimezone(UTC)
    except ValueError:
        raise ComprobotError(f"--since {day}: escriba un día como 2026-11-22.") from None


def _rows(found: Report) -> Iterator[tuple[str, str]]:
    yield "constancias activadas sin una persona", share(found.automatic)
    yield "de la llegada a la activación, la mitad", _span(found.seconds_p50)
    yield "de la llegada a la activación, 95 de 100", _span(found.seconds_p95)
    yield "activadas después de su plazo", share(found.late)
    yield "casos vencidos y abiertos", str(found.overdue)
    for rule, times in found.reviewed[:_MOST_REASONS]:
        yield f"a revisión por {rule}", str(times)
    yield "el personal eligió la primera propuesta", share(found.first_proposal)
    yield "lo mismo, de las referencias corregidas", share(found.preselected)
    for would, did, times in found.shadow:
        yield f"el bot: {OUTCOMES[would]}; el personal: {_DID[did]}", str(times)
    yield "activaciones falsas, según el personal", rate(found.false_activations, found.false_bounds)


def share(one: Share) -> str:
    """Return "23 de 25 (92.0 %)", or that there is nothing to count yet."""
    return f"{one.part} de {one.of} ({100 * one.part / one.of:.1f} %)" if one.of else "todavía ninguna"


def rate(false: Share, bounds: tuple[float, float]) -> str:
    """Return how many were false, with the interval in which their true rate lies at 95 %."""
    if not false.of:
        return "sin casos con qué comparar"
    low, high = (f"{100 * bound:.2f}" for bound in bounds)
    return f"{false.part} de {false.of}; la tasa está entre {low} % y {high} % (confianza de 95 %)"


def _span(seconds: float | None) -> str:
    if seconds is None:
        return "todavía ninguna"
    minutes, hours = round(seconds / 60), seconds / 3600
    return f"{round(seconds)} s" if seconds < 120 else f"{minutes} min" if minutes < 120 else f"{hours:.1f} h"
