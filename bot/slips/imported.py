"""CSV of slips issued elsewhere -> rows fit for the store, or every bad row with its line and reason."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.errors import BadRow
from bot.money import parse_amount

if TYPE_CHECKING:
    from collections.abc import Mapping

COLUMNS = ("reference", "amount", "customer_name", "customer_email", "rfc", "issued_at", "expires_at")
_MAY_BE_EMPTY = ("rfc", "issued_at", "expires_at")
_ADDRESS = re.compile(r"[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;]+")
# When it was issued is not known: old enough that no payment for it looks older than the slip itself.
_LONG_AGO = timedelta(days=180)
# SAT: 12 characters for companies, 13 for persons
RFC = re.compile(r"[A-ZÑ&]{3,4}\d{6}[A-Z\d]{3}")


@dataclass(frozen=True, slots=True)
class ImportedSlip:
    """One good row."""

    line: int  # of the file, the header is 1
    reference: str
    amount: int  # centavos
    customer_name: str
    customer_email: str
    rfc: str | None
    issued_at: datetime
    expires_at: datetime | None


@dataclass(frozen=True, slots=True)
class BadLine:
    """One row that cannot be taken: its cells as they were written, and why."""

    line: int
    cells: tuple[str, ...]  # in the order of COLUMNS
    reason: str

    @property
    def sentence(self) -> str:
        """Return where it stands and why it cannot be taken."""
        return f"Renglón {self.line}: {self.reason}."


def rows(text: str, *, zone: str, now: datetime) -> tuple[ImportedSlip, ...]:
    """Return the slips of a CSV with a header, comma or semicolon; BadRow with a line for each bad row.

    A day counts from its midnight, an expiry to its last second, in `zone`; without issued_at it is long ago.
    """
    good, bad = examined(text, zone=zone, now=now)
    if bad:
        raise BadRow("\n".join(one.sentence for one in bad))
    return good


def examined(text: str, *, zone: str, now: datetime) -> tuple[tuple[ImportedSlip, ...], tuple[BadLine, ...]]:
    """Return the good rows and the bad ones of such a CSV; BadRow when its header lacks a column."""
    lines = text.removeprefix("\ufeff").splitlines()
    separator = ";" if lines and lines[0].count(";") > lines[0].count(",") else ","
    reader = csv.DictReader(lines, delimiter=separator)
    missing = [name for name in COLUMNS if name not in (reader.fieldnames or ()) and name not in _MAY_BE_EMPTY]
    if missing:
        raise BadRow(f"Renglón 1: faltan las columnas {', '.join(missing)}; se esperan {', '.join(COLUMNS)}.")
    good: dict[str, ImportedSlip] = {}
    bad: list[BadLine] = []
    for row in reader:
        try:
            slip = _slip(row, reader.line_num, zone, now)
        except ValueError as error:
            bad.append(_bad(row, reader.line_num, str(error)))
            continue
        first = good.setdefault(slip.reference, slip)
        if first is not slip:
            bad.append(_bad(row, slip.line, f"la referencia {slip.reference} ya está en el renglón {first.line}"))
    return tuple(good.values()), tuple(bad)


def _bad(row: Mapping[str, str | None], line: int, reason: str) -> BadLine:
    return BadLine(line, tuple((row.get(name) or "").strip() for name in COLUMNS), reason)


def _slip(row: Mapping[str, str | None], line: int, zone: str, now: datetime) -> ImportedSlip:
    given = {name: (row.get(name) or "").strip() for name in COLUMNS}
    if row.get(None):  # type: ignore[call-overload]  # what csv puts behind the last column
        raise ValueError("tiene más columnas que el encabezado; un importe con coma va entre comillas")
    reference = re.sub(r"[\s-]", "", given["reference"]).lstrip("0")
    if not re.fullmatch(r"[0-9]{1,20}", reference):
        raise ValueError(f"la referencia {given['reference']!r} no es un número")
    issued = _instant(given["issued_at"], "issued_at", zone, time.min) or now - _LONG_AGO
    expires = _instant(given["expires_at"], "expires_at", zone, time.max)
    if expires is not None and expires < issued:
        raise ValueError("vence antes de emitirse")
    return ImportedSlip(
        line,
        reference,
        _amount(given["amount"]),
        _name(given["customer_name"]),
        _email(given["customer_email"]),
        _rfc(given["rfc"]),
        issued,
        expires,
    )


def _amount(text: str) -> int:
    amount = parse_amount(text)
    if amount == 0 or text.startswith("-"):
        raise ValueError(f"el importe {text!r} debe ser mayor que cero")
    return amount


def _name(text: str) -> str:
    if not text:
        raise ValueError("falta customer_name")
    return text


def _email(text: str) -> str:
    if not _ADDRESS.fullmatch(text):
        raise ValueError(f"customer_email {text!r} no es una dirección de correo")
    return text.lower()


def _rfc(text: str) -> str | None:
    folded = re.sub(r"[\s-]", "", text).upper()
    if folded and not RFC.fullmatch(folded):
        raise ValueError(f"el RFC {text!r} no tiene la forma de un RFC")
    return folded or None


def _instant(text: str, name: str, zone: str, at: time) -> datetime | None:
    """Return the instant in UTC: an ISO instant, or an ISO or day-first date at `at` of that day in `zone`."""
    if not text:
        return None
    day = re.fullmatch(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})", text)
    iso = f"{day[3]}-{int(day[2]):02d}-{int(day[1]):02d}" if day else text
    try:
        if len(iso) <= 10:
            return datetime.combine(date.fromisoformat(iso), at, ZoneInfo(zone)).astimezone(UTC)
        instant = datetime.fromisoformat(iso)
    except ValueError:
        raise ValueError(f"{name} {text!r} no es una fecha como 2026-09-14") from None
    return (instant if instant.tzinfo else instant.replace(tzinfo=ZoneInfo(zone))).astimezone(UTC)
