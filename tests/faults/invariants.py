"""The ledgers of the servers outside, beside the database -> every invariant that does not hold (BEHAVIOUR I1-I10)."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from email import message_from_bytes
from typing import TYPE_CHECKING

import sqlalchemy as sa
from fault_mails import STAMPS
from houses import ADDRESSES
from outside import message_id

from bot.store import audit
from bot.store.db import Database
from bot.store.tables import (
    activations,
    alarms,
    allocations,
    cases,
    claims,
    customers,
    deliveries,
    jobs,
    letters,
    mails,
    panels,
    payment_keys,
    raw_mails,
    slips,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import datetime

    from fake_panel import FakePanel
    from outside import Outside

    from bot.store.db import Tx

RUNNING = ("due", "claimed")
WAITING = (
    "activating",
    "desk",
    "waiting_bank",
    "reading",
)  # for us; the clock of one who waits for the customer stands
FINAL = ("decided", "copy", "historic", "set_aside")
SETTLED = ("activated", "rejected", "duplicate", "ignored", "set_aside", "waiting_customer", "desk", "waiting_bank")


def violations(
    url: str, outside: Outside, *, never: Collection[str] = (), lost_250: Collection[str] = (), deaths: int = 0,
    now: datetime | None = None, panel: FakePanel | None = None,
) -> list[str]:  # fmt: skip
    """Return a line for each invariant that is broken; `panel` is somebody else's, I10 is asked of an instant.

    Only a letter in `lost_250`, whose 250 this run swallowed, may have come twice; and as many others as there were
    `deaths`, for each may have come between a 250 and our commit.
    """
    db = Database(url)
    inboxes = {address: name for name, address in ADDRESSES.items()}
    try:
        with db.read() as tx:
            return [
                *_i1(tx, outside, inboxes), *_i2(tx), *(_i3_elsewhere(tx, panel) if panel else _i3(tx)), *_i4(tx, outside, lost_250, deaths), *_i5(tx, outside),
                *_i6(tx), *_i7(tx), *_i8(tx), *_i9(outside, never), *_i10(tx, outside, now),
                *(f"B24: {line}" for line in outside.changing),
            ]  # fmt: skip
    finally:
        db.close()


def _i1(tx: Tx, outside: Outside, inboxes: dict[str, str]) -> Iterator[str]:
    columns = deliveries.c
    held = {
        (row.inbox, row.folder, row.uidvalidity, row.uid)
        for row in tx.execute(sa.select(columns.inbox, columns.folder, columns.uidvalidity, columns.uid))
    }
    bytes_held = {hashlib.sha256(row.content).hexdigest() for row in tx.execute(sa.select(raw_mails.c.content))}
    for put in outside.ledger:
        if put.gone:
            continue
        if hashlib.sha256(put.raw).hexdigest() not in bytes_held:
            yield f"I1: the bytes of {put.address} {put.uid} are not kept"
        elif not any((inboxes[put.address], put.folder, *place) in held for place in put.places):
            yield f"I1: {put.address} {put.uid} has no delivery"


def _i2(tx: Tx) -> Iterator[str]:
    works = {(row.kind, row.subject) for row in tx.execute(sa.select(jobs).where(jobs.c.state.in_(RUNNING)))}
    states = {row.id: row.state for row in tx.execute(sa.select(cases.c.id, cases.c.state))}
    for mail in tx.execute(sa.select(mails.c.id, mails.c.state, mails.c.case_id)):
        if mail.state not in FINAL and ("mail", mail.id) not in works:
            yield f"I2: mail {mail.id} is {mail.state} and nobody will work it"
        if mail.state in ("decided", "set_aside") and mail.case_id is None:
            yield f"I2: mail {mail.id} is {mail.state} without a case"
    owed = [row for row in tx.execute(sa.select(activations)) if row.state == "owed"]
    yield from (
        f"I2: activation {one.id} is owed and nobody will do it" for one in owed if ("activation", one.id) not in works
    )
    claims_waiting, slips_waiting = {one.claim_id for one in owed}, {one.slip_id for one in owed}
    for claim in tx.execute(sa.select(claims.c.id, claims.c.state, claims.c.case_id, claims.c.slip_id)):
        waits = claim.id in claims_waiting or claim.slip_id in slips_waiting  # a part waits with what completed it
        if claim.state not in SETTLED and not waits:
            yield f"I2: claim {claim.id} is {claim.state} and nothing is due for it"
        if claim.state in ("desk", "waiting_bank") and states[claim.case_id] not in ("desk", "waiting_bank"):
            yield f"I2: claim {claim.id} waits for staff in a case that shows {states[claim.case_id]}"
    for letter in tx.execute(sa.select(letters)):
        in_doubt = letter.state == "uncertain" and letter.resent_at is None
        if letter.state in ("queued", "sending") and ("letter", letter.id) not in works:
            yield f"I2: letter {letter.id} is {letter.state} and nobody will send it"
        if in_doubt and letter.doubted_at is None:
            yield f"I2: letter {letter.id} is uncertain and nobody will look it up"
        ended_badly = letter.state in ("uncertain", "refused", "bounced") and not in_doubt
        if ended_badly and letter.case_id is not None and states[letter.case_id] != "desk":
            yield f"I2: letter {letter.id} is {letter.state} and its case is not on the desk"


def _i3(tx: Tx) -> Iterator[str]:
    """Count at the panel: each activation adds the same stamps, so they tell how many there were."""
    paid = sa.select(slips.c.customer_id, sa.func.count().label("number")).where(slips.c.status == "paid")
    confirmed = paid.join(activations, activations.c.slip_id == slips.c.id).where(activations.c.state == "confirmed")
    expected = {row.customer_id: row.number for row in tx.execute(confirmed.group_by(slips.c.customer_id))}
    for panel in tx.execute(sa.select(panels)):
        if panel.stamps != STAMPS * expected.pop(panel.customer_id, 0):
            yield f"I3: the panel of customer {panel.customer_id} has {panel.stamps} stamps"
    yield from (f"I3: customer {customer} has no panel though {n} are confirmed" for customer, n in expected.items())


def _i3_elsewhere(tx: Tx, panel: FakePanel) -> Iterator[str]:
    """Count in the ledger of the panel that belongs to somebody else."""
    joined = sa.select(slips.c.reference, activations.c.state).join(activations, activations.c.slip_id == slips.c.id)
    held = {row.reference: row.state for row in tx.execute(joined)}
    for slip, times in panel.switched.items():
        if times > 1:
            yield f"I3: slip {slip} was switched on {times} times"
        if slip not in held:
            yield f"I3: slip {slip} was switched on and nobody owed it"
    for slip, state in held.items():
        if state == "confirmed" and slip not in panel.switched:
            yield f"I3: slip {slip} is held to be on and the panel knows nothing of it"
    if panel.unsigned:
        yield f"I3: {panel.unsigned} calls were not signed"


def _i4(tx: Tx, outside: Outside, lost_250: Collection[str], deaths: int) -> Iterator[str]:
    known = {row.message_id: row for row in tx.execute(sa.select(letters))}
    taken = Counter(message_id(sent) for sent in outside.outbound)
    for name, copies in taken.items():
        if copies > 2:
            yield f"I4: letter {name} was taken {copies} times"
        if name not in known:
            yield f"I4: a letter {name} that nobody queued"
    doubled = [name for name, copies in taken.items() if copies > 1 and name not in lost_250]
    if len(doubled) > deaths:
        yield f"I4: taken twice though no 250 was lost: {doubled}"
    same = Counter((known[name].case_id, known[name].kind, known[name].cause) for name in taken if name in known)
    yield from (f"I4: {letter} went out under {n} ids" for letter, n in same.items() if n > 1)
    for name, row in known.items():
        if row.state == "sent" and name not in taken:
            yield f"I4: letter {row.id} is held to be sent and no server took it"


def _i5(tx: Tx, outside: Outside) -> Iterator[str]:
    kinds = {row.message_id: row for row in tx.execute(sa.select(letters))}
    joined = sa.select(slips.c.reference, customers.c.email).join(activations, activations.c.slip_id == slips.c.id)
    joined = joined.join(customers, customers.c.id == slips.c.customer_id).where(activations.c.state == "confirmed")
    confirmed = {(f"slip-{row.reference}", row.email) for row in tx.execute(joined)}
    for sent in outside.outbound:
        row = kinds.get(message_id(sent))
        if row is not None and row.kind == "activation" and (row.cause, sent.recipients[0]) not in confirmed:
            yield f"I5: an activation letter for {row.cause} to {sent.recipients} without its activation"


def _i6(tx: Tx) -> Iterator[str]:
    spent: dict[int, int] = defaultdict(int)
    whole = sa.func.coalesce(claims.c.share_of, claims.c.id).label("payment")  # a divided one is held by several claims
    for row in tx.execute(sa.select(allocations.c.amount, whole).join(claims)):
        spent[row.payment] += row.amount
    keys: Counter[str] = Counter()
    for claim in tx.execute(sa.select(claims.c.id, claims.c.receipt, claims.c.amount)):
        if claim.id not in spent:
            continue
        if spent[claim.id] > (claim.amount or 0):
            yield f"I6: claim {claim.id} of {claim.amount} pays {spent[claim.id]}"
        keys[str((claim.receipt or {}).get("tracking_key"))] += 1
    yield from (f"I6: payment {key} is spent by {n} claims" for key, n in keys.items() if n > 1)
    paying = set(tx.execute(sa.select(payment_keys.c.claim_id)).scalars())
    yield from (f"I6: claim {claim} spends nothing it owns" for claim in spent.keys() - paying)


def _i7(tx: Tx) -> Iterator[str]:
    found = audit.verified(tx)
    if found.broken_at is not None:
        yield f"I7: the audit chain breaks at row {found.broken_at}"


def _i8(tx: Tx) -> Iterator[str]:
    if tx.dialect.name == "sqlite":
        said = tx.exec_driver_sql("PRAGMA integrity_check").scalars().all()
        yield from (f"I8: {line}" for line in said if line != "ok")
        yield from (f"I8: {row}" for row in tx.exec_driver_sql("PRAGMA foreign_key_check"))


def _i9(outside: Outside, never: Collection[str]) -> Iterator[str]:
    for sent in outside.outbound:
        if set(sent.recipients) & set(never):
            yield f"I9: {message_from_bytes(sent.raw)['Subject']!r} went to {sent.recipients}"


def _i10(tx: Tx, outside: Outside, now: datetime | None) -> Iterator[str]:
    """Ask of each matched payment whose time is over for an alarm that came before, and for its letter at the server."""
    if now is None:
        return
    taken = {message_id(sent) for sent in outside.outbound}
    told = sa.select(letters.c.case_id, letters.c.message_id).where(letters.c.kind == "deadline_near")
    mailed = {row.case_id for row in tx.execute(told) if row.message_id in taken}
    first = sa.select(alarms.c.case_id, sa.func.min(alarms.c.raised_at).label("at")).group_by(alarms.c.case_id)
    raised = {row.case_id: row.at for row in tx.execute(first)}
    late = sa.select(claims.c.id, claims.c.case_id, cases.c.deadline).join(cases, cases.c.id == claims.c.case_id)
    late = late.where(claims.c.slip_id.is_not(None), claims.c.state.in_(WAITING), cases.c.stopped_at.is_(None))
    for claim in tx.execute(late.where(cases.c.deadline <= now)):
        if claim.case_id not in raised or raised[claim.case_id] >= claim.deadline:
            yield f"I10: claim {claim.id} is late and no alarm was raised in time"
        elif claim.case_id not in mailed:
            yield f"I10: claim {claim.id} is late and the alarm reached nobody"
