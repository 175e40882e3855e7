"""Receipts + what the store knows around them -> Judged claims."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING

from bot import proposing, replies
from bot.inbox.parse import LARGEST_MAIL
from bot.inbox.robots import ledger_key
from bot.matching import decide, match, payment_key, together
from bot.matching.together import Gathered
from bot.model import Document, Facts, Judged, Tolerance
from bot.receipts import read
from bot.store import activations, allocations, claims, customers, letters, mails, payments, slips

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from bot.model import Authenticity, Box, Customer, InboundMail, Reading, Receipt, Slip, TrustPolicy, Vendor
    from bot.store.claims import Claim
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
    tolerance: Tolerance = field(default_factory=Tolerance)


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
    told = read.numbers_meant(reading.mail)
    with db.read() as tx:
        before = claims.of_case(tx, case_id)
        asked = () if receipts else _asked_of(tx, before, reading.mail.from_address)
        if (answer := replies.completed(asked, reading.mail)) is not None:
            receipts, paper = (answer.receipt,), answer.mail_id
        gathered = tuple(gather(tx, receipt, mail, sender, policy, told=told, now=now) for receipt in receipts)
        kept = allocations.holding(tx, [claim.id for claim in before])
    if not gathered:
        return (_without_payment(reading, mail, policy, robot, now),)
    judged = together.judged(gathered, partial(judge, look_again=partial(look_again, paper)))
    beside = [claim.receipt for claim in before if claim.state in _PARTS and claim.id not in kept]
    beside += [one.receipt for one in judged if not one.decision.is_part]
    paid = [receipt for receipt in beside if receipt is not None]
    judged = tuple(together.to_staff(one) if _is_a_part(one, paid, policy) else one for one in judged)
    with db.read() as tx:
        return tuple(proposing.proposed(tx, one, sender.customer, now=now) for one in judged)


def _asked_of(tx: Tx, before: Sequence[Claim], writer: str | None) -> tuple[Claim, ...]:
    """Return the claims of a case about which this address was asked, or that it brought itself (B76).

    In one case two may write, the payer and the slip's customer: neither says what the other one paid.
    """
    if writer is None or not before:
        return ()
    his = ledger_key(writer)
    written = letters.of_case(tx, before[0].case_id)
    asked = [letter.cause.split("-") for letter in written if ledger_key(letter.recipient) == his]
    reached = {"-".join(cause[:2]) for cause in asked}  # "mail-17", or "mail-17-20261123T1600" when a person asked
    return tuple(claim for claim in before if f"mail-{claim.mail_id}" in reached or _brought(tx, claim) == his)


def _brought(tx: Tx, claim: Claim) -> str | None:
    address = mails.one(tx, claim.mail_id).from_address
    return ledger_key(address) if address else None


def _is_a_part(one: Judged, paid: Sequence[Receipt], policy: Policy) -> bool:
    """Return whether a short payment comes beside one for its slip that is not kept: together they may be enough."""
    slip, asked = one.decision.slip, {finding.rule for finding in one.decision.reasons}
    if slip is None or one.decision.outcome != "ask" or not asked & set(decide.OF_A_PART):
        return False
    parts = [part for part in paid if part is not one.receipt and slip.reference in part.references]
    return any(not set(one.keys) & set(payment_key.keys(part, policy.vendor)) for part in parts)


def _without_payment(reading: Reading, kept: StoredMail, policy: Policy, robot: str | None, now: datetime) -> Judged:
    mail, left = reading.mail, _left_on_the_server(reading.mail, kept)
    documents = (*reading.documents, *left)
    flags = (*read.flags_of(reading.documents, policy.vendor), *(flag for one in left for flag in one.flags))
    attached = any(not document.name.startswith("cuerpo.") for document in documents)
    decision = decide.without_payment(
        flags, mail_has_attachments=attached, is_robot=robot, text=mail.own_text, now=now, subject=mail.subject,
        sender_name=mail.from_name,
    )  # fmt: skip
    return Judged(None, decision, documents=documents)


def _left_on_the_server(mail: InboundMail, kept: StoredMail) -> tuple[Document, ...]:
    """Return what stands for the files of a mail of which only the header was taken (B20)."""
    if kept.size <= LARGEST_MAIL:
        return ()
    return (Document("correo completo", "unknown", mail.fingerprint, kept.size, (), ("mail_too_large",)),)


def gather(
    tx: Tx, receipt: Receipt, mail: StoredMail, sender: Sender, policy: Policy, *, told: tuple[str, ...], now: datetime
) -> Gathered:
    """Return the receipt, its references chosen among the open slips, beside everything that is judged with it."""
    named = slips.named(tx, (*receipt.references, *receipt.candidates), now=now)
    near = proposing.slips_near(tx, receipt, {slip.reference for slip in named}, now=now)
    receipt = _chosen(receipt, (*named, *_to_the_centavo(near, receipt)), told, sender)
    owners = [slip.customer for slip in named if slip.reference in receipt.references]
    customer = owners[0] if owners else sender.customer
    on = activations.lately(tx, customer.id if customer else None, now=now)
    facts = Facts(
        now=now,
        arrived_at=mail.arrived_at,
        vendor=policy.vendor,
        trust=policy.trust,
        tolerance=policy.tolerance,
        authenticity=sender.authenticity,
        sender=sender.customer,
        junk=mail.junk,
        spent=payments.spent(tx, payment_key.sought(receipt, policy.vendor)),
        near=near,
        rivals=_rivals(tx, receipt, (*owners, sender.customer), now=now),
        paid_before=customer is not None and customers.has_paid_before(tx, customer.id),
        customer_today=on.customer_today,
        activated_today=on.today,
        activated_last_hour=on.last_hour,
    )
    return Gathered(receipt, named, facts)


def _chosen(receipt: Receipt, named: tuple[Slip, ...], told: tuple[str, ...], sender: Sender) -> Receipt:
    """Return the receipt with its reference chosen among slips; flagged when neither paper nor mail wrote it as one."""
    own = frozenset(slip.reference for slip in named if slip.customer == sender.customer)
    meant = [slip.reference for slip in named if slip.reference in told and slip.balance == receipt.amount]
    known = {slip.reference for slip in named}
    if len(meant) == 1 and known.isdisjoint(receipt.references) and read.is_filler(receipt, meant[0]):
        return read.told_of(receipt, (meant[0],))
    chosen = read.choose(receipt, {slip.reference: slip.balance for slip in named}, own)
    gained = set(chosen.references) - set(receipt.references)
    # one payment for several slips, each in a field of its own; or the sender's slip in the concept, beside no slip's
    if set(receipt.references) <= set(chosen.references) or gained <= own:
        gained -= read.written_elsewhere(receipt)
    if not gained:
        return chosen
    if gained <= set(told):
        return read.told_of(chosen, chosen.references)
    return replace(chosen, flags=(*chosen.flags, "reference_deduced"))


def _to_the_centavo(near: tuple[Slip, ...], receipt: Receipt) -> tuple[Slip, ...]:
    """Return the slips near a reference that ask for its amount: then it is the payer's, and no filler of the bank."""
    return tuple(slip for slip in near if slip.status == "open" and slip.balance == receipt.amount)


def _rivals(tx: Tx, receipt: Receipt, owners: Sequence[Customer | None], *, now: datetime) -> tuple[Slip, ...]:
    """Return the open slips of the sender and of the named slips' customers that ask for just this amount."""
    ids = {owner.id for owner in owners if owner is not None}
    if not receipt.amount:
        return ()
    return tuple(slip for one in sorted(ids) for slip in slips.open_of(tx, one, now=now, balance=receipt.amount))


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
    keys = payment_key.traces(receipt, gathered.facts.vendor)
    return Judged(receipt, decision, keys, gathered.facts.spent, facts=gathered.facts)
