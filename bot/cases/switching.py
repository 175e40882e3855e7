"""A panel that is on, or that nobody can tell of -> the case of its payment."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot import paying
from bot.cases.posting import queue
from bot.cases.showing import show, show_others
from bot.letters.compose import ACKNOWLEDGEMENTS
from bot.model import Decision, Finding
from bot.store import activations, allocations, audit, claims, customers, letters

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from bot.model import Activation, Letter, Panel
    from bot.store.db import Tx

_UNCONFIRMED = "El pago está aplicado, pero el panel no confirma la activación."


def confirm(
    tx: Tx, activation: Activation, panel: Panel, written: Sequence[Letter], *, at: datetime, by: str = "bot"
) -> bool:
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
    queue(tx, activation.case_id, written, at=at)
    done = {"slip": activation.slip.reference, "key": activation.idempotency_key}
    audit.write(tx, "activated", at=at, actor=by, case_id=activation.case_id, details=done)
    return True


def by_hand(tx: Tx, claim_id: int, *, by: str, at: datetime) -> None:
    """End what a person accepts in shadow: he switches it on himself, so no panel is written and no letter goes."""
    for owed in activations.of_claim(tx, claim_id, now=at):
        if activations.confirm(tx, owed.id, at=at):
            _end(tx, owed, at=at)
            details = {"slip": owed.slip.reference}
            audit.write(tx, "activated_by_hand", at=at, actor=by, case_id=owed.case_id, details=details)


def take_back_doubted(tx: Tx, activation: Activation, said: str, *, by: str, at: datetime) -> bool:
    """Open the slip of an activation of which nobody could tell, and which a person saw is off; False when it is none.

    Nobody was told that it is on, so no letter goes. Its payment lies on the desk again, spent as it was: who accepts
    it once more asks the panel under another key.
    """
    if activation.state != "uncertain" or not paying.reverse(tx, activation, frees_payment=False, at=at):
        return False
    case_id = claims.case_of(tx, activation.claim_id)
    finding = Finding("activation_reverted", said)
    decision = Decision("review", (finding,), (activation.slip,), by, at)
    claims.redecide(tx, activation.claim_id, "desk", decision, expected=("activating", "desk"))
    lay_parts_down(tx, activation, case_id, decision, at=at)
    show(tx, case_id, at=at, verdict=said, stopped_at=None)
    details = {"slip": activation.slip.reference, "reason": said}
    audit.write(tx, "activation_reverted", at=at, actor=by, case_id=case_id, details=details)
    return True


def lay_parts_down(tx: Tx, activation: Activation, case_id: int, why: Decision, *, at: datetime) -> None:
    """Lay the parts that other payments left to a slip on the desk again: it is off, and it keeps their money."""
    parts = allocations.left_alone(tx, activation.slip.id, activation.claim_id)
    for part in parts:
        claims.redecide(tx, part, "desk", why, expected=("activating", "activated"))
    for other in sorted({*parts.values()} - {case_id}):
        show(tx, other, at=at, verdict=why.reasons[0].reason, stopped_at=None)


def _end(tx: Tx, activation: Activation, *, at: datetime) -> None:
    """End every claim that waited for a slip that is on."""
    touched = allocations.finish(tx, activation.slip.id, activation.claim_id)
    touched |= claims.end_repeats(tx, activation.slip.id)
    claims.supersede(tx, activation.case_id, activation.slip.id)
    show_others(tx, activation.case_id, touched, at=at)
    show(tx, activation.case_id, at=at)


def doubt_activation(tx: Tx, activation: Activation, reason: str, *, at: datetime) -> bool:
    """Hand an activation that nobody can confirm to staff; False when it is not owed any more."""
    if not activations.doubt(tx, activation.id):
        return False
    activation = replace(activation, case_id=claims.case_of(tx, activation.claim_id))
    claims.move(tx, activation.claim_id, "desk", expected=("activating",))
    show(tx, activation.case_id, at=at, reason="activation_uncertain", verdict=_UNCONFIRMED)
    audit.write(tx, "activation_uncertain", at=at, actor="bot", case_id=activation.case_id, details={"error": reason})
    return True
