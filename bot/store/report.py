"""What was decided, activated and ruled since an instant: each question one query over an index."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import sqlalchemy as sa

from bot.model import Because, Finding, Outcome, Proposal
from bot.plain import from_plain
from bot.store.cases import RUNNING_STATES
from bot.store.tables import activations, allocations, cases, claims, mails, slips

if TYPE_CHECKING:
    from datetime import datetime

    from bot.store.db import Tx


@dataclass(frozen=True, slots=True)
class Activated:
    """One slip that was switched on, or is owed it."""

    decided_by: str
    arrived_at: datetime  # of the mail that brought the payment
    confirmed_at: datetime | None
    deadline: datetime


@dataclass(frozen=True, slots=True)
class Decided:
    """One claim: what the bot said of it and what stands now."""

    outcome: Outcome
    decided_by: str
    rules: tuple[str, ...]
    because: Because | None  # the bot's own word
    proposals: tuple[Proposal, ...]
    slips: frozenset[str]  # references that it stands for now


def activated(tx: Tx, since: datetime) -> tuple[Activated, ...]:
    """Return every slip that was paid since the instant."""
    chosen = (
        sa.select(claims.c.decided_by, mails.c.arrived_at, activations.c.confirmed_at, cases.c.deadline)
        .select_from(activations)
        .join(claims, claims.c.id == activations.c.claim_id)
        .join(mails, mails.c.id == claims.c.mail_id)
        .join(cases, cases.c.id == activations.c.case_id)
        .where(activations.c.owed_at >= since)
    )
    return tuple(Activated(*row) for row in tx.execute(chosen))


def decided(tx: Tx, since: datetime) -> tuple[Decided, ...]:
    """Return every claim that was decided, by whomever, since the instant."""
    names = ("id", "outcome", "decided_by", "reasons", "because", "proposals")
    chosen = sa.select(*(claims.c[name] for name in names), slips.c.reference)
    chosen = chosen.select_from(claims).join(slips, slips.c.id == claims.c.slip_id, isouter=True)
    rows = tx.execute(chosen.where(claims.c.decided_at >= since)).all()
    shares = _shares(tx, since)
    return tuple(
        Decided(
            outcome=row.outcome,
            decided_by=row.decided_by,
            rules=tuple(one.rule for one in from_plain(tuple[Finding, ...], row.reasons)),
            because=from_plain(Because, row.because) if row.because is not None else None,
            proposals=from_plain(tuple[Proposal, ...], row.proposals) if row.proposals is not None else (),
            slips=shares.get(row.id) or frozenset({row.reference} - {None}),
        )
        for row in rows
    )


def _shares(tx: Tx, since: datetime) -> dict[int, frozenset[str]]:
    """Return the references that hold a share of each claim's payment."""
    chosen = sa.select(allocations.c.claim_id, slips.c.reference).select_from(allocations)
    chosen = chosen.join(slips, slips.c.id == allocations.c.slip_id).join(claims, claims.c.id == allocations.c.claim_id)
    found: dict[int, set[str]] = {}
    for row in tx.execute(chosen.where(claims.c.decided_at >= since)):
        found.setdefault(row.claim_id, set()).add(row.reference)
    return {claim: frozenset(references) for claim, references in found.items()}


def overdue(tx: Tx, now: datetime) -> int:
    """Return how many cases are past their deadline while their clock runs."""
    late = sa.select(sa.func.count()).where(
        cases.c.state.in_(RUNNING_STATES), cases.c.deadline < now, cases.c.stopped_at.is_(None)
    )
    return tx.execute(late).scalar_one()
