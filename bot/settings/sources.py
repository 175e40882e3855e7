"""A configuration folder, its secret files and the environment -> one dict of tables, and what was wrong on the way."""

from __future__ import annotations

import stat
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic_settings import EnvSettingsSource

from bot.errors import SettingsMistake
from bot.settings.tables import Tables

if TYPE_CHECKING:
    from collections.abc import Mapping

PREFIX = "COMPROBOT_"
SECRETS_DIR = PREFIX + "SECRETS_DIR"
_FILES = ("bot.toml", "catalog.toml", "letters.toml", "privacy.toml")
_SHIPPED = ("letters.toml", "privacy.toml")  # each stands for an own one that is missing
_PACKAGE = Path(__file__).resolve().parent.parent


def shipped(name: str, *, package: Path = _PACKAGE) -> Path:
    """Return the shipped folder `name`: inside the package in a wheel, beside it in a checkout."""
    inside = package / name
    return inside if inside.is_dir() else package.parent / name


def folder(name: str, marker: str, given: Path | None = None, *, here: Path | None = None) -> Path:
    """Return `given`, else the current folder's `name`, else the shipped one; SettingsMistake without its `marker`."""
    choices = [given] if given else [(here or Path()) / name, shipped(name)]
    found = next((choice for choice in choices if (choice / marker).exists()), None)
    if found is None:
        raise SettingsMistake(f"{choices[0]}: no es una carpeta de configuración: falta {marker} en ella.")
    return found


def read_folder(config: Path) -> tuple[dict[str, Any], list[str]]:
    """Return the tables of every file of `config`, and a sentence for each file that cannot be read.

    Without letters.toml or privacy.toml the shipped one counts. Inboxes start from the [inbox] table of bot.toml.
    """
    mistakes: list[str] = []
    bot, catalog, letters, privacy = (_toml(_own_or_shipped(config, name), name, mistakes) for name in _FILES)
    defaults = bot.pop("inbox", {})
    inboxes = {
        path.stem.lower(): _toml(path, f"inboxes/{path.name}", mistakes)
        for path in sorted((config / "inboxes").glob("*.toml"))
    }
    if not isinstance(defaults, dict):
        mistakes.append("bot.toml, inbox: debe ser una tabla, [inbox].")
        defaults = {}
    mistakes += [f"bot.toml, {name}: esa tabla tiene su propio archivo." for name in _own_file(bot)]
    merged = {name: defaults | values for name, values in inboxes.items()}
    return {**bot, "letters": letters, "catalog": catalog, "privacy": privacy, "inboxes": merged}, mistakes


def _own_file(bot: dict[str, Any]) -> list[str]:
    return [name for name in ("letters", "catalog", "privacy", "inboxes") if bot.pop(name, None) is not None]


def _own_or_shipped(config: Path, name: str) -> Path:
    own = config / name
    return own if own.exists() or name not in _SHIPPED else shipped("config") / name


def _toml(path: Path, shown: str, mistakes: list[str]) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except OSError:
        mistakes.append(f"{shown}: no se puede leer el archivo; debe estar en {path.parent}.")
    except UnicodeDecodeError:
        mistakes.append(f"{shown}: el archivo no está guardado en UTF-8.")
    except tomllib.TOMLDecodeError as error:
        mistakes.append(f"{shown}: no es TOML válido ({error}); los textos van entre comillas.")
    return {}


def secrets_folder(named: str, environment: Mapping[str, str]) -> Path | None:
    """Return the folder of the secret files: COMPROBOT_SECRETS_DIR, else `named`; None when there is none."""
    where = environment.get(SECRETS_DIR) or named
    return Path(where) if where else None


def read_secrets(named: str, environment: Mapping[str, str]) -> tuple[dict[str, str], list[str]]:
    """Return secret files as if they were variables, and a sentence for each that others could read (B109).

    The folder is COMPROBOT_SECRETS_DIR, which must exist, else `named`, which may be missing.
    """
    where = environment.get(SECRETS_DIR)
    place = Path(where or named or ".")
    if where and not place.is_dir():
        return {}, [f"variable {SECRETS_DIR}: no existe la carpeta {place}."]
    files = sorted(path for path in place.glob("*__*") if path.is_file()) if where or named else []
    exposed = [path for path in files if path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO)]
    found = {PREFIX + path.name.upper(): _line(path) for path in files if path not in exposed}
    return found, [f"{path}: otros usuarios pueden leer este secreto; ejecute chmod 600 {path}." for path in exposed]


def _line(path: Path) -> str:
    """Return a secret without the line break that editors add at its end."""
    return path.read_text("utf-8").rstrip("\r\n")


class _Environment(EnvSettingsSource):
    """The environment handed in instead of the process's own, lists written with commas."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._given = {name.lower(): value for name, value in environment.items() if "__" in name}
        super().__init__(Tables)

    def _load_env_vars(self) -> Mapping[str, str | None]:
        return self._given

    def decode_complex_value(self, field_name: str, field: Any, value: Any) -> Any:
        """Return JSON as it says, anything else as a list parted at its commas."""
        try:
            return super().decode_complex_value(field_name, field, value)
        except ValueError:
            return [part.strip() for part in str(value).split(",")]


def over(tables: dict[str, Any], environment: Mapping[str, str]) -> tuple[dict[str, Any], list[str]]:
    """Return `tables` with every COMPROBOT_TABLE__KEY laid over, and a sentence for each misnamed one."""
    names = [name for name in environment if name.upper().startswith(PREFIX)]
    mistakes = [sentence for name in names if (sentence := _misnamed(name, tables))]
    return _merged(tables, _Environment(environment)()), mistakes


def _misnamed(variable: str, tables: dict[str, Any]) -> str | None:
    """Return what is wrong with a variable's name: no such table or inbox, or one underscore where two belong."""
    table, *keys = variable.upper().removeprefix(PREFIX).lower().split("__")
    if not keys:
        return _one_underscore(variable)
    if table not in Tables.model_fields:
        return f"variable {variable}: no existe la tabla «{table}»."
    if table == "inboxes" and keys[0] not in tables["inboxes"]:
        return f"variable {variable}: no existe el archivo inboxes/{keys[0]}.toml."
    return None


def _one_underscore(variable: str) -> str | None:
    if variable.upper() == SECRETS_DIR:
        return None
    table, _, key = variable.upper().removeprefix(PREFIX).lower().partition("_")
    known = getattr(Tables.model_fields.get(table), "annotation", None)
    if key in getattr(known, "__dataclass_fields__", {}):
        return f"variable {variable}: lleva dos guiones bajos, {PREFIX}{table.upper()}__{key.upper()}."
    return None


def _merged(below: dict[str, Any], above: dict[str, Any]) -> dict[str, Any]:
    both = {key: _merged(below[key], value) for key, value in above.items() if _tables(below.get(key), value)}
    return {**below, **above, **both}


def _tables(*values: object) -> bool:
    return all(isinstance(value, dict) for value in values)
