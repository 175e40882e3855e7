"""Options of a command -> a House, closed at the end, and lines on the screen."""

from __future__ import annotations

import json
import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from bot.app import House


@contextmanager
def house(config: Path | None, database: str | None, *, log: Callable[..., None] | None = None) -> Iterator[House]:
    """Yield the house built from the settings; SettingsMistake when they are wrong."""
    from bot import app, settings

    loaded = settings.load(config, environment=os.environ, database=database)
    built = app.House(loaded, app.templates_of(None), log=log or (lambda *_, **__: None))
    try:
        yield built
    finally:
        built.close()


def log_lines() -> Callable[..., None]:
    """Return what writes one masked line an event to the error stream: JSON unless a person watches."""
    import structlog

    from bot import logs

    logs.set_up(sys.stderr, json=not sys.stderr.isatty())
    written: Callable[..., None] = structlog.get_logger().info
    return written


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
