"""Hours that pass, a customer who does not answer -> alarms, one reminder, a kind end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.cases.posting import queue
from bot.letters.window import marks_ahead, resumed
from bot.store import audit, cases, claims

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from bot.model import Case, ClaimState, Letter, Window
    from bot.store.db import Tx

CLOSED_KINDLY: ClaimState = "set_aside"
"""State of what nobody answered: everything is kept, and an answer opens it again."""


def alarm(tx: Tx, case: Case, hours: int, written: Sequence[Letter], *, at: datetime) -> bool:
    """Record an alarm of a case and queue its letter to staff; False when it was raised before (B120)."""
    if not cases.raise_alarm(tx, case.id, hours, at=at):
        return False
    queue(tx, case.id, written, at=at)
    audit.write(tx, "alarm", at=at, actor="bot", case_id=case.id, details={"hours": hours})
    return True


def remind(tx: Tx, case: Case, written: Sequence[Letter], *, at: datetime) -> bool:
    """Remind the customer of what he was asked; False when he was reminded before, or has answered meanwhile."""
    if not cases.remind(tx, case.id, at=at):
        return False
    queue(tx, case.id, written, at=at)
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
    if after == "desk":
        cases.forget_alarms(tx, case.id, marks_ahead(changes["deadline"], at, window))
    if after == CLOSED_KINDLY:
        queue(tx, case.id, written, at=at)
    audit.write(tx, "customer_silent", at=at, actor="bot", case_id=case.id, details={"state": after})
    return True
