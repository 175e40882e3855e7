"""Rows of a list -> a CSV file that a spreadsheet opens without running what a stranger wrote (B97)."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from fastapi.responses import StreamingResponse

from bot.desk.front import Clerk, Front
from bot.store import audit

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_BOM = "\ufeff"  # without it Excel reads UTF-8 as Windows-1252
_AT_ONCE = 200  # rows


def harmless(value: object) -> str:
    """Return the cell's text; one that a spreadsheet would run as a formula begins with an apostrophe.

    >>> harmless("=HYPERLINK(1)"), harmless("935447"), harmless(None), harmless("-5")
    ("'=HYPERLINK(1)", '935447', '', "'-5")
    """
    text = "" if value is None else str(value)
    return f"'{text}" if text.lstrip(" \n").startswith(_FORMULA) or text.startswith("\n") else text


def answer(
    front: Front, clerk: Clerk, name: str, columns: Sequence[str], rows: Iterable[Sequence[object]]
) -> StreamingResponse:
    """Return the file, sent while it is made; that it was taken out is audited (B116)."""
    now = front.now()
    with front.db.begin() as tx:
        audit.write(tx, "list_exported", at=now, actor=clerk.user.email, details={"list": name})
    file = f"{name}-{now:%Y%m%d-%H%M}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{file}"'}
    return StreamingResponse(_lines(columns, rows), media_type="text/csv; charset=utf-8", headers=headers)


def _lines(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    kept = io.StringIO()
    writer = csv.writer(kept)
    kept.write(_BOM)
    writer.writerow(columns)
    for number, row in enumerate(rows, 1):
        writer.writerow([harmless(value) for value in row])
        if number % _AT_ONCE == 0:
            yield _taken(kept)
    yield _taken(kept)


def _taken(kept: io.StringIO) -> str:
    text = kept.getvalue()
    kept.seek(0)
    kept.truncate()
    return text


def iso(instant: datetime | None) -> str:
    """Return an instant as programs read it; "" for none."""
    return instant.isoformat() if instant is not None else ""
