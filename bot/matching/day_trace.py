"""The keys of a payment -> the trace by which papers of it that print nothing in common find each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.model import PaymentKey

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

KIND: Final = "account_day"
# what tells two payments of one account, amount and day apart, as soon as both papers print it
_TELLING = (("account_minute", "m"), ("folio", "f"), ("tracking_key", "t"))
_EVERY = ("", "m", "f", "mf", "t", "mt", "ft", "mft")


def trace(paid: str, keys: Iterable[PaymentKey]) -> PaymentKey:
    """Return the trace of a payment: `paid`, its account, amount and day, and which telling keys its paper prints.

    >>> trace("4637/130500/2026-09-14", [PaymentKey("folio", "26525022/130500/2026-09-14")]).value
    '4637/130500/2026-09-14/f'
    """
    kinds = {key.kind for key in keys}
    return PaymentKey(KIND, f"{paid}/{''.join(letter for kind, letter in _TELLING if kind in kinds)}")


def sought(keys: Iterable[PaymentKey]) -> tuple[PaymentKey, ...]:
    """Return the keys under which this payment may have been spent before.

    Two crops of one picture may show none of the same: so a trace looks for those that share no telling key with it.
    """
    found: list[PaymentKey] = []
    for key in keys:
        found += _unlike(key) if key.kind == KIND else (key,)
    return tuple(found)


def word(key: PaymentKey) -> str:
    """Return what two papers of one payment have in common in this key, for a lock."""
    return f"{key.kind} {key.value.rpartition('/')[0] if key.kind == KIND else key.value}"


def _unlike(key: PaymentKey) -> Iterator[PaymentKey]:
    paid, _, printed = key.value.rpartition("/")
    return (PaymentKey(KIND, f"{paid}/{shape}") for shape in _EVERY if not set(shape) & set(printed))
