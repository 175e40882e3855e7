"""Its claims -> what a case shows: the most urgent of them, its sentence and its clock."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.store import audit, cases, claims

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from bot.model import ClaimState
    from bot.store.claims import Claim
    from bot.store.db import Tx

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


def show_others(tx: Tx, case_id: int, touched: Collection[int], *, at: datetime) -> None:
    """Let the other cases show their claims in which something of this one was settled."""
    for other in sorted(set(touched) - {case_id}):
        show(tx, other, at=at)


def show(tx: Tx, case_id: int, *, at: datetime, seen: bool = False, **changes: Any) -> None:
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


def seen(tx: Tx, case_id: int, *, by: str, at: datetime) -> bool:
    """Let a case that only a failed letter holds on the desk show its claims again; False when a claim holds it."""
    if cases.one(tx, case_id).state != "desk" or any(one.state in WAITING for one in claims.of_case(tx, case_id)):
        return False
    show(tx, case_id, at=at, seen=True)
    audit.write(tx, "case_seen", at=at, actor=by, case_id=case_id, details={})
    return True
