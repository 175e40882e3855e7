"""What was decided about one mail -> its claims, its slips, its letters."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from bot import invoicing, paying
from bot.cases.doubting import tell
from bot.cases.posting import queue
from bot.cases.showing import show, show_others
from bot.letters.compose import verdict
from bot.matching import payment_key
from bot.matching.decide import TO_BE_EXPECTED_OF_A_REPEAT
from bot.model import Decision, Finding, Judged
from bot.store import allocations, audit, cases, claims, mails, signatures

if TYPE_CHECKING:
    from datetime import datetime

    from bot.model import ClaimState, Letter, Outcome, Receipt
    from bot.store.claims import Versions
    from bot.store.db import Tx
    from bot.store.mails import StoredMail


@dataclass(frozen=True, slots=True)
class Settlement:
    """All that one mail leads to."""

    case_id: int
    outcome: Outcome
    judged: tuple[Judged, ...]
    letters: tuple[Letter, ...]
    deadline: datetime  # what a first readable receipt promises
    wants_invoice: bool
    versions: Versions
    invoice: invoicing.Said = field(default_factory=invoicing.Said)


def settle(tx: Tx, mail: StoredMail, end: Settlement, *, at: datetime) -> bool:
    """Carry out what was decided about one mail; False when it was settled before; Outdated when the world moved."""
    if not mails.close(tx, mail.id, end.outcome, at=at, wants_invoice=end.wants_invoice):
        return False
    with_receipt = any(one.receipt is not None for one in end.judged)
    invoicing.take(tx, mail.id, end.case_id, end.invoice, with_receipt=with_receipt, at=at)
    made = [_claim(tx, mail, end, position, one, at=at) for position, one in enumerate(end.judged)]
    queue(tx, end.case_id, end.letters, at=at)
    _stand(tx, end, at=at)
    for claim_id, one in zip(made, end.judged, strict=True):
        tell(tx, end.case_id, claim_id, one, at=at)
    said = {"mail": mail.id, "outcome": end.outcome, "rules": [f.rule for j in end.judged for f in j.decision.reasons]}
    audit.write(tx, "mail_decided", at=at, actor="bot", case_id=end.case_id, details=said)
    return True


def _claim(tx: Tx, mail: StoredMail, end: Settlement, position: int, one: Judged, *, at: datetime) -> int:
    """Return the id of the new claim, once its payment is where it goes."""
    claim_id = claims.add(
        tx,
        case_id=end.case_id,
        mail_id=mail.id,
        position=position,
        state=state_of(one.decision),
        receipt=one.receipt,
        decision=one.decision,
        versions=end.versions,
        proposals=one.proposals,
        because=one.because,
        words=payment_key.printed(one.receipt) if one.receipt else (),
    )
    if one.receipt is not None and one.receipt.references and one.decision.slips:
        claims.end_answered(tx, end.case_id, claim_id, one.receipt)
    if one.decision.is_part:
        paying.keep(tx, claim_id, one, at=at)
    elif one.decision.outcome == "activate":
        activate(tx, end.case_id, claim_id, one, wants_invoice=end.wants_invoice, at=at, due=at)
        _end_lesser_papers(tx, end.case_id, claim_id, one, at=at)
    return claim_id


def _end_lesser_papers(tx: Tx, case_id: int, claim_id: int, one: Judged, *, at: datetime) -> None:
    """End what waits in a case for no more than a better picture of the payment that now switched its slip on."""
    if one.facts is None:
        return
    for earlier in claims.of_case(tx, case_id):
        rules = {reason.rule for reason in earlier.reasons}
        if earlier.receipt is None or earlier.id >= claim_id or not rules <= set(TO_BE_EXPECTED_OF_A_REPEAT):
            continue
        spent = payment_key.as_spent(earlier.receipt, one.facts.vendor, at)
        is_same = payment_key.collision(one.keys, spent) == "same" and _tells_no_other(earlier.receipt, one)
        if is_same and claims.move(tx, earlier.id, "duplicate", expected=("desk", "waiting_customer")):
            signatures.end(tx, earlier.id, at=at)
            details = {"claim": earlier.id, "by": claim_id}
            audit.write(tx, "better_picture", at=at, actor="bot", case_id=case_id, details=details)


def _tells_no_other(poorer: Receipt, one: Judged) -> bool:
    """Whether a paper of the same payment says nothing else than its better picture: no other slip, day or sum."""
    better, named = one.receipt, {slip.reference for slip in one.decision.slips}
    if better is None or not set(poorer.references) <= named or poorer.paid_on not in (None, better.paid_on):
        return False
    return (
        better.amount in poorer.sums
        if poorer.amount is None and poorer.sums
        else poorer.amount in (None, better.amount)
    )


def state_of(decision: Decision) -> ClaimState:
    """Return the state of a claim that was decided so."""
    if decision.outcome == "ignore":
        used = any(finding.rule == "payment_already_used" for finding in decision.reasons)
        return "duplicate" if used else "ignored"
    states: dict[str, ClaimState] = {"activate": "activating", "ask": "waiting_customer", "review": "desk"}
    return states[decision.outcome]


def activate(
    tx: Tx, case_id: int, claim_id: int, one: Judged, *, wants_invoice: bool, at: datetime, due: datetime
) -> None:
    """Let the payment switch its slips on; the parts that were kept for them wait for the panel with it."""
    paying.activate(tx, case_id, claim_id, one, wants_invoice=wants_invoice, at=at, due=due)
    for slip in one.decision.slips:
        show_others(tx, case_id, allocations.complete(tx, slip.id), at=at)


def _stand(tx: Tx, end: Settlement, *, at: datetime) -> None:
    """Write the case's state, sentence and clock from its claims."""
    changes: dict[str, Any] = {"verdict": verdict(end.judged)}
    if any(one.receipt is not None for one in end.judged) and not cases.holds_receipt(tx, end.case_id):
        changes |= {"holds_receipt": True, "deadline": end.deadline}
    show(tx, end.case_id, at=at, **changes)


def set_aside(tx: Tx, mail: StoredMail, case_id: int, error: str, versions: Versions, *, at: datetime) -> bool:
    """Set a mail that nobody can open aside, raw bytes kept, with a desk case (B17); False when it was decided."""
    if not mails.set_aside(tx, mail.id, at=at):
        return False
    reason = Finding("unreadable_mail", "El correo no se pudo abrir en tres intentos; está guardado completo.")
    one = Judged(None, Decision("review", (reason,), (), "bot", at))
    claims.add(
        tx, case_id=case_id, mail_id=mail.id, position=0, state="desk", receipt=None, decision=one.decision,
        versions=versions,
    )  # fmt: skip
    show(tx, case_id, at=at, verdict=verdict((one,)))
    details = {"mail": mail.id, "error": error}
    audit.write(tx, "mail_set_aside", at=at, actor="bot", case_id=case_id, details=details)
    return True


def release(tx: Tx, mail_id: int, case_id: int, *, by: str, at: datetime) -> bool:
    """Take a mail that was set aside back into the corridor; False when it is not set aside (B18)."""
    if not mails.take_back(tx, mail_id):
        return False
    for claim in claims.of_mail(tx, mail_id):
        claims.remove(tx, claim.id)
    show(tx, case_id, at=at, verdict="Se lee de nuevo.")
    cases.move(tx, case_id, "reading", stopped_at=None)
    audit.write(tx, "mail_released", at=at, actor=by, case_id=case_id, details={"mail": mail_id})
    return True
