"""What a person decided -> the claim, its slips and its letters; undone, or taken back for a reason."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from bot import paying
from bot.cases.posting import queue
from bot.cases.settling import activate, state_of
from bot.cases.showing import WAITING, show, show_others
from bot.cases.switching import lay_parts_down
from bot.errors import Outdated
from bot.letters.compose import verdict
from bot.matching import payment_key
from bot.model import Decision, Finding
from bot.store import activations, audit, claims, decisions, letters, mails, signatures

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.model import Activation, ClaimState, Judged, Letter
    from bot.store.claims import Claim
    from bot.store.db import Tx
    from bot.store.decisions import Decided
    from bot.store.signatures import Signature


def rule(
    tx: Tx,
    claim: Claim,
    one: Judged,
    written: Sequence[Letter],
    *,
    rests: Sequence[Judged] = (),
    note: str,
    at: datetime,
    due: datetime | None = None,
) -> tuple[int, ...] | None:
    """Carry out a person's decision about a waiting claim; None when somebody has resolved it meanwhile (B106).

    Return the ids of its letters. `rests` are what else its slips ask for when it is divided. Nothing goes out before
    `due`. Outdated when its slip or payment is no longer free: then nothing of it is written.
    """
    decision = one.decision
    if not claims.redecide(tx, claim.id, _ruled(decision), decision, expected=WAITING):
        return None
    claim = replace(claim, case_id=claims.case_of(tx, claim.id))
    signatures.end(tx, claim.id, at=at)
    released = paying.release(tx, claim.id) + _end_shares(tx, claim.id, at=at) if decision.outcome != "ask" else 0
    if decision.outcome == "activate":
        wants_invoice = mails.of_claim(tx, claim.id).wants_invoice
        activate(tx, claim.case_id, claim.id, one, wants_invoice=wants_invoice, at=at, due=due or at)
    for rest in rests:
        _keep_share(tx, claim.id, rest)
    if decision.outcome != "ask":
        _end_words(tx, claim.case_id)
    queued = queue(tx, claim.case_id, written, at=at, due=due)
    show(tx, claim.case_id, at=at, verdict=note or verdict((one,)))
    if released:  # written last, like every row: its lock is held until the end
        details = {"claim": claim.id, "amount": released}
        audit.write(tx, "part_released", at=at, actor=decision.decided_by, case_id=claim.case_id, details=details)
    done = {"claim": claim.id, "outcome": decision.outcome, "note": note, **_beside_proposal(claim, decision)}
    audit.write(tx, "claim_ruled", at=at, actor=decision.decided_by, case_id=claim.case_id, details=done)
    return queued


def _keep_share(tx: Tx, whole_id: int, rest: Judged) -> None:
    """Keep a part for its slip as a claim of its own, which waits for the rest; for staff, when nobody is asked."""
    slip, receipt = rest.decision.slip, rest.receipt
    if slip is None or receipt is None or receipt.amount is None:
        raise Outdated("a share without its slip")
    share = claims.add_share(tx, whole_id, state_of(rest.decision), receipt, rest.decision)
    paying.keep_share(tx, share, slip, receipt.amount)


def _end_shares(tx: Tx, claim_id: int, *, at: datetime) -> int:
    """Take back what a divided payment left to slips that are open still; return its centavos."""
    released = 0
    for share in claims.shares_of(tx, claim_id):
        if share.state in WAITING and claims.move(tx, share.id, "ignored", expected=WAITING):
            signatures.end(tx, share.id, at=at)
            released += paying.release(tx, share.id)
    return released


def correct(tx: Tx, claim: Claim, one: Judged, told: str, *, by: str, at: datetime) -> bool:
    """Let a claim on the desk say what a person reads on its paper; False when it lies there no more.

    Who signed first signed for other values: that has to be done anew.
    """
    receipt = one.receipt
    if receipt is None or not claims.correct(
        tx, claim.id, receipt, one.decision, one.proposals, payment_key.printed(receipt)
    ):
        return False
    signatures.end(tx, claim.id, at=at)
    case_id = claims.case_of(tx, claim.id)
    show(tx, case_id, at=at, verdict=verdict((one,)))
    audit.write(tx, "value_corrected", at=at, actor=by, case_id=case_id, details={"claim": claim.id, "corrected": told})
    return True


def _ruled(decision: Decision) -> ClaimState:
    """Return the state of a claim that a person decided."""
    rules = {finding.rule for finding in decision.reasons}
    if decision.outcome != "ignore" or "payment_already_used" in rules:
        return state_of(decision)
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
    if not decisions.take_new_claims(tx, done.changes):
        raise Outdated("a share of the payment moved meanwhile")
    for number, was in sorted(done.changes["before"]["cases"].items()):
        since = was["stopped_at"]
        stopped_at = datetime.fromisoformat(since) if since else None
        show(tx, int(number), at=at, verdict=was["verdict"], reason=was["reason"], stopped_at=stopped_at)
    show_others(tx, done.case_id, {claims.case_of(tx, done.claim_id)}, at=at)  # two became one meanwhile
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
    queue(tx, case_id, written, at=at, due=due)
    lay_parts_down(tx, activation, case_id, decision, at=at)
    show(tx, case_id, at=at, verdict=finding.reason, stopped_at=None)
    details = {"slip": activation.slip.reference, "reason": reason, "payment_freed": frees_payment}
    audit.write(tx, "activation_reverted", at=at, actor=by, case_id=case_id, details=details)
    return True


def await_signature(tx: Tx, asked: Signature, *, at: datetime) -> None:
    """Let a case show that it waits for a second person (B105)."""
    said = f"Falta una segunda firma: {asked.why} {asked.name} aceptó."
    show(tx, asked.case_id, at=at, verdict=said, reason="second_signature")
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
