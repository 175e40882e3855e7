"""CSV of slips issued elsewhere -> rows fit for the store, or every bad row with its line and reason."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from bot.money import parse_amount
from bot.slips import cells
from bot.slips.cells import RFC, BadLine, Line

__all__ = ["COLUMNS", "RFC", "BadLine", "ImportedSlip", "examined"]

COLUMNS = ("reference", "amount", "customer_name", "customer_email", "rfc", "issued_at", "expires_at")
_MAY_BE_EMPTY = ("rfc", "issued_at", "expires_at")
# When it was issued is not known: old enough that no payment for it looks older than the slip itself.
_LONG_AGO = timedelta(days=180)


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


def examined(text: str, *, zone: str, now: datetime) -> tuple[tuple[ImportedSlip, ...], tuple[BadLine, ...]]:
    """Return the good rows and the bad ones of a CSV with a header, comma or semicolon; BadRow when it lacks a column.

    A day counts from its midnight, an expiry to its last second, in `zone`; without issued_at it is long ago.
    """
    good: dict[str, ImportedSlip] = {}
    bad: list[BadLine] = []
    for line in cells.lines(text, COLUMNS, may_be_missing=_MAY_BE_EMPTY):
        try:
            slip = _slip(line, zone, now)
        except ValueError as error:
            bad.append(line.bad(str(error)))
            continue
        first = good.setdefault(slip.reference, slip)
        if first is not slip:
            bad.append(line.bad(f"la referencia {slip.reference} ya está en el renglón {first.line}"))
    return tuple(good.values()), tuple(bad)


def _slip(line: Line, zone: str, now: datetime) -> ImportedSlip:
    line.check()
    given = line.cells
    reference = re.sub(r"[\s-]", "", given["reference"]).lstrip("0")
    if not re.fullmatch(r"[0-9]{1,20}", reference):
        raise ValueError(f"la referencia {given['reference']!r} no es un número")
    issued = cells.instant(given["issued_at"], "issued_at", zone, time.min) or now - _LONG_AGO
    expires = cells.instant(given["expires_at"], "expires_at", zone, time.max)
    if expires is not None and expires < issued:
        raise ValueError("vence antes de emitirse")
    return ImportedSlip(
        line.number,
        reference,
        _amount(given["amount"]),
        cells.name(given["customer_name"], "customer_name"),
        cells.address(given["customer_email"], "customer_email"),
        cells.rfc(given["rfc"]),
        issued,
        expires,
    )


def _amount(text: str) -> int:
    amount = parse_amount(text)
    if amount == 0 or text.startswith("-"):
        raise ValueError(f"el importe {text!r} debe ser mayor que cero")
    return amount
