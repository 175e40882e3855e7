"""The cases of one page of the queue -> which slips, inbox and answers stand beside each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from bot.model import FINAL_STATES
from bot.store.tables import claims, letters, mails, slips

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from bot.store.db import Tx

_ASKING = ("question", "reminder")


@dataclass(frozen=True, slots=True)
class Beside:
    """What one row of the queue shows besides its case."""

    references: tuple[str, ...] = ()  # slips that its open payments are about
    proposed: tuple[str, ...] = ()  # when there are none: those of the first proposal
    inbox: str = ""  # of its first mail
    answered_at: datetime | None = None  # when the customer wrote after our question


def beside(tx: Tx, case_ids: Sequence[int]) -> dict[int, Beside]:
    """Return what stands beside each of these cases: three questions, however many they are."""
    named, proposed = _slips(tx, case_ids)
    inboxes, answered = _mails(tx, case_ids), _answered(tx, case_ids)
    return {
        one: Beside(named.get(one, ()), proposed.get(one, ()), inboxes.get(one, ""), answered.get(one))
        for one in case_ids
    }


def _slips(tx: Tx, case_ids: Sequence[int]) -> tuple[dict[int, tuple[str, ...]], dict[int, tuple[str, ...]]]:
    chosen = sa.select(claims.c.case_id, claims.c.proposals, slips.c.reference).select_from(claims)
    chosen = chosen.outerjoin(slips, slips.c.id == claims.c.slip_id).order_by(claims.c.id)
    chosen = chosen.where(claims.c.case_id.in_(case_ids), claims.c.state.notin_(FINAL_STATES))
    named: dict[int, tuple[str, ...]] = {}
    proposed: dict[int, tuple[str, ...]] = {}
    for row in tx.execute(chosen):
        if row.reference is not None:
            named[row.case_id] = tuple(dict.fromkeys((*named.get(row.case_id, ()), row.reference)))
        elif row.proposals:
            proposed.setdefault(row.case_id, tuple(row.proposals[0]["references"]))
    return named, proposed


def _mails(tx: Tx, case_ids: Sequence[int]) -> dict[int, str]:
    first = sa.select(sa.func.min(mails.c.id)).where(mails.c.case_id.in_(case_ids)).group_by(mails.c.case_id)
    chosen = sa.select(mails.c.case_id, mails.c.inbox).where(mails.c.id.in_(first))
    return {row.case_id: row.inbox for row in tx.execute(chosen)}


def _answered(tx: Tx, case_ids: Sequence[int]) -> dict[int, datetime]:
    """Return when the last mail of a case came, where it came after a question of ours."""
    asked = sa.select(letters.c.case_id, sa.func.max(letters.c.queued_at).label("at"))
    asked = asked.where(letters.c.case_id.in_(case_ids), letters.c.kind.in_(_ASKING)).group_by(letters.c.case_id)
    question = asked.subquery()
    last: sa.ColumnElement[Any] = sa.func.max(mails.c.arrived_at)
    chosen = sa.select(mails.c.case_id, last.label("at")).join(question, question.c.case_id == mails.c.case_id)
    chosen = chosen.where(mails.c.arrived_at > question.c.at).group_by(mails.c.case_id)
    return {row.case_id: row.at for row in tx.execute(chosen)}
