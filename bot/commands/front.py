"""Options of a command -> a House, closed at the end, and lines on the screen."""

from __future__ import annotations

import json
import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path

    from bot.app import House


def house(
    config: Path | None, database: str | None, *, log: Callable[..., None] = lambda *_, **__: None
) -> AbstractContextManager[House]:
    """Return the house of this process's environment, to be opened by `with`; SettingsMistake as it opens."""
    from bot import app

    return app.opened(config, environment=os.environ, database=database, log=log)


def log_lines(*, beside_progress: bool = False) -> Callable[..., None]:
    """Return what writes one masked line an event to the error stream: JSON unless a person watches.

    `beside_progress`: a person who watches a bar grow is not shown the lines.
    """
    if beside_progress and sys.stderr.isatty():
        return lambda *_, **__: None
    import structlog

    from bot import logs

    logs.set_up(sys.stderr, json=not sys.stderr.isatty())
    written: Callable[..., None] = structlog.get_logger().info
    return written


@contextmanager
def progress(words: str, total: int) -> Iterator[Callable[[int], None]]:
    """Yield what is told how many of `total` are done: a bar while a person watches, nothing else."""
    if total < 2 or not sys.stderr.isatty():
        yield lambda _done: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(words, total=total)
        yield lambda done: bar.update(task, completed=done)


def csv_text(file: Path) -> str:
    """Return the text of a CSV; ComprobotError when it cannot be opened or is not in UTF-8."""
    from bot.errors import ComprobotError

    try:
        return file.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise ComprobotError(f"{file}: no se puede abrir ({error.strerror}).") from error
    except UnicodeDecodeError as error:
        raise ComprobotError(f"{file}: no está en UTF-8; en Excel guárdelo como «CSV UTF-8».") from error


def print_json(row: Mapping[str, Any]) -> None:
    """Write one JSON line, at once, for the program that waits for it."""
    sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def print_table(title: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Write a table for a person."""
    from rich.console import Console
    from rich.table import Table

    table = Table(*columns, title=title, title_justify="left")
    for row in rows:
        table.add_row(*row)
    Console().print(table)
