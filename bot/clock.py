"""The time, and what happens by it: each inbox polled on its own interval, the sweeps each minute."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bot import polling, sweeps
from bot.errors import ComprobotError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from apscheduler.schedulers.background import BackgroundScheduler

    from bot.model import InboundMail
    from bot.pipeline import Corridor
    from bot.polling import Polled

_SWEEP_SECONDS = 60


def now() -> datetime:
    """Return this instant, aware and in UTC: everybody else is handed it."""
    return datetime.now(UTC)  # noqa: TID251  the one place


def schedule(
    corridor: Corridor,
    inboxes: Sequence[tuple[Polled, int]],
    headers: Callable[[bytes], InboundMail],
) -> BackgroundScheduler:
    """Return the scheduler, not yet started; `inboxes` are given with their interval in seconds.

    One inbox is never polled twice at once; what was missed while the process slept runs once.
    """
    from apscheduler.schedulers.background import BackgroundScheduler

    scheduler = BackgroundScheduler(
        timezone=UTC, job_defaults={"max_instances": 1, "coalesce": True, "misfire_grace_time": None}
    )
    for polled, seconds in inboxes:
        scheduler.add_job(
            poll, "interval", args=(corridor, polled), seconds=seconds, next_run_time=now(), id=f"poll-{polled.name}"
        )
    for name, sweep in _sweeps(corridor, headers):
        scheduler.add_job(_quietly, "interval", args=(corridor, name, sweep), seconds=_SWEEP_SECONDS, id=name)
    return scheduler


def poll(corridor: Corridor, polled: Polled) -> bool:
    """Poll one inbox; return False, with the reason logged, when it is away: the next interval tries again."""
    try:
        found = polling.poll(corridor, polled)
    except ComprobotError as error:
        corridor.log("inbox_away", inbox=polled.name, error=str(error))
        return False
    for folder in found:
        if folder.fetched or folder.left:
            corridor.log("inbox_polled", inbox=polled.name, fetched=folder.fetched, left=folder.left)
    return True


def _sweeps(corridor: Corridor, headers: Callable[[bytes], InboundMail]) -> tuple[tuple[str, Callable[[], int]], ...]:
    return (
        ("alarms", lambda: sweeps.raise_alarms(corridor)),
        ("acknowledgements", lambda: sweeps.acknowledge_waiting(corridor, headers)),
    )


def _quietly(corridor: Corridor, name: str, sweep: Callable[[], int]) -> None:
    """Run one sweep; what it could not do now is due again in a minute, for it is computed from the data."""
    try:
        count = sweep()
    except ComprobotError as error:
        corridor.log("sweep_failed", sweep=name, error=str(error))
        return
    if count:
        corridor.log("swept", sweep=name, count=count)
