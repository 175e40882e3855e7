"""The time, and what happens by it: each inbox polled on its own interval, the sweeps each minute."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from bot import polling, sweeps
from bot.errors import ComprobotError, EntryRefused
from bot.inbox.patience import Patience

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from apscheduler.schedulers.background import BackgroundScheduler

    from bot.model import InboundMail
    from bot.pipeline import Corridor
    from bot.polling import Polled
    from bot.watching import Watch

_SWEEP_SECONDS = 60


def now() -> datetime:
    """Return this instant, aware and in UTC: everybody else is handed it."""
    return datetime.now(UTC)  # noqa: TID251  the one place


def schedule(
    corridor: Corridor,
    inboxes: Sequence[tuple[Polled, int]],
    headers: Callable[[bytes], InboundMail],
    resolve: Callable[[], int] = lambda: 0,
    watch: Watch | None = None,
) -> BackgroundScheduler:
    """Return the scheduler, not yet started; `inboxes` are given with their interval in seconds.

    `resolve` sees to letters in doubt, `watch` to the bot itself.

    One inbox is never polled twice at once; what was missed while the process slept runs once.
    """
    from apscheduler.schedulers.background import BackgroundScheduler

    resting: dict[str, Rest] = {polled.name: Rest(Patience(polled.name)) for polled, _ in inboxes}
    scheduler = BackgroundScheduler(
        timezone=UTC, job_defaults={"max_instances": 1, "coalesce": True, "misfire_grace_time": None}
    )
    for polled, seconds in inboxes:
        scheduler.add_job(
            rested, "interval", args=(corridor, polled, resting[polled.name], watch), seconds=seconds,
            next_run_time=now(), id=poll_of(polled.name),
        )  # fmt: skip
    own = (("doubts", resolve), ("watch", watch.look if watch else lambda: 0))
    for name, sweep in (*_sweeps(corridor, headers), *own):
        scheduler.add_job(_quietly, "interval", args=(corridor, name, sweep), seconds=_SWEEP_SECONDS, id=name)
    return scheduler


@dataclass
class Rest:
    """Until when an inbox that failed is left alone, and whether its server spoke of news since one looked."""

    patience: Patience
    until: datetime | None = None
    has_news: bool = False


def poll_of(inbox: str) -> str:
    """Return the name of the job that polls an inbox."""
    return f"poll-{inbox}"


def bring_forward(scheduler: BackgroundScheduler, inbox: str) -> None:
    """Let the poll of an inbox run now, or once more if it is running: its server says that mail has come."""
    job = scheduler.get_job(poll_of(inbox))
    if job is None:
        return
    for rest in job.args:
        if isinstance(rest, Rest):
            rest.has_news = True
    job.modify(next_run_time=now())


def rested(corridor: Corridor, polled: Polled, rest: Rest, watch: Watch | None = None) -> None:
    """Poll one inbox unless it is left alone after failures (B14, B15); a refused entry is told at once."""
    at = corridor.now()
    if rest.until is not None and at < rest.until:
        return
    try:
        rest.has_news = True
        while rest.has_news:  # what comes behind the back of a running poll would wait for the next one
            rest.has_news = False
            look(corridor, polled)
    except ComprobotError as error:
        seconds = rest.patience.after_failure(refused=isinstance(error, EntryRefused))
        rest.until = at + timedelta(seconds=seconds)
        corridor.log("inbox_away", inbox=polled.name, error=str(error), again_in=round(seconds))
        if watch is not None and isinstance(error, EntryRefused):
            watch.refused(polled.name, error)
        return
    rest.patience.after_success()
    rest.until = None
    if watch is not None:
        watch.let_in(polled.name)


def poll(corridor: Corridor, polled: Polled) -> bool:
    """Poll one inbox once; return False, with the reason logged, when it is away."""
    try:
        look(corridor, polled)
    except ComprobotError as error:
        corridor.log("inbox_away", inbox=polled.name, error=str(error))
        return False
    return True


def look(corridor: Corridor, polled: Polled) -> None:
    """Poll one inbox and log what came; DoorClosed when it is away."""
    found = polling.poll(corridor, polled)
    for folder in found:
        if folder.fetched or folder.left:
            corridor.log("inbox_polled", inbox=polled.name, fetched=folder.fetched, left=folder.left)


def _sweeps(corridor: Corridor, headers: Callable[[bytes], InboundMail]) -> tuple[tuple[str, Callable[[], int]], ...]:
    return (
        ("alarms", lambda: sweeps.raise_alarms(corridor)),
        ("acknowledgements", lambda: sweeps.acknowledge_waiting(corridor, headers)),
        ("reminders", lambda: sweeps.remind_silent(corridor)),
        ("closings", lambda: sweeps.close_silent(corridor)),
        ("visits", lambda: sweeps.forget_visits(corridor)),
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
