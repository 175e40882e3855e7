"""Staff ask the customer for what is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.errors import ComprobotError
from bot.model import Decision, Finding
from bot.money import pesos

if TYPE_CHECKING:
    from datetime import datetime

    from bot.model import Receipt, Share

NAME = "ask"

# The word that staff type -> the rule whose reason block the letter carries
MISSING = {
    "reference": "no_reference",
    "amount": "amount_differs",
    "iva": "amount_is_subtotal",
    "account": "other_account",
    "receipt": "payment_slip",
    "legible": "unreadable",
    "password": "needs_password",
    "final": "pending",
}
WORDS = {
    "reference": "La referencia de su pago",
    "amount": "Lo que falta del importe",
    "iva": "El IVA que falta",
    "account": "A qué cuenta pagó",
    "receipt": "El comprobante (mandó la constancia)",
    "legible": "Un archivo que se pueda leer",
    "password": "El PDF sin contraseña",
    "final": "El comprobante definitivo (está en proceso)",
}
"""Each word as staff read it."""
_OF_THE_AMOUNT = frozenset({"amount", "iva"})


def decide(
    shares: tuple[Share, ...], receipt: Receipt | None, said: tuple[str, ...], *, by: str, at: datetime
) -> Decision:
    """Return the decision to ask; ComprobotError when it is not said what is missing, or that is not missing."""
    unknown = [word for word in said if word not in MISSING]
    if unknown or not said:
        raise ComprobotError(f"Diga qué falta: {', '.join(MISSING)}.")
    for word in _OF_THE_AMOUNT & set(said):
        _assert_short(word, shares, receipt)
    reasons = tuple(Finding(MISSING[word], f"{by} preguntó al cliente: {word}.") for word in said)
    return Decision("ask", reasons, tuple(share.slip for share in shares), by, at)


def _assert_short(word: str, shares: tuple[Share, ...], receipt: Receipt | None) -> None:
    """Refuse to ask for money that is not missing: the letter would have no amount to name."""
    if len(shares) != 1:
        raise ComprobotError("Para pedir lo que falta hay que saber de qué constancia: dígala con --slip.")
    slip = shares[0].slip
    if receipt is None or receipt.amount is None:
        raise ComprobotError("No se leyó el importe del pago: no se sabe cuánto falta.")
    if receipt.amount >= slip.balance:
        raise ComprobotError(
            f"A la constancia {slip.reference} no le falta nada: pide {pesos(slip.balance)} y el pago es de "
            f"{pesos(receipt.amount)}."
        )
    if word == "iva" and not shares[0].is_subtotal:
        raise ComprobotError(
            f"Lo que falta, {pesos(slip.balance - receipt.amount)}, no es el IVA de la constancia {slip.reference}; "
            "pida «amount»."
        )


def sentence(decision: Decision, receipt: Receipt | None) -> str:
    """Return what was done."""
    rules = {finding.rule for finding in decision.reasons}
    slip = decision.slip
    if slip is not None and receipt is not None and receipt.amount and rules & {"amount_differs", "amount_is_subtotal"}:
        return f"se pidieron {pesos(slip.balance - receipt.amount)}"
    asked = next((WORDS[word] for word, rule in MISSING.items() if rule in rules), "lo que falta")
    return f"se pidió {asked[0].lower()}{asked[1:]}"


def tells(said: tuple[str, ...]) -> tuple[str, ...]:
    """Return the rules whose reason blocks the letter carries."""
    return tuple(MISSING[word] for word in said)
