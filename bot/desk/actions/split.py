"""Staff divide one payment among several slips, to the centavo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.desk.actions.accept import assert_open
from bot.errors import ComprobotError
from bot.model import Decision, Finding, Share
from bot.money import parse_amount, pesos

if TYPE_CHECKING:
    from datetime import datetime

    from bot.model import Receipt

NAME = "split"
CREDIT = "a_favor"
"""The word under which what stays the customer's is written: a_favor=12.50."""


def decide(
    shares: tuple[Share, ...], receipt: Receipt | None, said: tuple[str, ...], *, by: str, at: datetime
) -> Decision:
    """Return the decision to activate those that get all they ask for; ComprobotError unless the sums are right.

    `said` is one REFERENCE=AMOUNT a slip. What gets less keeps it as a part, stays open and asks for the rest; at
    least one must be paid whole, or nothing is switched on by this payment.
    """
    if receipt is None or receipt.amount is None:
        raise ComprobotError("No se leyó el importe del pago: no se sabe cuánto repartir.")
    if len(shares) < 2:
        raise ComprobotError("Para dividir un pago diga al menos dos constancias.")
    given = dict(_given(one) for one in said)
    slips = tuple(share.slip for share in shares)
    for slip in slips:
        assert_open(slip)
        if not 0 < given.get(slip.reference, 0) <= slip.balance:
            raise ComprobotError(
                f"La constancia {slip.reference} pide {pesos(slip.balance)} y usted le da "
                f"{pesos(given.get(slip.reference, 0))}; déle lo que pide, una parte, o quítela."
            )
    whole = tuple(slip for slip in slips if given[slip.reference] == slip.balance)
    if not whole:
        raise ComprobotError("Ninguna constancia recibe todo lo que pide; al menos una debe quedar pagada.")
    left = receipt.amount - sum(given.values())
    if left:
        raise ComprobotError(f"Quedan por repartir {pesos(left)}; debe quedar en $0.00.")
    parts = tuple(Share(slip, given[slip.reference]) for slip in slips if slip not in whole)
    told = ", ".join(
        f"{pesos(given[slip.reference])} {'a' if slip in whole else 'a cuenta de'} {slip.reference}" for slip in slips
    )
    credit = given.get(CREDIT, 0)
    rest = f"; {pesos(credit)} quedan a favor del cliente" if credit else ""
    reason = Finding("accepted_by_staff", f"{by} dividió el pago: {told}{rest}.")
    return Decision("activate", (reason,), whole, by, at, parts=parts)


def _given(one: str) -> tuple[str, int]:
    reference, _, amount = one.partition("=")
    try:
        return reference, parse_amount(amount)
    except ValueError:
        raise ComprobotError(f"«{amount or one}» no es un importe; escríbalo así: {reference}=1305.00.") from None


def sentence(decision: Decision, _receipt: Receipt | None) -> str:
    """Return what was done."""
    total = sum(slip.balance for slip in decision.slips) + sum(share.amount for share in decision.parts)
    return f"{pesos(total)} repartidos en {len(decision.slips) + len(decision.parts)} constancias"


def tells(_said: tuple[str, ...]) -> tuple[str, ...]:
    """Return nothing: the activations' own letters tell the customer."""
    return ()
