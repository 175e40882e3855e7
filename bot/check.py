"""What was tried -> rows that say what is well and what to do about what is not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.errors import (
    BadRow,
    Busy,
    ComprobotError,
    DoorClosed,
    LetterRefused,
    SettingsMistake,
    UnreadableFile,
    UnreadableMail,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_TO_DO: tuple[tuple[type[ComprobotError], str], ...] = (
    (SettingsMistake, "Corrija en ese archivo la clave que se nombra y repita «comprobot check»."),
    (DoorClosed, "Revise servidor, puerto, cifrado, usuario y contraseña; si están bien, espere y repita la prueba."),
    (LetterRefused, "Pida a su proveedor de correo que acepte envíos desde la dirección de [outgoing]."),
    (UnreadableMail, "Cierre otros programas o dé más segundos en [reader]; si sigue, reinstale con «pip install»."),
    (UnreadableFile, "Revise ese archivo o reinstale con «pip install --force-reinstall»."),
    (BadRow, "Corrija en el archivo los renglones que se nombran."),
    (Busy, "Detenga el otro proceso del bot, o espere a que termine."),
    (ComprobotError, "Lea la explicación y repita la prueba; si sigue igual, envíela a soporte."),
)

# sqlite.org/changes.html: RETURNING came with 3.35.0.
_SQLITE_OLDEST = (3, 35, 0)
# sqlite.org/wal.html, "The WAL-reset bug": 3.7.0 to 3.51.2 may, very rarely, damage a file in WAL mode when two
# connections write and checkpoint at the same instant; mended in 3.51.3, and in the older lines by 3.50.7 and 3.44.6.
_WAL_RESET_MENDED = ((3, 51, 3), (3, 50, 7), (3, 44, 6))


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that was tried."""

    name: str
    well: bool
    sentence: str
    what_to_do: str = ""


def run(tries: Sequence[tuple[str, Callable[[], str]]]) -> tuple[Row, ...]:
    """Return a row for each try, in order; a try returns what it found or raises a ComprobotError."""
    return tuple(_row(name, attempt) for name, attempt in tries)


def _row(name: str, attempt: Callable[[], str]) -> Row:
    try:
        return Row(name, well=True, sentence=attempt())
    except ComprobotError as error:
        return Row(name, well=False, sentence=str(error), what_to_do=what_to_do(error))


def what_to_do(error: ComprobotError) -> str:
    """Return the advice for the class of `error`."""
    return next(advice for kind, advice in _TO_DO if isinstance(error, kind))


def summary(rows: Sequence[Row]) -> str:
    """Return the last line of the table: how many are well."""
    wrong = [row.name for row in rows if not row.well]
    return f"{len(rows)} de {len(rows)} bien." if not wrong else f"Falta arreglar: {', '.join(wrong)}."


def sqlite(version: str) -> str:
    """Return a sentence with the SQLite library's version and what it lacks; ComprobotError when too old (B28).

    >>> sqlite("3.51.3")
    'SQLite 3.51.3; un solo proceso trabaja a la vez.'
    """
    numbers = tuple(int(part) for part in version.split("."))
    if numbers < _SQLITE_OLDEST:
        raise ComprobotError(f"SQLite {version} es demasiado antiguo: le falta la instrucción RETURNING (3.35.0).")
    alone = f"SQLite {version}; un solo proceso trabaja a la vez"
    if numbers >= _WAL_RESET_MENDED[0] or any(_same_line(numbers, mended) for mended in _WAL_RESET_MENDED):
        return f"{alone}."
    return f"{alone}. Le falta la corrección de 3.51.3 (un daño rarísimo en modo WAL): actualice cuando pueda."


def _same_line(numbers: tuple[int, ...], mended: tuple[int, int, int]) -> bool:
    """Return whether a version is `mended` or a later one of the same line: 3.44.6 and 3.44.7, not 3.45.0."""
    return numbers[:2] == mended[:2] and numbers >= mended
