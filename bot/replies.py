"""A reply that only names the reference -> the receipt that waited for it, completed (B72)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.receipts import read

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.model import InboundMail, Receipt
    from bot.store.claims import Claim

# Only what was asked for in these words is answered by a number.
_ASKED_FOR_THE_NUMBER = {"no_reference", "unknown_reference"}


def asks_for_the_number(claim: Claim) -> bool:
    """Return whether the customer was asked for this paper's reference, and has not told it yet."""
    asked = _ASKED_FOR_THE_NUMBER & {reason.rule for reason in claim.reasons}
    return claim.state == "waiting_customer" and claim.receipt is not None and bool(asked)


@dataclass(frozen=True, slots=True)
class Completed:
    """The receipt with its reference, and the mail that brought its paper."""

    receipt: Receipt
    mail_id: int


def completed(before: Sequence[Claim], reply: InboundMail) -> Completed | None:
    """Return the one waiting paper with the one number that the reply tells; None when either is not one."""
    told = read.numbers_told(reply)
    waiting = [
        Completed(read.told_of(replace(claim.receipt, candidates=()), told), claim.mail_id)
        for claim in before
        if claim.receipt is not None and asks_for_the_number(claim)
    ]
    papers = {one.receipt.document for one in waiting}  # the same paper again: it was asked about twice
    return waiting[0] if len(papers) == len(told) == 1 else None
