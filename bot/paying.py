"""Decision -> where its money goes, inside the transaction of `cases`: the only file that marks a slip paid."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot import invoicing
from bot.activation.builtin import switched_off
from bot.engine import promise
from bot.errors import Outdated
from bot.matching import day_trace, payment_key
from bot.matching.difference import divided
from bot.matching.rules import above_limit
from bot.store import activations, allocations, claims, customers, decisions, invoices, payments, slips

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from bot.model import Activation, Judged, Slip
    from bot.store.db import Tx
    from bot.store.decisions import Picture


def activate(
    tx: Tx, case_id: int, claim_id: int, one: Judged, *, wants_invoice: bool, at: datetime, due: datetime
) -> None:
    """Mark the slips paid, spend the keys, owe the activations, `due` then; Outdated when the world has moved."""
    paid, wants_invoice = one.decision.slips, wants_invoice or invoices.wanted_in(tx, case_id)
    payments.free(tx, claim_id)  # what a reversal left spent, accepted anew
    _within_limits(tx, one, at=at)
    if not paid or not all(slips.pay(tx, slip.id, received=slip.received, at=at) for slip in paid):
        raise Outdated("a slip is no longer open, or received a part meanwhile")
    _spend(tx, claim_id, one, at=at)
    paid_with = one.keys[0].value if one.keys else f"claim-{claim_id}"
    for share in divided(one.receipt, paid):
        slip = share.slip
        wanted = wants_invoice or invoices.of_slip(tx, slip.id) is not None  # he may have asked for it in his panel
        allocations.add(tx, claim_id, slip.id, share.amount)
        activation = activations.owe(
            tx,
            slip.id,
            case_id=case_id,
            claim_id=claim_id,
            key=f"{slip.reference}-{paid_with}{_once_more(tx, slip.id)}",
            amount=slip.amount,
            wants_invoice=wanted,
            at=at,
        )
        promise(tx, "activation", activation, due=due)
        invoicing.keep(tx, slip, case_id, one.receipt, wanted=wanted, at=at)


def keep_share(tx: Tx, claim_id: int, slip: Slip, amount: int) -> None:
    """Keep what a person gave a slip of a divided payment, whose keys are spent; Outdated when it has moved."""
    if not slips.keep(tx, slip.id, amount, received=slip.received):
        raise Outdated("a slip is no longer open, or received a part meanwhile")
    allocations.add(tx, claim_id, slip.id, amount)


def keep(tx: Tx, claim_id: int, one: Judged, *, at: datetime) -> None:
    """Keep a part for its slip, which waits for the rest; Outdated when the slip is not as it was judged."""
    slip, paid = one.decision.slip, one.receipt.amount if one.receipt else None
    if slip is None or paid is None or not slips.keep(tx, slip.id, paid, received=slip.received):
        raise Outdated("the slip is no longer open, or received a part meanwhile")
    _spend(tx, claim_id, one, at=at)
    allocations.add(tx, claim_id, slip.id, paid)


def release(tx: Tx, claim_id: int) -> int:
    """Take back a part that was kept, with its keys; return its centavos, 0 when there is none to take back.

    What has paid a slip stays: that slip is not open, and its activation is not undone here.
    """
    held = allocations.of_claim(tx, claim_id)
    if not held or not all(slips.give_back(tx, slip_id, amount) for slip_id, amount in held.items()):
        return 0
    allocations.remove(tx, claim_id)
    payments.free(tx, claim_id)
    return sum(held.values())


def take_back(tx: Tx, claim_id: int, changes: Mapping[str, Picture], *, only_owed: bool, at: datetime) -> None:
    """Put everything back as it was before a person's decision; Outdated when a panel is on, or money moved since."""
    states = ("owed",) if only_owed else ("owed", "confirmed")
    owed = activations.of_claim(tx, claim_id, now=at)
    reverted = all(activations.revert(tx, activation.id, states, at=at) for activation in owed)
    if not reverted or not decisions.put_money_back(tx, claim_id, changes):
        raise Outdated("a slip, a payment or a panel moved meanwhile")


def reverse(tx: Tx, activation: Activation, *, frees_payment: bool, at: datetime) -> bool:
    """Open the slip of an activation again, its panel as it was; False when it does not stand any more.

    The payment stays spent, so that the same receipt pays nothing else, unless `frees_payment`. Parts of other
    payments stay with the slip.
    """
    if not activations.revert(tx, activation.id, ("owed", "confirmed", "uncertain"), at=at):
        return False
    slips.reopen(tx, activation.slip.id)
    allocations.take_from(tx, activation.claim_id, activation.slip.id)
    whole = claims.whole_of(tx, activation.claim_id)
    if frees_payment and not allocations.of_payment(tx, whole):
        payments.free(tx, whole)
    switched = activations.panels_of(tx, activation.id)
    if switched is not None:
        customers.write_panel(tx, switched_off(customers.panel(tx, activation.slip.customer.id), *switched))
    return True


def _once_more(tx: Tx, slip_id: int) -> str:
    """Return what tells the key of a slip's second activation from that of the one that was reverted."""
    earlier = activations.reverted_before(tx, slip_id)
    return f"-{earlier + 1}" if earlier else ""


def _spend(tx: Tx, claim_id: int, one: Judged, *, at: datetime) -> None:
    first = one.decision.slips[0]
    if _spent_meanwhile(tx, one) or not payments.spend(tx, one.keys, claim_id=claim_id, slip_id=first.id, at=at):
        raise Outdated("the payment was spent meanwhile")


def _within_limits(tx: Tx, one: Judged, *, at: datetime) -> None:
    """Hold the limits against what other workers activated since it was judged; a person's word has none (B131)."""
    if one.facts is None or one.receipt is None or one.decision.decided_by != "bot":
        return
    activations.hold_limits(tx)
    customer = one.decision.slips[0].customer.id if one.decision.slips else None
    on = activations.lately(tx, customer, now=at)
    facts = replace(
        one.facts, customer_today=on.customer_today, activated_today=on.today, activated_last_hour=on.last_hour
    )
    if above_limit.check(one.receipt, one.decision.slips, facts) is not None:
        raise Outdated("a limit was reached meanwhile")


def _spent_meanwhile(tx: Tx, one: Judged) -> bool:
    """Return whether what may be the same payment was spent since it was judged: a weak key alone is worth a look."""
    news = [spent for spent in payments.spent(tx, day_trace.sought(one.keys)) if spent not in one.spent]
    return payment_key.collision(one.keys, news) is not None
