"""A person's word -> all that it would do, and nothing done."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from bot.desk.actions import ACTIONS, already_applied
from bot.errors import ComprobotError
from bot.letters.compose import Correspondent
from bot.letters.facts import Thread
from bot.matching import day_trace, payment_key, second_person
from bot.matching.difference import divided
from bot.model import Finding, Judged
from bot.receipts.corrected import as_read
from bot.ruling.meant import case_of, proposed, waiting
from bot.ruling.word import Weighed
from bot.store import allocations, claims, customers, mails, payments
from bot.store import cases as case_store

if TYPE_CHECKING:
    from datetime import datetime

    from bot.model import Case, Letter, PaymentKey, Vendor
    from bot.pipeline import Corridor
    from bot.ruling.word import Person, Terms, Word
    from bot.store.claims import Claim
    from bot.store.db import Tx


def weigh(corridor: Corridor, case_id: int, word: Word, person: Person, terms: Terms, *, now: datetime) -> Weighed:
    """Return what a word would do, and do nothing; ComprobotError when it cannot be done."""
    action: Any = next((one for one in ACTIONS if word.action == one.NAME), None)
    if action is None:
        raise ComprobotError(
            f"No hay una acción «{word.action}»; hay {', '.join(one.NAME for one in ACTIONS)} y release."
        )
    case, claim, named = waiting(corridor, case_id, word.reference, word.claim_id)
    if word.action == "accept" and word.reference is None:
        named = named or proposed(corridor, claim)
    shares = divided(claim.receipt, named)
    decision = replace(action.decide(shares, claim.receipt, word.said, by=person.name, at=now), decided_by=person.login)
    keys = _keys(claim, corridor.policy.vendor)
    with corridor.db.read() as tx:
        if action.NAME == already_applied.NAME:
            _assert_applied(tx, case_id, already_applied.case_named(word.said))
        spent = payments.spent(tx, day_trace.sought(keys), but_of=claim.id)
        grounds = claims.grounds(tx, [claim.id])[claim.id].because
        version = case_store.version_seen(tx, case_id)
    one = Judged(claim.receipt, decision, keys, spent)
    tells = action.tells(word.said)
    letters = _letters(corridor, case, claim, one, tells, word.paragraph, version, now) if tells else ()
    if decision.outcome == "ask" and not letters and not corridor.is_shadow:
        raise ComprobotError("No hay a quién preguntarle, o ya recibió muchas cartas hoy; llámele por teléfono.")
    objections = {*(grounds.objections if grounds else ()), *(finding.rule for finding in claim.reasons)}
    second = ""
    if decision.outcome == "activate" and terms.alone_up_to is not None:
        second = second_person.needed(claim.receipt, decision.slips, objections, terms.alone_up_to)
    return Weighed(case, claim, one, letters, action.sentence(decision, claim.receipt), second)


def _keys(claim: Claim, vendor: Vendor) -> tuple[PaymentKey, ...]:
    """Return what is spent with a payment: its keys as a person reads them, and as the bot had read them."""
    if claim.receipt is None:
        return ()
    papers = (claim.receipt, as_read(claim.receipt))
    return tuple(dict.fromkeys(key for paper in papers for key in payment_key.traces(paper, vendor)))


def _assert_applied(tx: Tx, case_id: int, other: int) -> None:
    """Refuse to close a payment as one of a case in which none was applied: nobody would look at it again."""
    if other == case_id:
        raise ComprobotError(f"C-{other} es este mismo caso; diga en cuál se aplicó el pago.")
    there = claims.of_case(tx, case_of(tx, other).id)
    if not any(one.state in ("activated", "activating") or allocations.of_claim(tx, one.id) for one in there):
        raise ComprobotError(f"En C-{other} no se ha aplicado ningún pago; revise el número.")


def _letters(
    corridor: Corridor, case: Case, claim: Claim, one: Judged, tells: tuple[str, ...], paragraph: str, version: int,
    now: datetime,
) -> tuple[Letter, ...]:  # fmt: skip
    """Return what the customer is told: the reason blocks of these rules, and what a person adds."""
    if corridor.is_shadow:
        return ()
    with corridor.db.read() as tx:
        mail = mails.one(tx, claim.mail_id)
        customer = customers.by_email(tx, case.address)
    who = Correspondent(Thread(case.subject, mail.message_id), case.address, customer, "unknown")
    reasons = tuple(Finding(rule, "") for rule in tells)
    asked = replace(one, decision=replace(one.decision, outcome="ask", reasons=reasons))
    answer = corridor.secretary.answer((asked,), who, case.id, mail, now, " ".join(paragraph.split()) or None)
    if answer.outcome != "ask":
        return ()
    # a person may say again what was said before; two clicks on one page are one letter
    return tuple(replace(letter, cause=f"{letter.cause}-v{version}") for letter in answer.letters)
