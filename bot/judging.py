"""Receipts + what the store knows around them -> Judged claims."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from bot import replies
from bot.matching import decide, match, payment_key
from bot.model import Facts, Finding, Judged, SpentKey
from bot.receipts import read
from bot.store import activations, claims, customers, payments, slips

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from bot.model import Authenticity, Box, Customer, Reading, Receipt, Slip, TrustPolicy, Vendor
    from bot.store.db import Database, Tx
    from bot.store.mails import StoredMail

    Looks = tuple[tuple[str, int, Box], ...]
    LookAgain = Callable[[int, Looks], tuple[str, ...]]  # of the papers that this mail brought


_PARTS = ("waiting_customer", "desk")


@dataclass(frozen=True, slots=True)
class Policy:
    """By what is judged."""

    vendor: Vendor
    trust: TrustPolicy


@dataclass(frozen=True, slots=True)
class Gathered:
    """One receipt with the slips it could mean and the facts around it."""

    receipt: Receipt
    slips: tuple[Slip, ...]
    facts: Facts


@dataclass(frozen=True, slots=True)
class Sender:
    """What the mail says of who sent it."""

    customer: Customer | None
    authenticity: Authenticity


def judged_of(
    db: Database,
    reading: Reading,
    mail: StoredMail,
    sender: Sender,
    policy: Policy,
    look_again: LookAgain,
    *,
    case_id: int,
    robot: str | None,
    now: datetime,
) -> tuple[Judged, ...]:
    """Return every claim of a mail, judged; a mail in which no payment was read gives one without a receipt."""
    receipts, paper = read.receipts(reading, policy.vendor), mail.id
    told = read.numbers_told(reading.mail)
    with db.read() as tx:
        before = claims.of_case(tx, case_id)
        if not receipts and (answer := replies.completed(before, reading.mail)) is not None:
            receipts, paper = (answer.receipt,), answer.mail_id
        gathered = [gather(tx, receipt, mail, sender, policy, told=told, now=now) for receipt in receipts]
    if not gathered:
        return (_without_payment(reading, policy, robot, now),)
    judged = each_once(tuple(judge(one, partial(look_again, paper)) for one in gathered))
    paid = [claim.receipt for claim in before if claim.state in _PARTS and claim.receipt is not None]
    paid += [one.receipt for one in judged if one.receipt is not None]
    return tuple(_to_staff(one) if _is_a_part(one, paid, policy) else one for one in judged)


def _is_a_part(one: Judged, paid: Sequence[Receipt], policy: Policy) -> bool:
    """Return whether a short payment comes beside another one for its slip: the balance that was asked for, perhaps."""
    slip, asked = one.decision.slip, {finding.rule for finding in one.decision.reasons}
    if slip is None or one.decision.outcome != "ask" or not asked & {"amount_differs", "amount_is_subtotal"}:
        return False
    parts = [part for part in paid if part is not one.receipt and slip.reference in part.references]
    return any(not set(one.keys) & set(payment_key.keys(part, policy.vendor)) for part in parts)


def _without_payment(reading: Reading, policy: Policy, robot: str | None, now: datetime) -> Judged:
    flags = read.flags_of(reading.documents, policy.vendor)
    attached = any(not document.name.startswith("cuerpo.") for document in reading.documents)
    mail = reading.mail
    decision = decide.without_payment(
        flags, mail_has_attachments=attached, is_robot=robot, text=mail.own_text, now=now, subject=mail.subject
    )
    return Judged(None, decision)


def gather(
    tx: Tx, receipt: Receipt, mail: StoredMail, sender: Sender, policy: Policy, *, told: tuple[str, ...], now: datetime
) -> Gathered:
    """Return the receipt, its references chosen among the open slips, beside everything that is judged with it."""
    named = slips.named(tx, (*receipt.references, *receipt.candidates), now=now)
    receipt = _chosen(receipt, named, told)
    customer = next((slip.customer for slip in named if slip.reference in receipt.references), sender.customer)
    day = now - timedelta(hours=24)
    facts = Facts(
        now=now,
        arrived_at=mail.arrived_at,
        vendor=policy.vendor,
        trust=policy.trust,
        authenticity=sender.authenticity,
        sender=sender.customer,
        junk=mail.junk,
        spent=payments.spent(tx, payment_key.keys(receipt, policy.vendor)),
        rivals=_rivals(tx, sender, now=now),
        paid_before=customer is not None and customers.has_paid_before(tx, customer.id),
        customer_today=activations.amount_since(tx, day, customer.id) if customer else 0,
        activated_today=activations.amount_since(tx, day),
        activated_last_hour=activations.count_since(tx, now - timedelta(hours=1)),
    )
    return Gathered(receipt, named, facts)


def _chosen(receipt: Receipt, named: tuple[Slip, ...], told: tuple[str, ...]) -> Receipt:
    """Return the receipt with its reference chosen among slips; flagged when neither paper nor mail wrote it as one."""
    chosen = read.choose(receipt, frozenset(slip.reference for slip in named))
    if set(chosen.references) <= {*receipt.references, *told}:
        return chosen
    return replace(chosen, flags=(*chosen.flags, "reference_deduced"))


def _rivals(tx: Tx, sender: Sender, *, now: datetime) -> tuple[Slip, ...]:
    """Return the sender's own open slips: one of them may fit better than the one that the receipt names."""
    return slips.open_of(tx, sender.customer.id, now=now) if sender.customer else ()


def judge(gathered: Gathered, look_again: Callable[[Looks], tuple[str, ...]]) -> Judged:
    """Return the judgement; what would activate or ask is looked at twice (B139)."""
    first = _judge(gathered, gathered.receipt)
    if first.decision.outcome not in ("activate", "ask"):
        return first
    looks = read.looks(gathered.receipt)
    if not looks:
        return first
    return _judge(gathered, read.confirmed(gathered.receipt, look_again(looks)))


def _judge(gathered: Gathered, receipt: Receipt) -> Judged:
    decision = decide.decide(match.match(receipt, gathered.slips, gathered.facts), gathered.facts.now)
    keys = payment_key.keys(receipt, gathered.facts.vendor)
    return Judged(receipt, decision, keys, gathered.facts.spent)


def each_once(judged: tuple[Judged, ...]) -> tuple[Judged, ...]:
    """Return the claims of one mail so that no slip is switched on, and no payment is spent, twice among them.

    Of two receipts for one slip the first may activate; of what may be one payment for two slips, neither.
    """
    kept = []
    for place, one in enumerate(judged):
        rivals = [(at, other) for at, other in enumerate(judged) if at != place and _both_activate(one, other)]
        beaten = any(at < place or other.decision.slip != one.decision.slip for at, other in rivals)
        kept.append(_to_staff(one) if beaten else one)
    return tuple(kept)


def _both_activate(one: Judged, other: Judged) -> bool:
    return one.decision.outcome == other.decision.outcome == "activate" and _same(one, other)


def _same(one: Judged, other: Judged) -> bool:
    """Return whether both mean one slip, or may be one payment: judged as if the other were spent already."""
    spent = [
        SpentKey(key, "", other.decision.decided_at, tuple(companion for companion in other.keys if companion != key))
        for key in other.keys
    ]
    return one.decision.slip == other.decision.slip or payment_key.collision(one.keys, spent) is not None


def _to_staff(one: Judged) -> Judged:
    reason = Finding(
        "several_receipts",
        "Llegó más de un comprobante para la misma constancia o el mismo pago; hay que verlos juntos.",
    )
    return replace(one, decision=replace(one.decision, outcome="review", reasons=(*one.decision.reasons, reason)))
