"""The slip's number stands on the paper, but not where a payer writes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.model import Finding

if TYPE_CHECKING:
    from bot.model import Facts, Receipt, Slip

NAME = "reference_deduced"


def _is_printed(reference: str, receipt: Receipt) -> bool:
    """Return whether the place on the paper is known where the reference was found; what a mail says has none."""
    proofs = (proof.text for proof in receipt.evidence if proof.field in ("references", "other_reference"))
    return any(reference in "".join(filter(str.isdecimal, text)) for text in proofs)


def check(receipt: Receipt, slips: tuple[Slip, ...], facts: Facts) -> Finding | None:
    """Return an objection when a reference was only found by looking for open slips among the paper's numbers.

    None when the paper itself prints the number and the slips are the sender's own: a till's number or an order's is
    another customer's slip now and then, the sender's by no chance.
    """
    if NAME not in receipt.flags or not slips:
        return None
    own = facts.sender is not None and all(slip.customer.id == facts.sender.id for slip in slips)
    if own and all(_is_printed(slip.reference, receipt) for slip in slips):
        return None
    named = ", ".join(slip.reference for slip in slips)
    return Finding(
        NAME, f"La referencia {named} no está escrita como referencia; se dedujo de las constancias abiertas."
    )
