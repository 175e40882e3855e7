"""CSV of customers and their panels -> rows fit for the store, or every bad row with its line and reason."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.errors import BadRow
from bot.slips import cells

if TYPE_CHECKING:
    from datetime import date

    from bot.slips.cells import BadLine, Line

COLUMNS = ("usuario", "nombre", "correo", "rfc", "version", "vence", "timbres")
VERSIONS = ("3.3", "4.0")
_MAY_BE_EMPTY = ("rfc", "version", "vence", "timbres")
_USERNAME = re.compile(r"[a-z0-9ñ][a-z0-9ñ._@+-]{2,59}")
_MOST_STAMPS = 100_000_000


@dataclass(frozen=True, slots=True)
class CustomerRow:
    """One good row; what its cell leaves empty is None."""

    line: int  # of the file, the header is 1
    username: str  # lower case
    name: str
    email: str  # lower case
    rfc: str | None
    version: str | None
    active_until: date | None
    stamps: int | None


def rows(text: str) -> tuple[CustomerRow, ...]:
    """Return the customers of a CSV with a header, comma or semicolon; BadRow with a line for each bad row."""
    good: list[CustomerRow] = []
    bad: list[BadLine] = []
    seen: dict[str, int] = {}  # a name or an address -> its line
    for line in cells.lines(text, COLUMNS, may_be_missing=_MAY_BE_EMPTY):
        try:
            row = _row(line)
            _alone(seen, row.username, f"el usuario {row.username}", row.line)
            _alone(seen, f"<{row.email}>", f"el correo {row.email}", row.line)
        except ValueError as error:
            bad.append(line.bad(str(error)))
            continue
        good.append(row)
    if bad:
        raise BadRow("\n".join(one.sentence for one in bad))
    return tuple(good)


def _row(line: Line) -> CustomerRow:
    line.check()
    given = line.cells
    return CustomerRow(
        line.number,
        _username(given["usuario"]),
        cells.name(given["nombre"], "nombre"),
        cells.address(given["correo"], "correo"),
        cells.rfc(given["rfc"]),
        _version(given["version"]),
        cells.day(given["vence"], "vence"),
        _stamps(given["timbres"]),
    )


def _alone(seen: dict[str, int], key: str, what: str, line: int) -> None:
    if seen.setdefault(key, line) != line:
        raise ValueError(f"{what} ya está en el renglón {seen[key]}")


def _username(text: str) -> str:
    folded = text.lower()
    if not folded:
        raise ValueError("falta usuario")
    if not _USERNAME.fullmatch(folded):
        raise ValueError(f"el usuario {text[:60]!r} debe tener de 3 a 60 letras, números o . _ - @, sin espacios")
    return folded


def _version(text: str) -> str | None:
    if text and text not in VERSIONS:
        raise ValueError(f"la version {text!r} no es {' ni '.join(VERSIONS)}")
    return text or None


def _stamps(text: str) -> int | None:
    digits = text.replace(",", "")
    if text and not (digits.isascii() and digits.isdigit() and len(digits) <= 12 and int(digits) <= _MOST_STAMPS):
        raise ValueError(f"los timbres {text[:20]!r} no son un número entero")
    return int(digits) if text else None
