"""Which slips exist, which of them a receipt names, and which are paid."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from bot.model import Customer, Slip, SlipLine, SlipStatus
from bot.store.tables import customers, slip_lines, slips

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from bot.store.db import Tx

_JOINED = sa.select(
    slips,
    customers.c.name.label("customer_name"),
    customers.c.email.label("customer_email"),
    customers.c.rfc.label("customer_rfc"),
).join(customers)
# built once: SQLAlchemy takes as long to build a statement as PostgreSQL to answer it
_NAMED = _JOINED.where(slips.c.reference.in_(sa.bindparam("references", expanding=True)))
_LINES = (
    sa.select(slip_lines)
    .where(slip_lines.c.slip_id.in_(sa.bindparam("slip_ids", expanding=True)))
    .order_by(slip_lines.c.position)
)


def named(tx: Tx, references: Collection[str], *, now: datetime) -> tuple[Slip, ...]:
    """Return the slips with these references, in the order asked; an unknown reference brings none."""
    if not references:
        return ()
    found = _slips(tx, _NAMED, now, references=list(references))
    return tuple(sorted(found, key=lambda slip: list(references).index(slip.reference)))


def those(tx: Tx, ids: sa.Select[int], *, now: datetime) -> tuple[Slip, ...]:
    """Return the slips whose ids this question gives, the oldest first: one statement for both."""
    return _slips(tx, _JOINED.where(slips.c.id.in_(ids)).order_by(slips.c.id), now)


def one(tx: Tx, slip_id: int, *, now: datetime) -> Slip:
    """Return one slip; IndexError when there is none."""
    return _slips(tx, _JOINED.where(slips.c.id == slip_id), now)[0]


def open_of(tx: Tx, customer_id: int, *, now: datetime, balance: int | None = None) -> tuple[Slip, ...]:
    """Return the customer's open slips, oldest first; with `balance`, only those that still ask for these centavos."""
    chosen = _JOINED.where(slips.c.customer_id == customer_id, slips.c.status == "open")
    if balance is not None:
        chosen = chosen.where(slips.c.amount - slips.c.received == balance)
    return tuple(slip for slip in _slips(tx, chosen.order_by(slips.c.issued_at), now) if slip.status == "open")


def listed(tx: Tx, *, now: datetime, after: int = 0, limit: int = 1000) -> tuple[Slip, ...]:
    """Return up to `limit` slips whose id is above `after`, in the order they were issued to us."""
    return _slips(tx, _JOINED.where(slips.c.id > after).order_by(slips.c.id).limit(limit), now)


def pay(tx: Tx, slip_id: int, *, received: int, at: datetime) -> bool:
    """Mark an open slip paid; return False, and do nothing, when it is not open: the only place that does.

    `received`, centavos, is what had been kept for it when it was judged; with another sum nothing is done either.
    """
    waits = sa.update(slips).filter_by(id=slip_id, status="open", received=received)
    return tx.execute(waits.values(status="paid", paid_at=at)).rowcount == 1


def keep(tx: Tx, slip_id: int, amount: int, *, received: int) -> bool:
    """Add a part of `amount` centavos to an open slip that has `received` so far; return False for another slip."""
    waits = sa.update(slips).filter_by(id=slip_id, status="open", received=received)
    return tx.execute(waits.values(received=slips.c.received + amount)).rowcount == 1


def give_back(tx: Tx, slip_id: int, amount: int) -> bool:
    """Take a part of `amount` centavos from an open slip; return False, and do nothing, when it is not open."""
    waits = sa.update(slips).filter_by(id=slip_id, status="open")
    return tx.execute(waits.values(received=slips.c.received - amount)).rowcount == 1


def reopen(tx: Tx, slip_id: int) -> bool:
    """Open a paid slip again, its activation being reverted; return False, and do nothing, when it is not paid."""
    paid = sa.update(slips).filter_by(id=slip_id, status="paid")
    return tx.execute(paid.values(status="open", paid_at=None)).rowcount == 1


def cancel(tx: Tx, slip_id: int, *, because: str, at: datetime) -> bool:
    """Cancel an open slip of which nothing was received; return False, and do nothing, for any other."""
    waits = sa.update(slips).filter_by(id=slip_id, status="open", received=0)
    return tx.execute(waits.values(status="cancelled", cancelled_at=at, cancelled_because=because)).rowcount == 1


def known_references(tx: Tx, references: Collection[str]) -> frozenset[str]:
    """Return those references that are already a slip's."""
    return frozenset(_ids(tx, references))


def _ids(tx: Tx, references: Collection[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    asked = sorted(references)
    for start in range(0, len(asked), 500):  # a bound on one statement's parameters
        chosen = sa.select(slips.c.reference, slips.c.id).where(slips.c.reference.in_(asked[start : start + 500]))
        found |= {row.reference: row.id for row in tx.execute(chosen)}
    return found


@dataclass(frozen=True, slots=True)
class NewSlip:
    """A slip before it is ours: `amount` in centavos, IVA included."""

    reference: str
    customer_id: int
    amount: int
    issued_at: datetime
    expires_at: datetime | None = None
    lines: tuple[SlipLine, ...] = ()


def add(tx: Tx, issued: Sequence[NewSlip]) -> None:
    """Write new open slips; sqlalchemy.exc.IntegrityError when a reference exists."""
    if not issued:
        return
    tx.execute(
        sa.insert(slips),
        [
            {"reference": slip.reference, "customer_id": slip.customer_id, "amount": slip.amount, "status": "open",
             "issued_at": slip.issued_at, "expires_at": slip.expires_at}
            for slip in issued
        ],
    )  # fmt: skip
    with_lines = {slip.reference: slip.lines for slip in issued if slip.lines}
    rows = [
        {"slip_id": slip_id, "position": position, "code": line.code, "description": line.description,
         "quantity": line.quantity, "price": line.price}
        for reference, slip_id in _ids(tx, with_lines).items()
        for position, line in enumerate(with_lines[reference], 1)
    ]  # fmt: skip
    if rows:
        tx.execute(sa.insert(slip_lines), rows)


def _slips(tx: Tx, chosen: sa.Select[Any], now: datetime, **values: object) -> tuple[Slip, ...]:
    rows = tx.execute(chosen, values).mappings().all()
    lines = _lines(tx, [row["id"] for row in rows])
    return tuple(
        Slip(
            id=row["id"],
            reference=row["reference"],
            customer=Customer(row["customer_id"], row["customer_name"], row["customer_email"], row["customer_rfc"]),
            amount=row["amount"],
            issued_at=row["issued_at"],
            expires_at=row["expires_at"],
            status=_status(row, now),
            paid_at=row["paid_at"],
            lines=tuple(lines.get(row["id"], ())),
            received=row["received"],
        )
        for row in rows
    )


def _status(row: sa.RowMapping, now: datetime) -> SlipStatus:
    if row["status"] == "open" and row["expires_at"] is not None and row["expires_at"] < now:
        return "expired"
    status: SlipStatus = row["status"]
    return status


def _lines(tx: Tx, slip_ids: Sequence[int]) -> dict[int, list[SlipLine]]:
    lines: dict[int, list[SlipLine]] = {}
    if slip_ids:
        for row in tx.execute(_LINES, {"slip_ids": slip_ids}).mappings():
            line = SlipLine(row["code"], row["description"], row["quantity"], row["price"])
            lines.setdefault(row["slip_id"], []).append(line)
    return lines
