"""The database and the clock -> what a monitor asks over HTTP: is it alive, is it ready."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from bot.errors import DoorClosed
from bot.store import health, troubles

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime
    from pathlib import Path

    from fastapi import APIRouter

    from bot.store.db import Database, Tx

_LEAST_DISK = 2 * 1024**3  # bytes
_POLLS_MISSED = 3  # intervals without a poll after which an inbox counts as unread
_OLDEST_LETTER = 3600  # seconds a letter may wait before the outbox counts as stuck


def router(db: Database, intervals: Mapping[str, int], now: Callable[[], datetime]) -> APIRouter:
    """Return the routes for a monitor; `intervals` are the seconds between two polls of each inbox (B126)."""
    from fastapi import APIRouter
    from fastapi.responses import JSONResponse

    health_routes = APIRouter()

    @health_routes.get("/health/live")
    def live() -> dict[str, str]:
        return {"status": "alive"}

    @health_routes.get("/health/ready")
    def ready() -> JSONResponse:
        wrong = complaints(db, intervals, now())
        said = {"status": "ready"} if not wrong else {"status": "not ready", "complaints": wrong}
        return JSONResponse(said, status_code=503 if wrong else 200, headers={"Cache-Control": "no-store"})

    return health_routes


def at_a_glance(tx: Tx, intervals: Mapping[str, int], now: datetime) -> tuple[str, ...]:
    """Return what every page of the desk says of the bot: inboxes unread, and what it told the administrator."""
    unread = _unread(health.last_polls(tx), intervals, now)
    told = tuple(
        f"{one.headline}." for one in troubles.all_standing(tx) if not (unread and one.name.startswith("inbox"))
    )
    return (*unread, *told)


def _unread(polled: Mapping[str, datetime], intervals: Mapping[str, int], now: datetime) -> tuple[str, ...]:
    return tuple(
        f"El buzón {inbox} no se ha revisado a tiempo."
        for inbox, seconds in intervals.items()
        if inbox not in polled or (now - polled[inbox]).total_seconds() > _POLLS_MISSED * seconds
    )


def complaints(db: Database, intervals: Mapping[str, int], now: datetime) -> list[str]:
    """Return a sentence for each thing that keeps the promise in danger; no secret, no customer in it."""
    try:
        with db.begin() as tx:
            health.probe(tx)
            polled = health.last_polls(tx)
            waiting = health.oldest_queued_letter(tx)
            paused = troubles.standing(tx, "outbox")
    except DoorClosed:
        return ["La base de datos no acepta escritura."]
    wrong = [*_unread(polled, intervals, now)]
    if waiting is not None and (now - waiting).total_seconds() > _OLDEST_LETTER:
        wrong.append("Hay cartas que esperan hace más de una hora.")
    if paused is not None:
        wrong.append(f"{paused.headline}.")
    return wrong + _full(db.file())


def _full(file: Path | None) -> list[str]:
    if file is None or shutil.disk_usage(file.resolve().parent).free >= _LEAST_DISK:
        return []
    return ["Quedan menos de 2 GB en el disco de la base de datos."]
