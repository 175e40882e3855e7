"""The keys of a payment -> the trace by which papers of it that print nothing in common find each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.model import PaymentKey

if TYPE_CHECKING:
    from collections.abc import Iterable

KIND: Final = "account_day"
_TIMED, _UNTIMED = "timed", "untimed"


def trace(paid: str, keys: Iterable[PaymentKey]) -> PaymentKey:
    """Return the trace of a payment: `paid`, its account, amount and day, and whether its paper prints the minute.

    >>> trace("4637/130500/2026-09-14", [PaymentKey("folio", "26525022/130500/2026-09-14")]).value
    '4637/130500/2026-09-14/untimed'
    """
    is_timed = any(key.kind == "account_minute" for key in keys)
    return PaymentKey(KIND, f"{paid}/{_TIMED if is_timed else _UNTIMED}")


def sought(keys: Iterable[PaymentKey]) -> tuple[PaymentKey, ...]:
    """Return the keys under which this payment may have been spent before.

    Two crops of one picture may show none of the same, or a part of its tracking key: so a trace looks for all that
    are not told apart by their minutes. Their strong keys are then compared.
    """
    found: list[PaymentKey] = []
    for key in keys:
        found += _not_told_apart(key) if key.kind == KIND else (key,)
    return tuple(found)


def word(key: PaymentKey) -> str:
    """Return what two papers of one payment have in common in this key, for a lock."""
    return f"{key.kind} {key.value.rpartition('/')[0] if key.kind == KIND else key.value}"


def _not_told_apart(key: PaymentKey) -> tuple[PaymentKey, ...]:
    paid, _, printed = key.value.rpartition("/")
    shapes = (_UNTIMED,) if printed == _TIMED else (_UNTIMED, _TIMED)
    return tuple(PaymentKey(KIND, f"{paid}/{shape}") for shape in shapes)
