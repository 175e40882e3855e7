"""What was paid beside what the named slips still ask for -> by how much they differ, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from bot.matching import payment_key
from bot.model import Share
from bot.money import iva

if TYPE_CHECKING:
    from bot.model import Facts, Receipt, Slip, Tolerance

Cause = Literal["subtotal", "iva_withheld", "bank_fee", "cents", "short", "over", "sum"]

SHORT: tuple[Cause, ...] = ("subtotal", "iva_withheld", "bank_fee", "cents", "short")
_ONE_PESO = 100  # centavos


@dataclass(frozen=True, slots=True)
class Difference:
    """A payment that is not what was asked for; all in centavos."""

    paid: int
    asked: int  # the balance of the slip, or of all of them
    cause: Cause

    @property
    def missing(self) -> int:
        """Return what is missing, negative when too much was paid."""
        return self.asked - self.paid


def difference(receipt: Receipt, slips: tuple[Slip, ...], facts: Facts) -> Difference | None:
    """Return how the payment differs from what its slips still ask for; None where it may be taken for equal.

    Nothing is compared where the amount was not read, a named slip is unknown or not to be paid any more, or the
    payment was received before: other rules speak of that.
    """
    if not receipt.amount or not comparable(receipt, slips) or payment_key.known_again(receipt, facts):
        return None
    asked = sum(slip.balance for slip in slips)
    if receipt.amount == asked:
        return None
    found = Difference(receipt.amount, asked, _cause(receipt.amount, slips, facts.tolerance))
    return None if _forgiven(found, facts) else found


def comparable(receipt: Receipt, slips: tuple[Slip, ...]) -> bool:
    """Return whether every printed reference names a slip that is still to be paid."""
    to_be_paid = {slip.reference for slip in slips if slip.status not in ("paid", "cancelled")}
    return bool(slips) and set(receipt.references) == to_be_paid


def _cause(paid: int, slips: tuple[Slip, ...], tolerance: Tolerance) -> Cause:
    if len(slips) > 1:
        return "sum"
    (slip,) = slips
    missing = slip.balance - paid
    if missing < 0:
        return "over"
    if pays_subtotal(paid, slip):
        return "subtotal"
    if withholds_iva(missing, slip):
        return "iva_withheld"
    if missing in tolerance.bank_fees:
        return "bank_fee"
    return "cents" if missing < _ONE_PESO else "short"


def pays_subtotal(amount: int, slip: Slip) -> bool:
    """Return whether `amount`, centavos, is what the slip asks for before IVA."""
    if slip.received or amount >= slip.amount:
        return False
    return amount + iva(amount) == slip.amount or amount == sum(line.amount for line in slip.lines)


def withholds_iva(missing: int, slip: Slip) -> bool:
    """Return whether two thirds of the IVA are missing, to the centavo up or down (LIVA art. 1-A, RLIVA art. 3)."""
    subtotal = (slip.amount * 100 + 58) // 116
    return slip.received == 0 and missing > 1 and abs(3 * missing - 2 * (slip.amount - subtotal)) <= 3


def _forgiven(found: Difference, facts: Facts) -> bool:
    """Return whether the policy takes such a difference for nothing; a sum of slips is exact or it is not."""
    most = {
        "cents": facts.tolerance.cents,
        "bank_fee": facts.tolerance.bank_fee,
        "iva_withheld": facts.tolerance.iva_withheld,
        "over": facts.trust.accept_overpayment_up_to,
    }
    return abs(found.missing) <= most.get(found.cause, 0)


def divided(receipt: Receipt | None, slips: tuple[Slip, ...]) -> tuple[Share, ...]:
    """Return what each slip takes of the payment, in the order given and never above its balance.

    What is left over stays the customer's. Of an amount that was not read each slip takes its balance.
    """
    asked = sum(slip.balance for slip in slips)
    left = asked if receipt is None or receipt.amount is None else receipt.amount
    shares = []
    for slip in slips:
        shares.append(Share(slip, min(left, slip.balance), is_subtotal=pays_subtotal(left, slip)))
        left -= shares[-1].amount
    return tuple(shares)
