"""run, work and poll: the processes that stay, and the one that looks once."""

from __future__ import annotations

import os
import socket
import sys
import threading
from typing import TYPE_CHECKING

from bot import app, clock, engine
from bot.commands.ending import Ending
from bot.commands.front import house, log_lines
from bot.errors import Busy, ComprobotError, SettingsMistake

if TYPE_CHECKING:
    from pathlib import Path


_GOODBYE = 2.0  # seconds for polls that are nearly done


def run(config: Path | None, database: str | None) -> None:
    """Poll, work and sweep until SIGTERM or Ctrl+C."""
    with house(config, database, log=log_lines()) as built:
        _need_inboxes(built)
        ending = Ending()
        with app.at_work(built, _threads(built)):
            built.log("started", inboxes=[polled.name for polled, _ in built.inboxes()])
            ending.wait()
            built.log("stopping")
    leave()


def work(config: Path | None, database: str | None) -> None:
    """Work what is promised until SIGTERM or Ctrl+C, without polling."""
    with house(config, database, log=log_lines()) as built:
        ending = Ending()
        with engine.alone(built.db):
            workers = built.engine()
            workers.start(_threads(built))
            ending.wait()
            workers.stop()


def poll(config: Path | None, database: str | None, *, once: bool) -> int:
    """Poll each inbox, and work what came when nobody else does; return 1 when an inbox was away."""
    with house(config, database, log=log_lines()) as built:
        _need_inboxes(built)
        ending = Ending()
        while True:
            well = [clock.poll(built.corridor, polled) for polled, _ in built.inboxes()]
            try:
                with engine.alone(built.db):
                    built.engine().work_until_empty()
            except Busy as busy:
                built.log("only_kept", why=str(busy))
            if once or ending.wait(min(seconds for _, seconds in built.inboxes())):
                return 0 if all(well) else 1


def web(config: Path | None, database: str | None) -> None:
    """Serve the health pages until SIGTERM or Ctrl+C."""
    import uvicorn

    with house(config, database, log=log_lines()) as built:
        place = built.settings.web
        _need_free(place.host, place.port)
        uvicorn.run(built.site(), host=place.host, port=place.port, log_config=None, access_log=False)


def _need_free(host: str, port: int) -> None:
    try:
        socket.create_server((host, port)).close()
    except OSError as error:
        raise ComprobotError(
            f"No se puede atender en {host}:{port} ({error.strerror}); cambie [web] en bot.toml."
        ) from error


def leave() -> None:
    """End with exit code 0 although a poll still waits for its server (B37): it may end at any byte, and comes again.

    Python itself would wait for the threads of APScheduler, as long as a silent server lets them.
    """
    polling = [one for one in threading.enumerate() if one is not threading.current_thread()]
    for thread in polling:
        thread.join(_GOODBYE / len(polling))
    sys.stdout.flush()
    sys.stderr.flush()
    if any(thread.is_alive() for thread in polling):
        os._exit(0)


def _need_inboxes(built: app.House) -> None:
    if not built.inboxes():
        raise SettingsMistake(
            f"{built.settings.folder}/inboxes: no hay buzones encendidos; ponga enabled = true en el suyo "
            "(README, «Un buzón real en cinco pasos»)."
        )


def _threads(built: app.House) -> int:
    return built.settings.reader.workers + 1  # one more than can read, so that letters never wait for pictures
