"""A person's word about a case -> its decision, letters and effects; the desk and the command share it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from bot import cases, engine
from bot.desk.actions import ACTIONS, already_applied
from bot.errors import ComprobotError, Outdated, Overtaken
from bot.letters.compose import Correspondent
from bot.letters.facts import Thread
from bot.matching import day_trace, payment_key, second_person
from bot.matching.difference import divided
from bot.model import Finding, Judged
from bot.receipts.corrected import as_read
from bot.store import (
    activations,
    allocations,
    audit,
    claims,
    conversations,
    customers,
    decisions,
    mails,
    payments,
    signatures,
    slips,
)
from bot.store import cases as case_store

if TYPE_CHECKING:
    from datetime import datetime

    from bot.model import Case, Decision, Letter, PaymentKey, Proposal, Slip, Vendor
    from bot.pipeline import Corridor
    from bot.store.claims import Claim
    from bot.store.db import Tx
    from bot.store.signatures import Signature

RULED_ALREADY = "Ese caso ya fue resuelto."
IN_DOUBT = "Nadie sabe si el panel quedó: revíselo y diga primero si sí quedó o no."


@dataclass(frozen=True, slots=True)
class Person:
    """Who decides."""

    login: str
    name: str  # as colleagues read it
    signs: bool = False  # whether this one may be the second person (B105)


@dataclass(frozen=True, slots=True)
class Word:
    """What a person says about a case."""

    action: str
    said: tuple[str, ...] = ()
    reference: str | None = None  # the slips, 935447 or 935447,935448; None: those that the claim is about
    claim_id: int | None = None  # None: the one that waits most
    version: int | None = None  # of the case as he saw it; None: as it is
    paragraph: str = ""  # what he adds to the letter
    to: str | None = None  # to whom the letter was shown to go (None: not shown)
    seen_in_bank: bool = False


@dataclass(frozen=True, slots=True)
class Terms:
    """How a decision of the desk takes effect."""

    wait: timedelta = timedelta(0)  # nothing goes out before: so long it can be undone
    alone_up_to: int | None = None  # centavos that one person may accept (B105); None: any sum


@dataclass(frozen=True, slots=True)
class Weighed:
    """A word that can be carried out, with all that it would do."""

    case: Case
    claim: Claim
    one: Judged
    letters: tuple[Letter, ...]
    sentence: str  # what was done, once it is
    second: str  # why a second person must sign; "" when one is enough


@dataclass(frozen=True, slots=True)
class Done:
    """What came of a word."""

    case_id: int
    sentence: str
    decision: int | None  # None: it waits for a second person
    reason: str = ""  # the decision's own sentence


def rule(
    corridor: Corridor, case_id: int, action: str, *, said: tuple[str, ...], reference: str | None, by: str
) -> str:
    """Return a sentence that says what was done; ComprobotError, and nothing done, when it cannot be.

    This is the command: who may start it holds the database, so nothing waits and no second person is asked.
    """
    done = carry_out(corridor, case_id, Word(action, said, reference), Person(by, by))
    return f"Caso {case_id}: {done.reason}"


def carry_out(
    corridor: Corridor, case_id: int, word: Word, person: Person, terms: Terms | None = None,
    signed: Signature | None = None,
) -> Done:  # fmt: skip
    """Return what was done; Overtaken when the case is not as he saw it, ComprobotError when it cannot be done.

    The same word sent twice is done once.
    """
    terms, now = terms or Terms(), corridor.now()
    with corridor.db.read() as tx:
        if same := _assert_current(tx, case_of(tx, case_id).id, word, person, case_store.version_seen(tx, case_id)):
            return same
    weighed = weigh(corridor, case_id, word, person, terms, now=now)
    if word.to is not None and word.to != _recipient(weighed):
        raise ComprobotError("La carta iría ahora a otra dirección; revísela de nuevo antes de enviarla.")
    try:
        with corridor.db.begin() as tx:
            if same := _assert_current(tx, case_id, word, person, case_store.version(tx, case_id)):
                return same
            conversations.hold(tx, {day_trace.word(key) for key in weighed.one.keys})
            if weighed.second and signed is None:
                return _ask_second(tx, weighed, word, person, now=now)
            if signed is not None:
                weighed = _signed(tx, weighed, signed, person, now=now)
            return _do(tx, corridor, weighed, word, person, terms, now=now)
    except Outdated as moved:
        raise ComprobotError("La constancia ya está pagada o ese pago ya se usó; no se activó nada.") from moved


def _do(
    tx: Tx, corridor: Corridor, weighed: Weighed, word: Word, person: Person, terms: Terms, *, now: datetime
) -> Done:
    """Carry out what was weighed, with a picture of what it changes: undoing puts that back."""
    claim, one, due = weighed.claim, weighed.one, now + terms.wait
    about = [slip.id for slip in _touched(one.decision)]
    version = case_store.version(tx, weighed.case.id)
    before = decisions.picture(tx, weighed.case.id, claim.id, about)
    note = " ".join(word.said) if word.action == "reject" and not weighed.letters else ""  # in his own words
    queued = cases.rule(tx, claim, one, weighed.letters, note=note, at=now, due=due)
    if queued is None:
        raise ComprobotError(RULED_ALREADY)
    if corridor.is_shadow:
        cases.by_hand(tx, claim.id, by=person.login, at=now)
    if word.seen_in_bank:
        cases.bank_saw(tx, weighed.case.id, by=person.login, at=now)
    after = decisions.picture(tx, weighed.case.id, claim.id, about) | {
        "letters": {str(letter): {} for letter in queued}
    }
    decision = decisions.add(
        tx, case_id=weighed.case.id, claim_id=claim.id, action=word.action, decided_by=person.login, name=person.name,
        sentence=weighed.sentence, decided_at=now, until=due, version=version,
        changes={"before": before, "after": after},
    )  # fmt: skip
    chosen = "" if word.reference is not None else _chosen_by_proposal(claim, one)
    return Done(weighed.case.id, weighed.sentence, decision, f"{one.decision.reasons[0].reason}{chosen}")


def _touched(decision: Decision) -> tuple[Slip, ...]:
    """Return every slip that gets money by a decision: those paid whole, and those that keep a part."""
    return (*decision.slips, *(share.slip for share in decision.parts))


def weigh(corridor: Corridor, case_id: int, word: Word, person: Person, terms: Terms, *, now: datetime) -> Weighed:
    """Return what a word would do, and do nothing; ComprobotError when it cannot be done."""
    action: Any = next((one for one in ACTIONS if word.action == one.NAME), None)
    if action is None:
        raise ComprobotError(
            f"No hay una acción «{word.action}»; hay {', '.join(one.NAME for one in ACTIONS)} y release."
        )
    case, claim, named = waiting(corridor, case_id, word.reference, word.claim_id)
    if word.action == "accept" and word.reference is None:
        named = named or _proposed(corridor, claim)
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


def _recipient(weighed: Weighed) -> str:
    return weighed.letters[0].to if weighed.letters else ""


def _assert_current(tx: Tx, case_id: int, word: Word, person: Person, version: int) -> Done | None:
    """Return what this very word did already, None when it is new; Overtaken when the case has moved since (B106)."""
    if word.version is None or version == word.version:
        return None
    last = decisions.last(tx, case_id)
    if last is None or last.version < word.version:
        raise Overtaken
    if (last.decided_by, last.action, last.version) == (person.login, word.action, word.version):
        return Done(case_id, last.sentence, last.id)
    raise Overtaken(last.name, last.sentence, last.decided_at)


# ---------------------------------------------------------------- the second person


def _ask_second(tx: Tx, weighed: Weighed, word: Word, person: Person, *, now: datetime) -> Done:
    """Write what one person accepted and another one must sign (B105)."""
    signatures.ask(
        tx, case_id=weighed.case.id, claim_id=weighed.claim.id, action=word.action, said=list(word.said),
        reference=",".join(slip.reference for slip in _touched(weighed.one.decision)), seen_in_bank=word.seen_in_bank,
        why=weighed.second, asked_by=person.login, name=person.name, asked_at=now,
    )  # fmt: skip
    asked = signatures.standing(tx, weighed.case.id)
    if asked is not None:
        cases.await_signature(tx, asked, at=now)
    return Done(weighed.case.id, "espera la firma de otra persona", None)


def sign(
    corridor: Corridor, case_id: int, signature_id: int, person: Person, terms: Terms, version: int | None
) -> Done:
    """Return what was done once a second person signed; ComprobotError when this one may not, Overtaken too late."""
    with corridor.db.read() as tx:
        asked = signatures.standing(tx, case_id)
        last = decisions.last(tx, case_id)
    if asked is None or asked.id != signature_id:
        raise Overtaken(last.name, last.sentence, last.decided_at) if last is not None else Overtaken
    if asked.asked_by == person.login:
        raise ComprobotError("Quien aceptó no puede dar la segunda firma.")
    if not person.signs:
        raise ComprobotError("La segunda firma la da una persona con permiso de aprobar.")
    word = Word(asked.action, asked.said, asked.reference, asked.claim_id, version, seen_in_bank=asked.seen_in_bank)
    return carry_out(corridor, case_id, word, person, terms, signed=asked)


def _signed(tx: Tx, weighed: Weighed, asked: Signature, person: Person, *, now: datetime) -> Weighed:
    if not signatures.sign(tx, asked.id, by=person.login, at=now):
        raise Overtaken
    details = {"signature": asked.id, "asked_by": asked.asked_by}
    audit.write(tx, "signature_given", at=now, actor=person.login, case_id=weighed.case.id, details=details)
    first = weighed.one.decision.reasons[0]
    said = first.reason.replace(person.name, asked.name, 1)
    reason = replace(first, reason=f"{said} Segunda firma: {person.name}.")
    return replace(weighed, one=replace(weighed.one, decision=replace(weighed.one.decision, reasons=(reason,))))


# ---------------------------------------------------------------- what is meant


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


def case_of(tx: Tx, case_id: int) -> Case:
    """Return the case; ComprobotError when there is none with that number."""
    case = case_store.find(tx, case_id)
    if case is None:
        raise ComprobotError(f"No existe el caso {case_id}.")
    return case
