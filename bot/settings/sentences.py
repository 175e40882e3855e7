"""A mistake pydantic found -> one Spanish sentence with file, key and what is expected."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, get_args, get_origin

from bot.settings.sources import PREFIX
from bot.settings.tables import Tables

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic_core import ErrorDetails

Place = tuple[str | int, ...]
"""Where a value stands: table, key, and what lies deeper."""

_SECRET = ("password", "token_key", "url", "client_secret", "refresh_token")
_EXPECTED = {
    "missing": "falta esta clave.",
    "int_type": "debe ser un número entero, sin comillas",
    "int_parsing": "debe ser un número entero",
    "int_from_float": "debe ser un número entero",
    "bool_type": "debe ser true o false",
    "bool_parsing": "debe ser true o false",
    "string_type": "debe ser un texto entre comillas",
    "string_too_short": "no puede quedar vacío",
    "string_pattern_mismatch": 'debe ser la clave de una moneda, como "MXN"',
    "tuple_type": "debe ser una lista entre corchetes",
    "dict_type": "debe ser una tabla",
    "dataclass_type": "debe ser una tabla",
    "dataclass_exact_type": "debe ser una tabla",
    "path_type": "debe ser la ruta de un archivo, entre comillas",
    "path_not_file": "no existe ese archivo",
    "date_type": "debe ser una fecha, como 2026-12-01",
    "date_parsing": "debe ser una fecha, como 2026-12-01",
    "date_from_datetime_parsing": "debe ser una fecha, como 2026-12-01",
    "date_from_datetime_inexact": "debe ser una fecha sin hora, como 2026-12-01",
    "greater_than_equal": "debe ser {ge} o más",
    "less_than_equal": "debe ser {le} o menos",
    "literal_error": "debe ser {expected}",
}


def sentence(error: ErrorDetails, variables: Mapping[str, str]) -> str:
    """Return one line for `error`; `variables` says which values came from the environment or a secret file."""
    place = error["loc"]
    if error["type"] in ("extra_forbidden", "unexpected_keyword_argument"):
        return f"{shown(place, variables)}: esa clave no existe{_meant(place)}"
    expected = _expected(error)
    return f"{shown(place, variables)}: {expected}{_said(place, error)}."


def _expected(error: ErrorDetails) -> str:
    if error["type"] == "value_error":
        return str(error["ctx"]["error"])
    context = {name: str(value).replace(" or ", " o ") for name, value in error.get("ctx", {}).items()}
    return _EXPECTED.get(error["type"], error["msg"]).format_map(context).rstrip(".")


def _said(place: Place, error: ErrorDetails) -> str:
    """Return what stands there now, unless it is a secret or nothing (B109)."""
    if error["type"] == "missing" or any(part in _SECRET for part in place):
        return ""
    return f" (dice {str(error['input'])[:40]!r})"


def shown(place: Place, variables: Mapping[str, str]) -> str:
    """Return how people find `place`: the variable that set it, else its file and key."""
    names = [part for part in place if isinstance(part, str)]
    variable = PREFIX + "__".join(names).upper()
    if variable in {name.upper() for name in variables}:
        return f"variable {variable}"
    file, keys = _file(place)
    return f"{file}, {'.'.join(str(key) for key in keys)}" if keys else file


def _file(place: Place) -> tuple[str, list[str | int]]:
    match list(place):
        case ["inboxes", str() as name, *keys]:
            return f"inboxes/{name}.toml", keys
        case ["catalog", "product", int() as number, *keys]:
            return f"catalog.toml, producto {number + 1}", keys
        case [("letters" | "catalog" | "privacy") as file, *keys]:
            return f"{file}.toml", keys
        case keys:
            return "bot.toml", [key for key in keys if isinstance(key, str)]


def _meant(place: Place) -> str:
    """Return "; ¿quiso decir ...?" when a known key is spelt nearly so, else a full stop."""
    close = get_close_matches(str(place[-1]), _known(place[:-1]), n=1, cutoff=0.6)
    return f"; ¿quiso decir «{close[0]}»?" if close else "."


def _known(place: Place) -> list[str]:
    """Return the keys that may stand at `place`."""
    kind: Any = Tables
    for part in place:
        kind = _inside(kind, part)
    return list(Tables.model_fields if kind is Tables else getattr(kind, "__dataclass_fields__", ()))


def _inside(kind: Any, part: str | int) -> Any:
    """Return the class of what stands under `part`: a key of a table, a name of a dict, a number of a list."""
    if kind is Tables:
        return Tables.model_fields[str(part)].annotation
    if fields := getattr(kind, "__dataclass_fields__", None):
        return fields[part].type
    return get_args(kind)[1 if get_origin(kind) is dict else 0]
