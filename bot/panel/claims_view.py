"""The claims of a mail, as they stand today -> what was judged, for the words of a page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.letters.facts import Thread
from bot.letters.plan import Correspondent
from bot.matching import payment_key, shares
from bot.model import Decision, Judged
from bot.store import allocations, claims, papers, payments, slips

if TYPE_CHECKING:
    from datetime import datetime

    from bot.model import ClaimState, Customer, Document, Slip, Vendor
    from bot.store.claims import Claim
    from bot.store.db import Tx


@dataclass(frozen=True, slots=True)
class Standing:
    """One claim and how it stands."""

    judged: Judged
    state: ClaimState
    mail_id: int
    case_id: int


def of_mail(tx: Tx, mail_id: int, vendor: Vendor, *, now: datetime) -> tuple[Standing, ...]:
    """Return the claims of a mail, each beside the slips that it is about as they are today."""
    found = claims.of_mail(tx, mail_id)
    seen = papers.of_mails(tx, (mail_id,)).get(mail_id)
    because = claims.grounds(tx, [one.id for one in found])
    return tuple(
        Standing(
            _judged(tx, one, _slips(tx, one, because[one.id], now), vendor, seen.documents if seen else ()),
            one.state, mail_id, one.case_id,
        )
        for one in found
    )  # fmt: skip


def _slips(tx: Tx, claim: Claim, grounds: claims.Grounds, now: datetime) -> tuple[Slip, ...]:
    """Return the slips that hold its payment, else the one that it names, else those that the bot judged it by."""
    held = allocations.of_claim(tx, claim.id) or ([claim.slip_id] if claim.slip_id is not None else [])
    if held:
        return tuple(slips.one(tx, slip_id, now=now) for slip_id in held)
    return slips.named(tx, grounds.because.slips, now=now) if grounds.because is not None else ()


def _judged(tx: Tx, claim: Claim, about: tuple[Slip, ...], vendor: Vendor, documents: tuple[Document, ...]) -> Judged:
    keys = payment_key.keys(claim.receipt, vendor) if claim.receipt is not None else ()
    decision = Decision(claim.outcome, claim.reasons, about, claim.decided_by, claim.decided_at)
    if claim.share_of is not None:
        return shares.as_it_stands(claim.receipt, decision, allocations.of_claim(tx, claim.id))
    return Judged(claim.receipt, decision, keys, payments.spent(tx, keys), documents=documents)


def signed_in(customer: Customer) -> Correspondent:
    """Return a customer in his panel as one who is answered: he is who he is."""
    return Correspondent(Thread("", None), customer.email, customer, "authenticated")
