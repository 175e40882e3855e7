"""A value that a person reads otherwise -> its claim judged anew by the same rules; it stays on the desk."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot import cases, judging, proposing, ruling
from bot.errors import ComprobotError, Overtaken
from bot.matching import match, payment_key
from bot.model import Decision, Finding, Judged, Receipt
from bot.receipts import corrected
from bot.store import allocations, claims, customers, mails, payments
from bot.store import cases as case_store

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from bot.matching.together import Gathered
    from bot.pipeline import Corridor
    from bot.ruling import Person
    from bot.store.claims import Claim
    from bot.store.db import Tx


def correct(
    corridor: Corridor, case_id: int, claim_id: int | None, said: Mapping[str, str], person: Person, version: int | None
) -> str:
    """Return what was corrected; ComprobotError when nothing was, or it cannot be, Overtaken when the case has moved.

    `said` is what stands in each field of `corrected.FIELDS`. Nothing is activated and nobody is written to: what the
    rules say of the corrected paper is for the person who then accepts it or asks.
    """
    with corridor.db.read() as tx:
        claim = _claim(tx, case_id, claim_id)
    receipt = claim.receipt or Receipt()
    news = {
        field: words for field, words in said.items()
        if field in corrected.FIELDS and words.strip() != corrected.typed(receipt, field)
    }  # fmt: skip
    changed = receipt
    for field, words in news.items():
        changed = corrected.corrected(changed, field, words, person.name)
    if changed == receipt:
        raise ComprobotError("No cambió ningún dato.")
    told = "; ".join(
        f"{corrected.FIELDS[field]}: {corrected.typed(receipt, field) or 'sin dato'} → "
        f"{corrected.typed(changed, field) or 'sin dato'}"
        for field in news
    )
    one = _judged(corridor, claim, changed, person, now=corridor.now())
    with corridor.db.begin() as tx:
        if version is not None and case_store.version(tx, case_id) != version:
            raise Overtaken
        if not cases.correct(tx, claim, one, told, by=person.login, at=corridor.now()):
            raise ComprobotError(ruling.RULED_ALREADY)
    return told


def _claim(tx: Tx, case_id: int, claim_id: int | None) -> Claim:
    """Return the claim that is corrected: one that lies on the desk, and of which no money is kept."""
    ruling.case_of(tx, case_id)
    waiting = [one for one in claims.of_case(tx, case_id) if one.state == "desk" and claim_id in (None, one.id)]
    if not waiting:
        raise ComprobotError("Sólo se corrige lo leído mientras el caso está por revisar.")
    claim = min(waiting, key=lambda one: (one.receipt is None, one.id))
    if allocations.of_claim(tx, claim.id):
        raise ComprobotError("De ese pago ya hay dinero guardado para una constancia; decídalo primero.")
    return claim


def _judged(corridor: Corridor, claim: Claim, receipt: Receipt, person: Person, *, now: datetime) -> Judged:
    """Return the corrected paper with every objection of the rules; without any, a person still has to accept it."""
    with corridor.db.read() as tx:
        gathered = _gathered(tx, corridor, claim, receipt, now=now)
        found = match.match(gathered.receipt, gathered.slips, gathered.facts)
        reasons = found.findings or (_agrees(person, found.slips),)
        decision = Decision("review", reasons, found.slips, claim.decided_by, now)
        one = Judged(gathered.receipt, decision, payment_key.traces(gathered.receipt, corridor.policy.vendor))
        return proposing.proposed(tx, one, gathered.facts.sender, now=now)


def _gathered(tx: Tx, corridor: Corridor, claim: Claim, receipt: Receipt, *, now: datetime) -> Gathered:
    mail, grounds = mails.one(tx, claim.mail_id), claims.grounds(tx, [claim.id])[claim.id].because
    known = grounds.known if grounds is not None else None
    sender = judging.Sender(
        customers.by_email(tx, mail.from_address), known.authenticity if known is not None else "unknown"
    )
    found = judging.gather(tx, receipt, mail, sender, corridor.policy, told=receipt.references, now=now)
    sought = payment_key.sought(found.receipt, corridor.policy.vendor)
    own = replace(found.facts, spent=payments.spent(tx, sought, but_of=claim.id))  # what a reversal left spent
    return replace(found, facts=own)


def _agrees(person: Person, slips: tuple[object, ...]) -> Finding:
    named = ", ".join(getattr(slip, "reference", "") for slip in slips)
    what = f"todo coincide con la constancia {named}" if named else "no hay objeciones"
    return Finding("corrected_by_staff", f"Con lo que corrigió {person.name}, {what}; falta que alguien lo acepte.")
