"""A staff action on a case -> its decision, letters and effects; the desk and the command share it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from bot import cases, engine
from bot.desk.actions import ACTIONS
from bot.errors import ComprobotError, Outdated
from bot.letters.compose import Correspondent
from bot.letters.facts import Thread
from bot.matching import payment_key
from bot.matching.difference import divided
from bot.model import Judged
from bot.store import allocations, claims, customers, mails, payments, slips
from bot.store import cases as case_store

if TYPE_CHECKING:
    from datetime import datetime

    from bot.model import Case, Letter, Proposal, Slip
    from bot.pipeline import Corridor
    from bot.store.claims import Claim
    from bot.store.db import Tx

_RULED_ALREADY = "Ese caso ya fue resuelto."


def rule(
    corridor: Corridor, case_id: int, action: str, *, said: tuple[str, ...], reference: str | None, by: str
) -> str:
    """Return a sentence that says what was done; ComprobotError, and nothing done, when it cannot be."""
    now = corridor.now()
    case, claim, named = _waiting(corridor, case_id, reference)
    if action == "accept" and reference is None:
        named = named or _proposed(corridor, claim)
    decide = next((one.decide for one in ACTIONS if action == one.NAME), None)
    if decide is None:
        raise ComprobotError(f"No hay una acción «{action}»; hay {', '.join(one.NAME for one in ACTIONS)} y release.")
    keys = payment_key.keys(claim.receipt, corridor.policy.vendor) if claim.receipt else ()
    with corridor.db.read() as tx:
        spent = payments.spent(tx, keys, but_of=claim.id)
        mail = mails.one(tx, claim.mail_id)
        customer = customers.by_email(tx, case.address)
    shares = divided(claim.receipt, named)
    one = Judged(claim.receipt, decide(shares, claim.receipt, said, by=by, at=now), keys, spent)
    who = Correspondent(Thread(case.subject, mail.message_id), case.address, customer, "unknown")
    letters: tuple[Letter, ...] = ()
    if action == "ask" and not corridor.is_shadow:
        answer = corridor.secretary.answer((one,), who, case_id, mail, now)
        if answer.outcome != "ask":
            raise ComprobotError("No hay a quién preguntarle, o ya recibió muchas cartas hoy; llámele por teléfono.")
        # a person may ask again what was asked before; the same word twice in a minute is one
        letters = tuple(replace(letter, cause=f"{letter.cause}-{now:%Y%m%dT%H%M}") for letter in answer.letters)
    note = "" if action == "ask" else " ".join(said)  # what was asked is said by its reason, in a sentence
    try:
        with corridor.db.begin() as tx:
            if not cases.rule(tx, claim, one, letters, note=note, at=now):
                raise ComprobotError(_RULED_ALREADY)
            if corridor.is_shadow:
                cases.by_hand(tx, claim.id, by=by, at=now)
    except Outdated as moved:
        raise ComprobotError("La constancia ya está pagada o ese pago ya se usó; no se activó nada.") from moved
    chosen = "" if reference is not None else _chosen_by_proposal(claim, one)
    return f"Caso {case_id}: {one.decision.reasons[0].reason}{chosen}"


def _chosen_by_proposal(claim: Claim, one: Judged) -> str:
    """Return a sentence when nobody named the slip but the proposal that stood preselected."""
    first = _preselected(claim)
    named = claim.receipt.references if claim.receipt else ()
    if first is None or one.decision.outcome != "activate" or set(first.references) & set(named):
        return ""
    return f" Era la propuesta preseleccionada ({first.score} de 100). {first.why[0]}"


def _proposed(corridor: Corridor, claim: Claim) -> tuple[Slip, ...]:
    """Return the slips of the proposal that stands preselected; what is only likely has to be named."""
    first = _preselected(claim)
    with corridor.db.read() as tx:
        return slips.named(tx, first.references, now=corridor.now()) if first else ()


def _preselected(claim: Claim) -> Proposal | None:
    return claim.proposals[0] if claim.proposals and claim.proposals[0].preselected else None


def release(corridor: Corridor, case_id: int, *, by: str) -> str:
    """Return a sentence; the case's mails that were set aside are read and judged again (B18)."""
    now = corridor.now()
    with corridor.db.begin() as tx:
        case_of(tx, case_id)
        again = [mail.id for mail in mails.of_case(tx, case_id) if mail.state == "set_aside"]
        for mail_id in again:
            cases.release(tx, mail_id, case_id, by=by, at=now)
            engine.promise_again(tx, "mail", mail_id, due=now)
        if not again and not cases.seen(tx, case_id, by=by, at=now):
            raise ComprobotError(f"El caso {case_id} no tiene correos apartados ni cartas fallidas que soltar.")
    if not again:
        return f"Caso {case_id}: visto."
    return f"Caso {case_id}: {len(again)} correo(s) se leerán de nuevo."


def _waiting(corridor: Corridor, case_id: int, reference: str | None) -> tuple[Case, Claim, tuple[Slip, ...]]:
    """Return the case, its claim that is ruled, and the slips that are meant, without what they hold of that claim.

    A payment before mere words, what lies on the desk before what the customer is asked, and then the oldest.
    """
    with corridor.db.read() as tx:
        case = case_of(tx, case_id)
        open_claims = [claim for claim in claims.of_case(tx, case_id) if claim.state in cases.WAITING]
        if not open_claims:
            raise ComprobotError(_RULED_ALREADY)
        claim = min(open_claims, key=lambda one: (one.receipt is None, one.state != "desk"))
        own = allocations.of_claim(tx, claim.id)
        meant = _meant(tx, claim, reference, now=corridor.now())
    return case, claim, tuple(replace(slip, received=slip.received - own.get(slip.id, 0)) for slip in meant)


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
