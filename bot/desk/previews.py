"""A word that could be carried out -> the sentences that say what will happen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.desk.actions.accept import difference
from bot.desk.actions.ask import MISSING
from bot.money import pesos

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.model import Finding, Receipt, Slip

_ASKED_FOR = {
    **{rule: word for word, rule in MISSING.items()},
    "off_by_bank_fee": "amount",
    "off_by_cents": "amount",
    "iva_withheld": "amount",
    "unknown_reference": "reference",
    "reference_near": "reference",
    "reference_by_chance": "reference",
    "several_references": "reference",
    "amount_unread": "legible",
    "low_confidence": "legible",
    "not_read": "legible",
    "no_receipt": "receipt",
    "only_typed": "receipt",
    "confirm_screen": "final",
    "scheduled": "final",
}
"""What is asked for by what the bot objected."""


def what_is_missing(reasons: Iterable[Finding]) -> tuple[str, ...]:
    """Return the words of `ask` that these objections suggest."""
    return tuple(dict.fromkeys(_ASKED_FOR[one.rule] for one in reasons if one.rule in _ASKED_FOR))


def of_acceptance(slips: tuple[Slip, ...], receipt: Receipt | None, second: str) -> tuple[str, ...]:
    """Return what accepting this payment for these slips does, before it is done."""
    if not slips:
        return ("Diga qué constancia paga.",)
    named = " y ".join(slip.reference for slip in slips)
    several = len(slips) > 1
    names = " y ".join(dict.fromkeys(slip.customer.name for slip in slips))
    sentences = (
        f"Se marcan pagadas las constancias {named}." if several else f"Se marca pagada la constancia {named}.",
        f"Se activa el panel de {names}.",
        f"Salen {2 * len(slips)} cartas en 30 segundos: la activación y el manual.",
    )
    if second:
        return (f"Falta una segunda firma: {second}", "Nada se activa hasta que otra persona firme.")
    return sentences + _of_the_difference(difference(slips, receipt))


def _of_the_difference(over: int) -> tuple[str, ...]:
    if over > 0:
        return (f"Sobran {pesos(over)}: diga qué se hace con ellos.",)
    return (f"Faltan {pesos(-over)}: diga qué se hace con ellos.",) if over < 0 else ()


def of_ask(slip: Slip | None, receipt: Receipt | None) -> str:
    """Return the words of the button that asks, with its amount: "Pedir $1,440.00"."""
    over = difference((slip,), receipt) if slip is not None else 0
    return f"Pedir {pesos(-over)}" if over < 0 else "Pedir"
