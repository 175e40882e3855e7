"""The text of a CSV -> its rows, and a cell -> what it means, or why it cannot be taken."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.errors import BadRow

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

_ADDRESS = re.compile(r"[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;]+")
# SAT: 12 characters for companies, 13 for persons
RFC = re.compile(r"[A-ZÑ&]{3,4}\d{6}[A-Z\d]{3}")


@dataclass(frozen=True, slots=True)
class BadLine:
    """One row that cannot be taken: its cells as they were written, and why."""

    line: int  # of the file, the header is 1
    cells: tuple[str, ...]  # in the order of the columns
    reason: str

    @property
    def sentence(self) -> str:
        """Return where it stands and why it cannot be taken."""
        return f"Renglón {self.line}: {self.reason}."


@dataclass(frozen=True, slots=True)
class Line:
    """One row as it is written."""

    number: int
    cells: Mapping[str, str]  # by column; "" for what is missing
    is_long: bool  # it has more cells than the header has names

    def bad(self, reason: str) -> BadLine:
        """Return this row as one that cannot be taken."""
        return BadLine(self.number, tuple(self.cells.values()), reason)

    def check(self) -> None:
        """Raise ValueError when its cells do not stand under their columns."""
        if self.is_long:
            raise ValueError("tiene más columnas que el encabezado; un importe con coma va entre comillas")


def lines(text: str, columns: Sequence[str], *, may_be_missing: Collection[str]) -> Iterator[Line]:
    """Yield the rows of a CSV with a header, comma or semicolon, without empty ones.

    BadRow when the header lacks a column, or when what follows is no CSV.
    """
    written = text.removeprefix("\ufeff").splitlines(keepends=True)
    separator = ";" if written and written[0].count(";") > written[0].count(",") else ","
    reader = csv.DictReader(written, delimiter=separator)
    try:
        missing = [name for name in columns if name not in (reader.fieldnames or ()) and name not in may_be_missing]
        if missing:
            raise BadRow(f"Renglón 1: faltan las columnas {', '.join(missing)}; se esperan {', '.join(columns)}.")
        for row in reader:
            cells = {name: (row.get(name) or "").strip() for name in columns}
            if any(cells.values()) or row.get(None):  # Excel leaves rows of nothing but commas
                yield Line(reader.line_num, cells, is_long=bool(row.get(None)))
    except csv.Error as error:
        raise BadRow(f"Renglón {reader.line_num + 1}: no se entiende; revise sus comillas.") from error


def address(text: str, column: str) -> str:
    """Return a mail address in lower case; ValueError when it is none."""
    if not _ADDRESS.fullmatch(text) or not text.isprintable():
        raise ValueError(f"{column} {text!r} no es una dirección de correo")
    return text.lower()


def name(text: str, column: str) -> str:
    """Return a name on one line; ValueError when it is missing, or holds marks that nobody sees."""
    found = " ".join(text.split())
    if not found:
        raise ValueError(f"falta {column}")
    if not found.isprintable():
        raise ValueError(f"{column} {found[:60]!r} tiene caracteres que no se ven")
    return found


def rfc(text: str) -> str | None:
    """Return an RFC without blanks, None for an empty cell; ValueError when it has not the form of one."""
    folded = re.sub(r"[\s-]", "", text).upper()
    if folded and not RFC.fullmatch(folded):
        raise ValueError(f"el RFC {text!r} no tiene la forma de un RFC")
    return folded or None


def day(text: str, column: str) -> date | None:
    """Return an ISO or day-first date, None for an empty cell; ValueError when it is none of this century."""
    if not text:
        return None
    try:
        found = date.fromisoformat(_iso(text))
    except ValueError:
        raise ValueError(f"{column} {text!r} no es una fecha como 2026-09-14") from None
    if found.year // 100 != 20:  # "never" written as 9999-12-31: no month can be added to it
        raise ValueError(f"{column} {text!r} debe ser una fecha de este siglo, como 2026-09-14")
    return found


def instant(text: str, column: str, zone: str, at: time) -> datetime | None:
    """Return the instant in UTC: an ISO instant, or a day at `at` in `zone`; None for an empty cell."""
    if not text:
        return None
    iso = _iso(text)
    try:
        if len(iso) <= 10:
            return datetime.combine(date.fromisoformat(iso), at, ZoneInfo(zone)).astimezone(UTC)
        found = datetime.fromisoformat(iso)
    except ValueError:
        raise ValueError(f"{column} {text!r} no es una fecha como 2026-09-14") from None
    return (found if found.tzinfo else found.replace(tzinfo=ZoneInfo(zone))).astimezone(UTC)


def _iso(text: str) -> str:
    dayfirst = re.fullmatch(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})", text)
    return f"{dayfirst[3]}-{int(dayfirst[2]):02d}-{int(dayfirst[1]):02d}" if dayfirst else text
