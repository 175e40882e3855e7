"""Decision -> its effects, in one transaction: the only file that moves a case.

Every function begins with a guarded update and does nothing when it changed no row; that, and not a lease,
is what prevents a double effect.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from bot import invoicing, paying
from bot.engine import promise, promise_again
from bot.errors import Outdated
from bot.inbox.robots import ledger_key
from bot.letters.compose import ACKNOWLEDGEMENTS, verdict
from bot.letters.window import resumed
from bot.matching import payment_key
from bot.model import FINAL_STATES, Decision, Finding, Judged
from bot.store import (
    activations,
    allocations,
    audit,
    cases,
    claims,
    customers,
    decisions,
    letters,
    mails,
    signatures,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from bot.model import Activation, Case, ClaimState, Letter, Outcome, Panel, Window
    from bot.store.claims import Claim, Versions
    from bot.store.db import Tx
    from bot.store.decisions import Decided
    from bot.store.letters import StoredLetter
    from bot.store.mails import StoredMail
    from bot.store.signatures import Signature

# A case shows the state of its most urgent claim; the first is the most urgent.
_URGENCY: tuple[ClaimState, ...] = (
    "desk", "waiting_bank", "activating", "reading", "waiting_customer",
    "set_aside", "activated", "rejected", "duplicate", "ignored",
)  # fmt: skip
WAITING: tuple[ClaimState, ...] = ("desk", "waiting_customer", "waiting_bank")
"""States of a claim that a person may rule."""
LETTER_FAILED = "letter_failed"
"""Why a case waits whose letter was refused, or of which nobody knows."""
_OF_THE_CLOCK = {"holds_receipt", "deadline"}
_MOST_TOLD = 5  # signed words of one mail that are followed
_UNCONFIRMED = "El pago está aplicado, pero el panel no confirma la activación."
CLOSED_KINDLY: ClaimState = "set_aside"
"""State of what nobody answered: everything is kept, and an answer opens it again."""


@dataclass(frozen=True, slots=True)
class Opening:
    """What a mail brings to the case it opens or joins."""

    deadline: datetime
    customer_id: int | None
    address: str | None  # whom we answer
    subject: str
    message_id: str | None
    answers: tuple[str, ...]  # Message-IDs that it answers
    told: tuple[int, ...]  # cases whose signed word it brings back
    twin: int | None  # the case of the same mail in the other inbox, when its reading still waits


def open_for(tx: Tx, mail: StoredMail, opening: Opening, window: Window, *, at: datetime) -> int:
    """Return the case of this mail: the one it has, the open one whose letter it answers, or a new one."""
    if mail.case_id is not None:
        return mail.case_id
    case_id = opening.twin or _answered(tx, opening)
    if case_id is None:
        case_id = cases.open_new(
            tx,
            at=mail.arrived_at,
            deadline=opening.deadline,
            customer_id=opening.customer_id,
            address=opening.address,
            subject=opening.subject,
        )
    else:
        _resume(tx, case_id, window, at=at)
    mails.join_case(tx, mail.id, case_id)
    if opening.message_id is not None:
        cases.lengthen_thread(tx, case_id, opening.message_id)
    return case_id


def _answered(tx: Tx, opening: Opening) -> int | None:
    """Return the open case that the mail answers, by the id of a letter of ours or else by its signed word (B62, B69).

    A word that nobody else can make is still no passport: it counts for who may have had the letter.
    """
    by_id = cases.answered_by(tx, opening.answers)
    asked = dict.fromkeys((*((by_id,) if by_id is not None else ()), *opening.told[:_MOST_TOLD]))
    who = opening.customer_id, opening.address
    return next((found for case_id in asked if (found := may_join(tx, case_id, *who)) is not None), None)


def may_join(tx: Tx, case_id: int, customer_id: int | None, address: str | None) -> int | None:
    """Return the open case when its own customer writes, or one whom its letters went to.

    A closed case keeps its story and its deadline: who answers an old letter gets a promise of his own. Only what was
    closed because nobody answered goes on where it stood: so its last letter says.
    """
    case = cases.standing(tx, case_id)
    if case is None or (case.state in FINAL_STATES and case.state != CLOSED_KINDLY):
        return None
    if case.customer is not None and case.customer.id == customer_id:
        return case.id
    asked = {ledger_key(letter.recipient) for letter in letters.of_case(tx, case.id)}
    asked |= {ledger_key(case.address)} if case.address is not None else set()
    return case.id if address is not None and ledger_key(address) in asked else None


def _resume(tx: Tx, case_id: int, window: Window, *, at: datetime) -> None:
    """Let the clock of a case that waited for its customer run on with what was left, its questions open again."""
    case = cases.one(tx, case_id)
    if case.stopped_at is None:
        return
    running = resumed(case.deadline, case.stopped_at, at, window)
    waited: tuple[ClaimState, ...] = ("waiting_customer", CLOSED_KINDLY)
    cases.move(tx, case_id, "reading", expected=waited, stopped_at=None, reminded_at=None, deadline=running)
    for claim in claims.of_case(tx, case_id):
        claims.move(tx, claim.id, "waiting_customer", expected=(CLOSED_KINDLY,))


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
    for position, one in enumerate(end.judged):
        _claim(tx, mail, end, position, one, at=at)
    _queue(tx, end.case_id, end.letters, at=at)
    _stand(tx, end, at=at)
    said = {"mail": mail.id, "outcome": end.outcome, "rules": [f.rule for j in end.judged for f in j.decision.reasons]}
    audit.write(tx, "mail_decided", at=at, actor="bot", case_id=end.case_id, details=said)
    return True


def _claim(tx: Tx, mail: StoredMail, end: Settlement, position: int, one: Judged, *, at: datetime) -> None:
    claim_id = claims.add(
        tx,
        case_id=end.case_id,
        mail_id=mail.id,
        position=position,
        state=_state(one.decision),
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
        _activate(tx, end.case_id, claim_id, one, wants_invoice=end.wants_invoice, at=at, due=at)


def _state(decision: Decision) -> ClaimState:
    if decision.outcome == "ignore":
        used = any(finding.rule == "payment_already_used" for finding in decision.reasons)
        return "duplicate" if used else "ignored"
    states: dict[str, ClaimState] = {"activate": "activating", "ask": "waiting_customer", "review": "desk"}
    return states[decision.outcome]


def _activate(
    tx: Tx, case_id: int, claim_id: int, one: Judged, *, wants_invoice: bool, at: datetime, due: datetime
) -> None:
    """Let the payment switch its slips on; the parts that were kept for them wait for the panel with it."""
    paying.activate(tx, case_id, claim_id, one, wants_invoice=wants_invoice, at=at, due=due)
    for slip in one.decision.slips:
        _show_others(tx, case_id, allocations.complete(tx, slip.id), at=at)


def _queue(
    tx: Tx, case_id: int, written: Sequence[Letter], *, at: datetime, due: datetime | None = None
) -> tuple[int, ...]:
    """Put frozen letters into the outbox, promise each and return their ids; none that the case already has."""
    queued = (letters.queue(tx, case_id, one, recipient_key=ledger_key(one.to), at=at) for one in written)
    new = tuple(letter for letter in queued if letter is not None)
    for letter in new:
        promise(tx, "letter", letter, due=due or at)
    return new


def _stand(tx: Tx, end: Settlement, *, at: datetime) -> None:
    """Write the case's state, sentence and clock from its claims."""
    changes: dict[str, Any] = {"verdict": verdict(end.judged)}
    if any(one.receipt is not None for one in end.judged) and not cases.holds_receipt(tx, end.case_id):
        changes |= {"holds_receipt": True, "deadline": end.deadline}
    _show(tx, end.case_id, at=at, **changes)


def _show_others(tx: Tx, case_id: int, touched: Collection[int], *, at: datetime) -> None:
    """Let the other cases show their claims in which something of this one was settled."""
    for other in sorted(set(touched) - {case_id}):
        _show(tx, other, at=at)


def _show(tx: Tx, case_id: int, *, at: datetime, seen: bool = False, **changes: Any) -> None:
    """Let the case show its most urgent claim; its clock stands still while only the customer is awaited.

    One whose letter did not arrive stays on the desk, whatever comes in meanwhile, until a person has `seen` it.
    """
    cases.hold(tx, case_id)
    if not seen and cases.reason(tx, case_id) == LETTER_FAILED:
        cases.move(tx, case_id, "desk", **{name: changes[name] for name in _OF_THE_CLOCK & changes.keys()})
        return
    shown = min(claims.of_case(tx, case_id), key=_urgency, default=None)
    state: ClaimState = shown.state if shown else "desk"
    stopped = (cases.one(tx, case_id).stopped_at or at) if state == "waiting_customer" else None
    cases.move(tx, case_id, state, **{"stopped_at": stopped, **_of_claim(shown), **changes})


def _urgency(claim: Claim) -> tuple[int, bool, int]:
    """Return what sorts a case's claims: of equally urgent ones a payment before mere words, then the oldest."""
    return _URGENCY.index(claim.state), claim.receipt is None, claim.id


def _of_claim(shown: Claim | None) -> dict[str, Any]:
    """Return what the queue says of a case by the claim that it shows: the rule it waits for, the sum in centavos."""
    rules = [reason.rule for reason in shown.reasons] if shown else []
    amount = shown.receipt.amount if shown and shown.receipt else None
    return {"reason": next((rule for rule in rules if rule != "shadow"), ""), "amount": amount}


def acknowledge(tx: Tx, case_id: int, written: Sequence[Letter], *, at: datetime) -> bool:
    """Queue an acknowledgement; False when there is none to send or the case had one."""
    if not written or letters.kinds_of(tx, case_id) & set(ACKNOWLEDGEMENTS):
        return False
    _queue(tx, case_id, written, at=at)
    return True


def confirm(tx: Tx, activation: Activation, panel: Panel, written: Sequence[Letter], *, at: datetime) -> bool:
    """Write the panel that is on, and queue its letters; False when it was confirmed before."""
    if not activations.confirm(tx, activation.id, at=at):
        return False
    activation = replace(activation, case_id=claims.case_of(tx, activation.claim_id))
    if activation.state == "uncertain":  # staff were told; unless they have ruled it meanwhile, it goes on
        claims.move(tx, activation.claim_id, "activating", expected=("desk",))
    activations.keep_panels(tx, activation.id, customers.panel(tx, panel.customer_id), panel)
    customers.write_panel(tx, panel)
    _end(tx, activation, at=at)
    letters.cancel_queued(tx, activation.case_id, ACKNOWLEDGEMENTS)  # B52: never after the activation
    _queue(tx, activation.case_id, written, at=at)
    done = {"slip": activation.slip.reference, "key": activation.idempotency_key}
    audit.write(tx, "activated", at=at, actor="bot", case_id=activation.case_id, details=done)
    return True


def by_hand(tx: Tx, claim_id: int, *, by: str, at: datetime) -> None:
    """End what a person accepts in shadow: he switches it on himself, so no panel is written and no letter goes."""
    for owed in activations.of_claim(tx, claim_id, now=at):
        if activations.confirm(tx, owed.id, at=at):
            _end(tx, owed, at=at)
            details = {"slip": owed.slip.reference}
            audit.write(tx, "activated_by_hand", at=at, actor=by, case_id=owed.case_id, details=details)


def _end(tx: Tx, activation: Activation, *, at: datetime) -> None:
    """End every claim that waited for a slip that is on."""
    touched = allocations.finish(tx, activation.slip.id, activation.claim_id)
    touched |= claims.end_repeats(tx, activation.slip.id)
    claims.supersede(tx, activation.case_id, activation.slip.id)
    _show_others(tx, activation.case_id, touched, at=at)
    _show(tx, activation.case_id, at=at)


def doubt_activation(tx: Tx, activation: Activation, reason: str, *, at: datetime) -> bool:
    """Hand an activation that nobody can confirm to staff; False when it is not owed any more."""
    if not activations.doubt(tx, activation.id):
        return False
    activation = replace(activation, case_id=claims.case_of(tx, activation.claim_id))
    claims.move(tx, activation.claim_id, "desk", expected=("activating",))
    _show(tx, activation.case_id, at=at, reason="activation_uncertain", verdict=_UNCONFIRMED)
    audit.write(tx, "activation_uncertain", at=at, actor="bot", case_id=activation.case_id, details={"error": reason})
    return True


def letter_failed(tx: Tx, case_id: int, letter_id: int, sentence: str, *, at: datetime) -> None:
    """Raise a case whose letter was refused or is uncertain, so that staff tell the customer another way (B48)."""
    standing = cases.standing(tx, case_id)  # it may have become part of another one while the letter was on its way
    case_id = standing.id if standing is not None else case_id
    cases.move(tx, case_id, "desk", verdict=sentence, reason=LETTER_FAILED, stopped_at=None)
    audit.write(
        tx, "letter_failed", at=at, actor="bot", case_id=case_id, details={"letter": letter_id, "reason": sentence}
    )


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
    _show(tx, case_id, at=at, verdict=verdict((one,)))
    details = {"mail": mail.id, "error": error}
    audit.write(tx, "mail_set_aside", at=at, actor="bot", case_id=case_id, details=details)
    return True


def release(tx: Tx, mail_id: int, case_id: int, *, by: str, at: datetime) -> bool:
    """Take a mail that was set aside back into the corridor; False when it is not set aside (B18)."""
    if not mails.take_back(tx, mail_id):
        return False
    for claim in claims.of_mail(tx, mail_id):
        claims.remove(tx, claim.id)
    _show(tx, case_id, at=at, verdict="Se lee de nuevo.")
    cases.move(tx, case_id, "reading", stopped_at=None)
    audit.write(tx, "mail_released", at=at, actor=by, case_id=case_id, details={"mail": mail_id})
    return True


def seen(tx: Tx, case_id: int, *, by: str, at: datetime) -> bool:
    """Let a case that only a failed letter holds on the desk show its claims again; False when a claim holds it."""
    if cases.one(tx, case_id).state != "desk" or any(one.state in WAITING for one in claims.of_case(tx, case_id)):
        return False
    _show(tx, case_id, at=at)
    audit.write(tx, "case_seen", at=at, actor=by, case_id=case_id, details={})
    return True


def alarm(tx: Tx, case: Case, hours: int, written: Sequence[Letter], *, at: datetime) -> bool:
    """Record an alarm of a case and queue its letter to staff; False when it was raised before (B120)."""
    if not cases.raise_alarm(tx, case.id, hours, at=at):
        return False
    _queue(tx, case.id, written, at=at)
    audit.write(tx, "alarm", at=at, actor="bot", case_id=case.id, details={"hours": hours})
    return True


def remind(tx: Tx, case: Case, written: Sequence[Letter], *, at: datetime) -> bool:
    """Remind the customer of what he was asked; False when he was reminded before, or has answered meanwhile."""
    if not cases.remind(tx, case.id, at=at):
        return False
    _queue(tx, case.id, written, at=at)
    audit.write(tx, "customer_reminded", at=at, actor="bot", case_id=case.id, details={"letters": len(written)})
    return True


def close_kindly(tx: Tx, case: Case, written: Sequence[Letter], window: Window, *, at: datetime) -> bool:
    """Close a case whose customer never answered; False when it waits no more.

    Money that was received is not closed away, and nobody's case is closed behind his back: both go to a person.
    """
    since = case.stopped_at or at
    kept = cases.holds_money(tx, case.id)
    after: ClaimState = "desk" if kept or not written else CLOSED_KINDLY
    said = f"El cliente no contestó en {(at - since).days} días"
    changes: dict[str, Any] = {"verdict": f"{said}; su pago a cuenta espera el saldo." if kept else f"{said}."}
    if after == "desk":
        running = resumed(case.deadline, since, at, window)
        changes |= {"stopped_at": None, "deadline": running, "reason": "customer_silent"}
    if not cases.move(tx, case.id, after, expected=("waiting_customer",), **changes):
        return False
    for claim in claims.of_case(tx, case.id):
        claims.move(tx, claim.id, after, expected=("waiting_customer",))
    if after == CLOSED_KINDLY:
        _queue(tx, case.id, written, at=at)
    audit.write(tx, "customer_silent", at=at, actor="bot", case_id=case.id, details={"state": after})
    return True


def rule(
    tx: Tx,
    claim: Claim,
    one: Judged,
    written: Sequence[Letter],
    *,
    note: str,
    at: datetime,
    due: datetime | None = None,
) -> tuple[int, ...] | None:
    """Carry out a person's decision about a waiting claim; None when somebody has resolved it meanwhile (B106).

    Return the ids of its letters. Nothing goes out before `due`. Outdated when its slip or payment is no longer free:
    then nothing of it is written.
    """
    decision = one.decision
    if not claims.redecide(tx, claim.id, _ruled(decision), decision, expected=WAITING):
        return None
    claim = replace(claim, case_id=claims.case_of(tx, claim.id))
    signatures.end(tx, claim.id, at=at)
    released = paying.release(tx, claim.id) if decision.outcome != "ask" else 0
    if decision.outcome == "activate":
        wants_invoice = mails.of_claim(tx, claim.id).wants_invoice
        _activate(tx, claim.case_id, claim.id, one, wants_invoice=wants_invoice, at=at, due=due or at)
    if decision.outcome != "ask":
        _end_words(tx, claim.case_id)
    queued = _queue(tx, claim.case_id, written, at=at, due=due)
    _show(tx, claim.case_id, at=at, verdict=note or verdict((one,)))
    if released:  # written last, like every row: its lock is held until the end
        details = {"claim": claim.id, "amount": released}
        audit.write(tx, "part_released", at=at, actor=decision.decided_by, case_id=claim.case_id, details=details)
    done = {"claim": claim.id, "outcome": decision.outcome, "note": note, **_beside_proposal(claim, decision)}
    audit.write(tx, "claim_ruled", at=at, actor=decision.decided_by, case_id=claim.case_id, details=done)
    return queued


def _ruled(decision: Decision) -> ClaimState:
    """Return the state of a claim that a person decided."""
    rules = {finding.rule for finding in decision.reasons}
    if decision.outcome != "ignore" or "payment_already_used" in rules:
        return _state(decision)
    return "ignored" if "not_a_receipt" in rules else "rejected"


def undo(tx: Tx, done: Decided, *, is_shadow: bool, by: str, at: datetime) -> bool:
    """Put everything back as it was before a person's decision; False when it is too late or was done before.

    Outdated, and nothing put back, when something of it went out, or another decision stands on it.
    """
    if not decisions.take_back(tx, done.id, at=at):
        return False
    written = [int(number) for number in done.changes["after"]["letters"]]
    if not decisions.put_claims_back(tx, done.changes) or not letters.cancel_those(tx, written):
        raise Outdated("a claim or a letter moved meanwhile")
    signatures.reopen(tx, done.claim_id, ended_at=done.decided_at)
    paying.take_back(tx, done.claim_id, done.changes, only_owed=not is_shadow, at=at)
    for number, was in sorted(done.changes["before"]["cases"].items()):
        since = was["stopped_at"]
        stopped_at = datetime.fromisoformat(since) if since else None
        _show(tx, int(number), at=at, verdict=was["verdict"], reason=was["reason"], stopped_at=stopped_at)
    _show_others(tx, done.case_id, {claims.case_of(tx, done.claim_id)}, at=at)  # two became one meanwhile
    details = {"decision": done.id, "claim": done.claim_id, "undone": done.sentence}
    audit.write(tx, "ruling_undone", at=at, actor=by, case_id=done.case_id, details=details)
    return True


def reverse(
    tx: Tx,
    activation: Activation,
    reason: str,
    written: Sequence[Letter],
    *,
    frees_payment: bool,
    by: str,
    at: datetime,
    due: datetime,
) -> bool:
    """Take an activation back for a reason that stays (B107); False when it does not stand any more.

    Its claim lies on the desk again: somebody has to say what becomes of the payment.
    """
    if not paying.reverse(tx, activation, frees_payment=frees_payment, at=at):
        return False
    case_id = claims.case_of(tx, activation.claim_id)
    letters.bury(tx, case_id, f"slip-{activation.slip.reference}", as_cause=f"reverted-{activation.id}")
    finding = Finding("activation_reverted", f"Se revirtió la activación de {activation.slip.reference}: {reason}")
    decision = Decision("review", (finding,), (activation.slip,), by, at)
    claims.redecide(tx, activation.claim_id, "desk", decision, expected=("activating", "activated", "desk"))
    _queue(tx, case_id, written, at=at, due=due)
    _show(tx, case_id, at=at, verdict=finding.reason, stopped_at=None)
    details = {"slip": activation.slip.reference, "reason": reason, "payment_freed": frees_payment}
    audit.write(tx, "activation_reverted", at=at, actor=by, case_id=case_id, details=details)
    return True


def await_signature(tx: Tx, asked: Signature, *, at: datetime) -> None:
    """Let a case show that it waits for a second person (B105)."""
    said = f"Falta una segunda firma: {asked.why} {asked.name} aceptó."
    _show(tx, asked.case_id, at=at, verdict=said, reason="second_signature")
    details = {"claim": asked.claim_id, "action": asked.action, "why": asked.why, "slips": asked.reference}
    audit.write(tx, "signature_asked", at=at, actor=asked.asked_by, case_id=asked.case_id, details=details)


def note(tx: Tx, case_id: int, words: str, *, by: str, at: datetime) -> None:
    """Write what a person wants the next one to know."""
    audit.write(tx, "note", at=at, actor=by, case_id=case_id, details={"note": words})


def bank_saw(tx: Tx, case_id: int, *, by: str, at: datetime) -> int:
    """Write that the payments of a case were seen in the bank; return for how many activations it is news."""
    news = sum(activations.bank_saw(tx, claim.id, at=at) for claim in claims.of_case(tx, case_id))
    if news:
        audit.write(tx, "bank_confirmed", at=at, actor=by, case_id=case_id, details={"slips": news})
    return news


def resend(tx: Tx, letter: StoredLetter, *, by: str, at: datetime, due: datetime) -> bool:
    """Send the same bytes of a letter once more; False when it is on its way anyway, or was cancelled."""
    if not letters.move(tx, letter.id, ("sent", "uncertain", "refused", "bounced"), "queued", error=None):
        return False
    promise(tx, "letter", letter.id, due=due)
    promise_again(tx, "letter", letter.id, due=due)
    audit.write(tx, "letter_resent", at=at, actor=by, case_id=letter.case_id, details={"letter": letter.id})
    return True


def _beside_proposal(claim: Claim, decision: Decision) -> dict[str, Any]:
    """Return what was proposed first and whether the person agreed; nothing when no slip was chosen or proposed."""
    if decision.outcome != "activate" or not claim.proposals:
        return {}
    first, ruled = claim.proposals[0], {slip.reference for slip in decision.slips}
    return {
        "proposed": list(first.references),
        "preselected": first.preselected,
        "agreed": set(first.references) == ruled,
    }


def _end_words(tx: Tx, case_id: int) -> None:
    """End the claims of mails that brought words only: who rules the payment has read them in the same case."""
    for other in claims.of_case(tx, case_id):
        if {reason.rule for reason in other.reasons} == {"no_receipt"}:  # an unreadable file still waits for eyes
            claims.move(tx, other.id, "ignored", expected=WAITING)
