"""What the page of one case shows besides its claims, mails and letters: by index alone, a few rows each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import sqlalchemy as sa

from bot.store import cases as case_store
from bot.store import papers
from bot.store.tables import activations, allocations, cases, claims, mails, slips, users

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import datetime

    from bot.model import Case, Document
    from bot.store.db import Tx

MOST_EARLIER = 10


@dataclass(frozen=True, slots=True)
class Head:
    """A case and what the desk adds to it."""

    case: Case
    version: int
    taken_by: int | None  # the user who works on it
    taken_name: str | None
    taken_at: datetime | None
    merged_into: int | None
    inbox: str | None  # of its first mail


@dataclass(frozen=True, slots=True)
class Earlier:
    """Another case of the same customer."""

    id: int
    state: str
    opened_at: datetime
    amount: int | None  # centavos
    verdict: str


@dataclass(frozen=True, slots=True)
class Switched:
    """One slip that a claim's payment switches on."""

    claim_id: int
    reference: str
    state: str  # owed, confirmed, uncertain, ...
    confirmed_at: datetime | None
    bank_confirmed_at: datetime | None  # None: still to be confirmed by the bank


def head(tx: Tx, case_id: int) -> Head | None:
    """Return the case with this number, None when there is none."""
    case = case_store.find(tx, case_id)
    if case is None:
        return None
    first = sa.select(mails.c.inbox).where(mails.c.case_id == case_id).order_by(mails.c.arrived_at, mails.c.id).limit(1)
    columns = (cases.c.version, cases.c.taken_by, cases.c.taken_at, cases.c.merged_into, users.c.name)
    joined = sa.select(*columns, first.scalar_subquery().label("inbox"))
    row = tx.execute(
        joined.select_from(cases).outerjoin(users, users.c.id == cases.c.taken_by).where(cases.c.id == case_id)
    ).one()
    return Head(case, row.version, row.taken_by, row.name, row.taken_at, row.merged_into, row.inbox)


def earlier(tx: Tx, customer_id: int, but: int) -> tuple[Earlier, ...]:
    """Return the customer's last MOST_EARLIER other cases, newest first; what was merged is told by its case."""
    chosen = sa.select(cases.c.id, cases.c.state, cases.c.opened_at, cases.c.amount, cases.c.verdict)
    theirs = chosen.where(cases.c.customer_id == customer_id, cases.c.id != but, cases.c.merged_into.is_(None))
    rows = tx.execute(theirs.order_by(cases.c.id.desc()).limit(MOST_EARLIER)).mappings()
    return tuple(Earlier(**row) for row in rows)


def switched(tx: Tx, claim_ids: Collection[int]) -> tuple[Switched, ...]:
    """Return what the payments of these claims switch on, oldest first."""
    if not claim_ids:
        return ()
    chosen = (
        sa.select(activations.c.claim_id, slips.c.reference, activations.c.state, activations.c.confirmed_at,
                  activations.c.bank_confirmed_at)
        .join(slips, slips.c.id == activations.c.slip_id)
        .where(activations.c.claim_id.in_(claim_ids))
    )  # fmt: skip
    return tuple(Switched(**row) for row in tx.execute(chosen.order_by(activations.c.id)).mappings())


def held(tx: Tx, claim_ids: Collection[int]) -> Mapping[int, dict[int, int]]:
    """Return for each claim the centavos of its payment by the id of the slip that holds them."""
    found: dict[int, dict[int, int]] = {claim: {} for claim in claim_ids}
    if found:
        for row in tx.execute(sa.select(allocations).where(allocations.c.claim_id.in_(claim_ids))):
            found[row.claim_id][row.slip_id] = row.amount
    return found


def references(tx: Tx, slip_ids: Collection[int]) -> Sequence[str]:
    """Return the references of these slips."""
    return tx.execute(sa.select(slips.c.reference).where(slips.c.id.in_(slip_ids))).scalars().all() if slip_ids else ()


@dataclass(frozen=True, slots=True)
class File:
    """One file and the mail that brought it."""

    mail_id: int
    document: Document


def file_of(tx: Tx, case_id: int, sha256: str) -> File | None:
    """Return the file with this SHA-256 in the first mail of the case that brought it, None when none did."""
    ids = tx.execute(sa.select(mails.c.id).where(mails.c.case_id == case_id).order_by(mails.c.id)).scalars().all()
    seen = papers.of_mails(tx, ids)
    files = (File(mail, document) for mail in ids if mail in seen for document in seen[mail].documents)
    return next((file for file in files if file.document.sha256 == sha256), None)


def decided(tx: Tx, case_id: int) -> tuple[str, datetime] | None:
    """Return who decided a case's last claim, and when."""
    chosen = sa.select(claims.c.decided_by, claims.c.decided_at).filter_by(case_id=case_id)
    row = tx.execute(chosen.order_by(claims.c.decided_at.desc(), claims.c.id.desc()).limit(1)).first()
    return (row.decided_by, row.decided_at) if row is not None else None
