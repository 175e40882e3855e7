"""A person's word -> all that it would do, and nothing done."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from bot.cases import WAITING
from bot.desk.actions import ACTIONS, already_applied, split
from bot.errors import ComprobotError
from bot.letters.compose import Correspondent
from bot.letters.facts import Thread
from bot.matching import day_trace, payment_key, second_person, shares
from bot.matching.difference import divided
from bot.model import Finding, Judged
from bot.receipts.corrected import as_read, overruled, unpaid
from bot.ruling.meant import case_of, proposed, waiting
from bot.ruling.word import Weighed
from bot.secretary import ASKING
from bot.store import allocations, claims, customers, mails, payments
from bot.store import cases as case_store

if TYPE_CHECKING:
    from datetime import datetime

    from bot.model import Because, Case, Decision, PaymentKey, Vendor
    from bot.pipeline import Corridor
    from bot.ruling.word import Person, Terms, Word
    from bot.secretary import Answer
    from bot.store.claims import Claim
    from bot.store.db import Tx

DIVIDED_ALREADY = (
    "Ese dinero ya es parte de un pago dividido: acéptelo para una constancia o rechácelo. Para repartirlo de otro "
    "modo, revierta lo que ese pago activó y divídalo entero."
)
"""A share of a share would be nobody's to take back."""


def weigh(corridor: Corridor, case_id: int, word: Word, person: Person, terms: Terms, *, now: datetime) -> Weighed:
    """Return what a word would do, and do nothing; ComprobotError when it cannot be done."""
    action = _action(word.action)
    case, claim, named = waiting(corridor, case_id, word.reference, word.claim_id)
    if word.action == split.NAME and claim.share_of is not None:
        raise ComprobotError(DIVIDED_ALREADY)
    if word.action == "accept" and word.reference is None:
        named = named or proposed(corridor, claim)
    with corridor.db.read() as tx:
        claim = _without_gone(tx, claim)
    said = action.decide(divided(claim.receipt, named), claim.receipt, word.said, by=person.name, at=now)
    decision, keys = replace(said, decided_by=person.login), _keys(claim, said, corridor.policy.vendor)
    with corridor.db.read() as tx:
        if action.NAME == already_applied.NAME:
            _assert_applied(tx, case_id, already_applied.case_named(word.said))
        spent = payments.spent(tx, day_trace.sought(keys), but_of=claim.id)
        whole = claim.share_of or claim.id  # a share is as doubtful as its paper
        grounds = claims.grounds(tx, [whole])[whole].because
        version = case_store.version_seen(tx, case_id)
    one = Judged(claim.receipt, decision, keys, spent, is_share=claim.share_of is not None)
    tells, rests = action.tells(word.said), shares.of_division(one)
    asked = (_as_question(one, tells),) if tells else rests
    answer = _answer(corridor, case, claim, asked, word.paragraph, version, now) if asked else None
    letters = answer.letters if answer is not None else ()
    if decision.outcome == "ask" and not letters and not corridor.is_shadow:
        raise ComprobotError("No hay a quién preguntarle, o ya recibió muchas cartas hoy; llámele por teléfono.")
    if rests and answer is not None:
        rests = answer.judged  # whom no letter may reach today, staff call
    second, sentence = _second(claim, decision, grounds, word, terms), action.sentence(decision, claim.receipt)
    return Weighed(case, claim, one, letters, sentence, second, rests)


def _action(name: str) -> Any:
    """Return the action of this name; ComprobotError when there is none."""
    action = next((one for one in ACTIONS if name == one.NAME), None)
    if action is None:
        raise ComprobotError(f"No hay una acción «{name}»; hay {', '.join(one.NAME for one in ACTIONS)} y release.")
    return action


def _second(claim: Claim, decision: Decision, grounds: Because | None, word: Word, terms: Terms) -> str:
    """Return why a second person must sign what activates, "" when one is enough.

    What a paper says is not paid yet one person accepts who has seen it in the bank.
    """
    if decision.outcome != "activate" or terms.alone_up_to is None:
        return ""
    objections = {*(grounds.objections if grounds else ()), *(finding.rule for finding in claim.reasons)}
    doubt = overruled(claim.receipt) if claim.receipt is not None else ""
    if not doubt and claim.receipt is not None and not word.seen_in_bank:
        doubt = unpaid(claim.receipt)
    return second_person.needed(claim.receipt, decision.slips, objections, terms.alone_up_to, doubt)


def _without_gone(tx: Tx, claim: Claim) -> Claim:
    """Return the claim without the shares of its payment that switched their slips on: that money is gone."""
    gone = sum(
        sum(allocations.of_claim(tx, share.id).values())
        for share in claims.shares_of(tx, claim.id) if share.state not in WAITING
    )  # fmt: skip
    receipt = claim.receipt
    if not gone or receipt is None or receipt.amount is None:
        return claim
    return replace(claim, receipt=replace(receipt, amount=receipt.amount - gone))


def _keys(claim: Claim, said: Decision, vendor: Vendor) -> tuple[PaymentKey, ...]:
    """Return what is spent with a payment: its keys as a person reads them, and as the bot had read them."""
    if claim.receipt is None or claim.share_of is not None:  # the claim that was divided has spent them
        return ()
    papers, taken = (claim.receipt, as_read(claim.receipt)), sum(slip.balance for slip in said.slips)
    return tuple(dict.fromkeys(key for paper in papers for key in payment_key.left_behind(paper, vendor, taken)))


def _assert_applied(tx: Tx, case_id: int, other: int) -> None:
    """Refuse to close a payment as one of a case in which none was applied: nobody would look at it again."""
    if other == case_id:
        raise ComprobotError(f"C-{other} es este mismo caso; diga en cuál se aplicó el pago.")
    there = claims.of_case(tx, case_of(tx, other).id)
    if not any(one.state in ("activated", "activating") or allocations.of_claim(tx, one.id) for one in there):
        raise ComprobotError(f"En C-{other} no se ha aplicado ningún pago; revise el número.")


def _as_question(one: Judged, tells: tuple[str, ...]) -> Judged:
    """Return what the customer is told: the reason blocks of these rules."""
    reasons = tuple(Finding(rule, "") for rule in tells)
    return replace(one, decision=replace(one.decision, outcome="ask", reasons=reasons))


def _answer(
    corridor: Corridor, case: Case, claim: Claim, asked: tuple[Judged, ...], paragraph: str, version: int, now: datetime
) -> Answer | None:
    """Return what is asked, with what a person adds; None in shadow, where nobody is asked."""
    if corridor.is_shadow:
        return None
    with corridor.db.read() as tx:
        mail = mails.one(tx, claim.mail_id)
        customer = customers.by_email(tx, case.address)
    who = Correspondent(Thread(case.subject, mail.message_id), case.address, customer, "unknown")
    answer = corridor.secretary.answer(asked, who, case.id, mail, now, " ".join(paragraph.split()) or None)
    questions = tuple(letter for letter in answer.letters if letter.kind in ASKING)
    # a person may say again what was said before; two clicks on one page are one letter
    anew = tuple(replace(letter, cause=f"{letter.cause}-v{version}") for letter in questions)
    return answer._replace(letters=anew)
