"""Frozen dataclasses <-> plain JSON values, checked field by field on the way back."""

from __future__ import annotations

import dataclasses
import types
from datetime import date, datetime, time
from functools import cache
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")


def to_plain(value: Any) -> Any:
    """Return dataclasses, tuples and instants as what json.dumps takes.

    >>> to_plain((date(2026, 9, 14), 1.5))
    ['2026-09-14', 1.5]
    """
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: to_plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, tuple | list):
        return [to_plain(item) for item in value]
    if isinstance(value, date | time):
        return value.isoformat()
    return value


def from_plain(kind: type[T], value: Any) -> T:
    """Return `value` as a `kind`; ValueError naming the field when it does not fit.

    >>> from_plain(tuple[int, ...], [1, 2])
    (1, 2)
    """
    built: T = _build(kind, value, getattr(kind, "__name__", str(kind)))
    return built


def _build(kind: Any, value: Any, where: str) -> Any:  # noqa: PLR0911  one line a kind of type
    origin = get_origin(kind)
    if dataclasses.is_dataclass(kind):
        return _dataclass(kind, value, where)
    if origin is tuple:
        return _tuple(get_args(kind), value, where)
    if origin in (Union, types.UnionType):
        return _union(get_args(kind), value, where)
    if origin is Literal:
        return _expect(value in get_args(kind), value, where)
    if kind in (date, datetime, time):
        return kind.fromisoformat(_expect(isinstance(value, str), value, where))
    if kind is float:
        return float(_expect(isinstance(value, int | float) and not isinstance(value, bool), value, where))
    return _expect(type(value) is kind, value, where)


def _expect(fits: bool, value: Any, where: str) -> Any:  # noqa: FBT001  a condition, not a switch
    if not fits:
        raise ValueError(f"{where}: unexpected {type(value).__name__}")
    return value


def _dataclass(kind: Any, value: Any, where: str) -> Any:
    _expect(isinstance(value, dict), value, where)
    hints = _hints(kind)
    unknown = value.keys() - hints.keys()
    if unknown:
        raise ValueError(f"{where}: unknown fields {sorted(unknown)}")
    try:
        return kind(**{name: _build(hints[name], item, f"{where}.{name}") for name, item in value.items()})
    except TypeError as error:  # a field without default is missing
        raise ValueError(f"{where}: {error}") from error


def _tuple(kinds: tuple[Any, ...], value: Any, where: str) -> tuple[Any, ...]:
    _expect(isinstance(value, list), value, where)
    if kinds[-1] is Ellipsis:
        return tuple(_build(kinds[0], item, where) for item in value)
    _expect(len(value) == len(kinds), value, where)
    return tuple(_build(kind, item, where) for kind, item in zip(kinds, value, strict=True))


def _union(kinds: tuple[Any, ...], value: Any, where: str) -> Any:
    if value is None:
        return _expect(type(None) in kinds, value, where)
    return _build(next(kind for kind in kinds if kind is not type(None)), value, where)


@cache
def _hints(kind: Any) -> dict[str, Any]:
    import bot.model

    # the annotations of model.py are strings, and its instants are imported for type checkers only
    return get_type_hints(kind, {**vars(bot.model), "date": date, "datetime": datetime, "time": time})
