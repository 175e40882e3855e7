"""A person's word -> the case, the claim and the slips that are meant by it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from bot import cases
from bot.errors import ComprobotError
from bot.store import activations, allocations, claims, slips
from bot.store import cases as case_store

if TYPE_CHECKING:
    from datetime import datetime

    from bot.model import Case, Judged, Proposal, Slip
    from bot.pipeline import Corridor
    from bot.store.claims import Claim
    from bot.store.db import Tx

RULED_ALREADY = "Ese caso ya fue resuelto."
IN_DOUBT = "Nadie sabe si el panel quedó: revíselo y diga primero si sí quedó o no."


def chosen_by_proposal(claim: Claim, one: Judged) -> str:
    """Return a sentence when nobody named the slip but the proposal that stood preselected."""
    first = _preselected(claim)
    named = claim.receipt.references if claim.receipt else ()
    if first is None or one.decision.outcome != "activate" or set(first.references) & set(named):
        return ""
    return f" Era la propuesta preseleccionada ({first.score} de 100). {first.why[0]}"


def proposed(corridor: Corridor, claim: Claim) -> tuple[Slip, ...]:
    """Return the slips of the proposal that stands preselected; what is only likely has to be named."""
    first = _preselected(claim)
    with corridor.db.read() as tx:
        return slips.named(tx, first.references, now=corridor.now()) if first else ()


def _preselected(claim: Claim) -> Proposal | None:
    return claim.proposals[0] if claim.proposals and claim.proposals[0].preselected else None


def waiting(
    corridor: Corridor, case_id: int, reference: str | None, claim_id: int | None = None
) -> tuple[Case, Claim, tuple[Slip, ...]]:
    """Return the case, its claim that is ruled, and the slips that are meant, without what they hold of that claim.

    A payment before mere words, what lies on the desk before what the customer is asked, and then the oldest.
    """
    with corridor.db.read() as tx:
        case = case_of(tx, case_id)
        open_claims = [claim for claim in claims.of_case(tx, case_id) if claim.state in cases.WAITING]
        if claim_id is not None:
            open_claims = [claim for claim in open_claims if claim.id == claim_id]
        if not open_claims:
            raise ComprobotError(RULED_ALREADY)
        claim = min(open_claims, key=lambda one: (one.receipt is None, one.state != "desk"))
        if any(one.state == "uncertain" for one in activations.of_claim(tx, claim.id, now=corridor.now())):
            raise ComprobotError(IN_DOUBT)
        meant = without_own(tx, claim.id, _meant(tx, claim, reference, now=corridor.now()))
    return case, claim, meant


def without_own(tx: Tx, claim_id: int, meant: tuple[Slip, ...]) -> tuple[Slip, ...]:
    """Return the slips without what they hold of this payment: ruled anew, all of it is free, its open shares too."""
    held = Counter(allocations.of_claim(tx, claim_id))
    for share in claims.shares_of(tx, claim_id):
        if share.state in cases.WAITING:
            held.update(allocations.of_claim(tx, share.id))
    return tuple(replace(slip, received=slip.received - held[slip.id]) for slip in meant)


def _meant(tx: Tx, claim: Claim, reference: str | None, *, now: datetime) -> tuple[Slip, ...]:
    """Return the slips that a person names, 935447 or 935447,935448; none named: those that the claim is about."""
    if reference is None:
        if claim.slip_id is not None:
            return (slips.one(tx, claim.slip_id, now=now),)
        return slips.named(tx, claim.receipt.references if claim.receipt else (), now=now)
    asked = tuple(dict.fromkeys(re.findall(r"\w+", reference)))
    found = slips.named(tx, asked, now=now)
    unknown = [one for one in asked if one not in {slip.reference for slip in found}]
    if unknown:
        raise ComprobotError(f"No existe una constancia con la referencia {', '.join(unknown)}.")
    return found


def case_of(tx: Tx, case_id: int) -> Case:
    """Return the case; ComprobotError when there is none with that number."""
    case = case_store.find(tx, case_id)
    if case is None:
        raise ComprobotError(f"No existe el caso {case_id}.")
    return case
