"""A person's word about a case -> its decision, letters and effects; the desk and the command share it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot import cases
from bot.errors import ComprobotError, Outdated, Overtaken
from bot.matching import day_trace
from bot.ruling import second
from bot.ruling.meant import RULED_ALREADY, case_of, chosen_by_proposal
from bot.ruling.weighing import weigh
from bot.ruling.word import Done, Person, Terms, Word, touched
from bot.store import cases as case_store
from bot.store import conversations, decisions, signatures

if TYPE_CHECKING:
    from datetime import datetime

    from bot.pipeline import Corridor
    from bot.ruling.word import Weighed
    from bot.store.db import Tx
    from bot.store.signatures import Signature


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
    if word.to is not None and word.to != weighed.to:
        raise ComprobotError("La carta iría ahora a otra dirección; revísela de nuevo antes de enviarla.")
    try:
        with corridor.db.begin() as tx:
            if same := _assert_current(tx, case_id, word, person, case_store.version(tx, case_id)):
                return same
            conversations.hold(tx, {day_trace.word(key) for key in weighed.one.keys})
            if weighed.second and signed is None:
                return second.ask(tx, weighed, word, person, now=now)
            if signed is not None:
                weighed = second.signed(tx, weighed, signed, person, now=now)
            return _do(tx, corridor, weighed, word, person, terms, now=now)
    except Outdated as moved:
        raise ComprobotError("La constancia ya está pagada o ese pago ya se usó; no se activó nada.") from moved


def _do(
    tx: Tx, corridor: Corridor, weighed: Weighed, word: Word, person: Person, terms: Terms, *, now: datetime
) -> Done:
    """Carry out what was weighed, with a picture of what it changes: undoing puts that back."""
    claim, one, due = weighed.claim, weighed.one, now + terms.wait
    about = [slip.id for slip in touched(one.decision)]
    version = case_store.version(tx, weighed.case.id)
    before = decisions.picture(tx, weighed.case.id, claim.id, about)
    note = " ".join(word.said) if word.action == "reject" and not weighed.letters else ""  # in his own words
    queued = cases.rule(tx, claim, one, weighed.letters, rests=weighed.rests, note=note, at=now, due=due)
    if queued is None:
        raise ComprobotError(RULED_ALREADY)
    if corridor.is_shadow:
        cases.by_hand(tx, claim.id, by=person.login, at=now)
    if word.seen_in_bank:
        cases.bank_saw(tx, weighed.case.id, by=person.login, at=now)
    about += map(int, before["slips"])  # those whose share it took back too
    after = decisions.picture(tx, weighed.case.id, claim.id, about) | {
        "letters": {str(letter): {} for letter in queued}
    }
    decision = decisions.add(
        tx, case_id=weighed.case.id, claim_id=claim.id, action=word.action, decided_by=person.login, name=person.name,
        sentence=weighed.sentence, decided_at=now, until=due, version=version,
        changes={"before": before, "after": after},
    )  # fmt: skip
    chosen = "" if word.reference is not None else chosen_by_proposal(claim, one)
    return Done(weighed.case.id, weighed.sentence, decision, f"{one.decision.reasons[0].reason}{chosen}")


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
