"""What a person decided at the desk, with a picture of the rows before and after: what undoing it puts back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from bot.store.allocations import of_payments
from bot.store.db import insert, insert_new
from bot.store.tables import allocations, cases, claims, decisions, payment_keys, signatures, slips

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from bot.store.db import Tx

Picture = dict[str, dict[str, dict[str, Any]]]
"""Table -> id of a row -> its columns, as JSON holds them."""

_CLAIM = ("state", "outcome", "reasons", "slip_id", "decided_by", "decided_at")
_SLIP = ("status", "received", "paid_at")
_CASE = ("verdict", "reason", "stopped_at")
_KEY = ("kind", "value", "slip_id", "spent_at")


@dataclass(frozen=True, slots=True)
class Decided:
    """One decision of a person."""

    id: int
    case_id: int
    claim_id: int
    action: str
    decided_by: str  # login
    name: str
    sentence: str  # what was done, in the past tense
    decided_at: datetime
    until: datetime  # so long it can be undone
    version: int  # of the case as it was seen
    changes: Mapping[str, Picture]  # "before" and "after"
    undone_at: datetime | None


def picture(tx: Tx, case_id: int, claim_id: int, slip_ids: Collection[int]) -> Picture:
    """Return what a decision about this claim and these slips may change, as it stands now."""
    held = tx.execute(sa.select(allocations).where(of_payments([claim_id]))).all()
    about = {*slip_ids, *(row.slip_id for row in held)}
    parts = sa.select(allocations.c.claim_id).where(allocations.c.slip_id.in_(about))
    touched = sa.or_(claims.c.case_id == case_id, claims.c.id == claim_id, claims.c.id.in_(parts))
    found = tx.execute(sa.select(claims).where(touched)).mappings().all()
    keys = tx.execute(sa.select(payment_keys).filter_by(claim_id=claim_id)).mappings().all()
    of_cases = sa.select(cases).where(cases.c.id.in_({case_id, *(row["case_id"] for row in found)}))
    of_slips = sa.select(slips).where(slips.c.id.in_(about))
    return {
        "claims": {str(row["id"]): _plain(row, _CLAIM) for row in found},
        "slips": {str(row["id"]): _plain(row, _SLIP) for row in tx.execute(of_slips).mappings()},
        "cases": {str(row["id"]): _plain(row, _CASE) for row in tx.execute(of_cases).mappings()},
        "held": {str(row.slip_id): {"amount": row.amount, "claim": row.claim_id} for row in held},
        "keys": {str(number): _plain(row, _KEY) for number, row in enumerate(keys)},
    }


def add(tx: Tx, **values: Any) -> int:
    """Return the id of a new decision."""
    return insert(tx, decisions, **values)


def one(tx: Tx, decision_id: int) -> Decided | None:
    """Return the decision with this number."""
    return _decided(tx, decisions.c.id == decision_id)


def last(tx: Tx, case_id: int) -> Decided | None:
    """Return the last decision about a case that was not undone."""
    return _decided(tx, decisions.c.case_id == case_id, decisions.c.undone_at.is_(None))


def of_letter(tx: Tx, case_ids: Collection[int], letter_id: int) -> Decided | None:
    """Return the decision of a person that wrote this letter of these cases, None when the bot did."""
    found = tx.execute(sa.select(decisions).where(decisions.c.case_id.in_(case_ids))).mappings()
    return next((Decided(**row) for row in found if str(letter_id) in row["changes"]["after"]["letters"]), None)


def take_back(tx: Tx, decision_id: int, *, at: datetime) -> bool:
    """Mark a decision undone; return False when it was, or when its time is over."""
    open_still = sa.update(decisions).where(
        decisions.c.id == decision_id, decisions.c.undone_at.is_(None), decisions.c.until > at
    )
    return tx.execute(open_still.values(undone_at=at)).rowcount == 1


def put_claims_back(tx: Tx, changes: Mapping[str, Picture]) -> bool:
    """Write every claim as it was before; return False when one is not as the decision left it."""
    return all(
        _put_back(tx, claims, number, _CLAIM, was, changes["after"]["claims"][number], ("state", "outcome"))
        for number, was in changes["before"]["claims"].items()
    )


def take_new_claims(tx: Tx, changes: Mapping[str, Picture]) -> bool:
    """Take the claims away that the decision made; return False when somebody ruled or signed one meanwhile."""
    after = changes["after"]["claims"]
    return all(_take_away(tx, number, after[number]) for number in after.keys() - changes["before"]["claims"].keys())


def _take_away(tx: Tx, number: str, left: Mapping[str, Any]) -> bool:
    values, mine = _values(left, _CLAIM), claims.c.id == int(number)
    same = (claims.c[name] == values[name] for name in ("state", "outcome", "decided_at"))
    signed = sa.select(signatures.c.id).where(signatures.c.claim_id == claims.c.id).exists()
    which = (mine, *same, ~signed)
    if tx.execute(sa.select(decisions.c.id).filter_by(claim_id=int(number)).limit(1)).first() is None:
        return tx.execute(sa.delete(claims).where(*which)).rowcount == 1
    ended = sa.update(claims).where(*which).values(state="ignored")  # a decision about it was undone, and is kept
    return tx.execute(ended).rowcount == 1


def put_money_back(tx: Tx, claim_id: int, changes: Mapping[str, Picture]) -> bool:
    """Write slips, shares and keys as they were; return False when something of it moved since."""
    before, after = changes["before"], changes["after"]
    same = all(
        _put_back(tx, slips, number, _SLIP, was, after["slips"][number], ("status", "received"))
        for number, was in before["slips"].items()
    )
    holding = {claim_id, *(row["claim"] for row in (*before["held"].values(), *after["held"].values()))}
    tx.execute(sa.delete(allocations).where(allocations.c.claim_id.in_(holding)))
    for slip_id, row in before["held"].items():
        tx.execute(sa.insert(allocations).values(claim_id=row["claim"], slip_id=int(slip_id), amount=row["amount"]))
    tx.execute(sa.delete(payment_keys).filter_by(claim_id=claim_id))
    return same and all(
        insert_new(tx, payment_keys, claim_id=claim_id, **_values(row, _KEY)) for row in before["keys"].values()
    )


def _put_back(
    tx: Tx, table: sa.Table, number: str, columns: tuple[str, ...], was: Mapping[str, Any], left: Mapping[str, Any],
    guarded: tuple[str, ...],
) -> bool:  # fmt: skip
    if was == left:
        return True
    mine = sa.update(table).where(table.c.id == int(number), *(table.c[name] == left[name] for name in guarded))
    return tx.execute(mine.values(**_values(was, columns))).rowcount == 1


def _decided(tx: Tx, *which: sa.ColumnElement[bool]) -> Decided | None:
    chosen = sa.select(decisions).where(*which).order_by(decisions.c.id.desc()).limit(1)
    row = tx.execute(chosen).mappings().first()
    return Decided(**row) if row is not None else None


def _plain(row: Mapping[str, Any] | sa.RowMapping, columns: tuple[str, ...]) -> dict[str, Any]:
    return {name: row[name].isoformat() if isinstance(row[name], datetime) else row[name] for name in columns}


def _values(row: Mapping[str, Any], columns: tuple[str, ...]) -> dict[str, Any]:
    return {
        name: datetime.fromisoformat(row[name]) if name.endswith("_at") and row[name] is not None else row[name]
        for name in columns
    }
