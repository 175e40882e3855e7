"""What one person accepted and another one must sign (B105)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot import cases
from bot.errors import Overtaken
from bot.ruling.word import Done, touched
from bot.store import audit, signatures

if TYPE_CHECKING:
    from datetime import datetime

    from bot.ruling.word import Person, Weighed, Word
    from bot.store.db import Tx
    from bot.store.signatures import Signature


def ask(tx: Tx, weighed: Weighed, word: Word, person: Person, *, now: datetime) -> Done:
    """Write what one person accepted and another one must sign (B105)."""
    signatures.ask(
        tx, case_id=weighed.case.id, claim_id=weighed.claim.id, action=word.action, said=list(word.said),
        reference=",".join(slip.reference for slip in touched(weighed.one.decision)), seen_in_bank=word.seen_in_bank,
        why=weighed.second, asked_by=person.login, name=person.name, asked_at=now,
    )  # fmt: skip
    asked = signatures.standing(tx, weighed.case.id)
    if asked is not None:
        cases.await_signature(tx, asked, at=now)
    return Done(weighed.case.id, "espera la firma de otra persona", None)


def signed(tx: Tx, weighed: Weighed, asked: Signature, person: Person, *, now: datetime) -> Weighed:
    """Return the decision with both names; Overtaken when somebody signed it before."""
    if not signatures.sign(tx, asked.id, by=person.login, at=now):
        raise Overtaken
    details = {"signature": asked.id, "asked_by": asked.asked_by}
    audit.write(tx, "signature_given", at=now, actor=person.login, case_id=weighed.case.id, details=details)
    first = weighed.one.decision.reasons[0]
    said = first.reason.replace(person.name, asked.name, 1)
    reason = replace(first, reason=f"{said} Segunda firma: {person.name}.")
    return replace(weighed, one=replace(weighed.one, decision=replace(weighed.one.decision, reasons=(reason,))))
