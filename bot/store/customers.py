"""Who the customers are, and what each one's panel shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from bot.model import Customer, Panel
from bot.store.search_words import search_words
from bot.store.tables import activations, customer_words, customers, panels, slips

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from bot.store.db import Tx


def by_email(tx: Tx, address: str | None) -> Customer | None:
    """Return the customer on file with this address, any case."""
    if address is None:
        return None
    row = tx.execute(sa.select(customers).filter_by(email=address.lower())).mappings().first()
    return Customer(row["id"], row["name"], row["email"], row["rfc"]) if row else None


def one(tx: Tx, customer_id: int) -> Customer | None:
    """Return the customer with this number."""
    row = tx.execute(sa.select(customers).filter_by(id=customer_id)).mappings().first()
    return Customer(row["id"], row["name"], row["email"], row["rfc"]) if row else None


def is_bouncing(tx: Tx, address: str) -> bool:
    """Return whether letters to this customer's address come back (B65)."""
    chosen = sa.select(customers.c.id).filter_by(email=address.lower()).where(customers.c.bouncing_at.is_not(None))
    return tx.execute(chosen).first() is not None


def mark_bouncing(tx: Tx, address: str, at: datetime | None) -> None:
    """Write that letters to this address come back since then; None: they arrive again."""
    tx.execute(sa.update(customers).filter_by(email=address.lower()).values(bouncing_at=at))


def enrol(tx: Tx, people: Iterable[tuple[str, str, str | None]]) -> dict[str, int]:
    """Return the id for each address of (name, address, RFC); new customers are made, known ones stay as they are."""
    wanted = {email.lower(): (name, rfc) for name, email, rfc in reversed(list(people))}
    known = _ids(tx, wanted)
    new = [
        {"name": wanted[email][0], "email": email, "rfc": wanted[email][1]} for email in wanted if email not in known
    ]
    if new:
        tx.execute(sa.insert(customers), new)
    made = _ids(tx, [row["email"] for row in new if row["email"] is not None])
    _make_findable(tx, {made[row["email"]]: row for row in new if row["email"] is not None})
    return known | made


def _make_findable(tx: Tx, made: Mapping[int, Mapping[str, str | None]]) -> None:
    """Write the words by which new customers are found."""
    words = [
        {"word": word, "customer_id": customer}
        for customer, row in made.items()
        for word in search_words(row["name"] or "", row["email"] or "", row["rfc"] or "")
    ]
    if words:
        tx.execute(sa.insert(customer_words), words)


def _ids(tx: Tx, emails: Iterable[str]) -> dict[str, int]:
    asked = sorted(emails)
    found: dict[str, int] = {}
    for start in range(0, len(asked), 500):  # a bound on one statement's parameters
        chosen = sa.select(customers.c.email, customers.c.id)
        found |= {
            row.email: row.id for row in tx.execute(chosen.where(customers.c.email.in_(asked[start : start + 500])))
        }
    return found


def has_paid_before(tx: Tx, customer_id: int) -> bool:
    """Return whether any slip of the customer was activated before."""
    chosen = sa.select(activations.c.id).join(slips).where(slips.c.customer_id == customer_id).limit(1)
    return tx.execute(chosen).first() is not None


def panel(tx: Tx, customer_id: int) -> Panel:
    """Return the customer's panel; a panel that was never switched is version 3.3 with no stamps."""
    row = tx.execute(sa.select(panels).filter_by(customer_id=customer_id)).mappings().first()
    return Panel(**row) if row else Panel(customer_id, "3.3", None, 0)


def has_panel(tx: Tx, customer_id: int) -> bool:
    """Return whether it is written what the customer's panel is."""
    return tx.execute(sa.select(panels.c.customer_id).filter_by(customer_id=customer_id)).first() is not None


def panel_held(tx: Tx, customer_id: int) -> Panel:
    """Return the customer's panel, which nobody else changes until the transaction ends."""
    chosen = sa.select(customers.c.id).filter_by(id=customer_id)
    tx.execute(chosen.with_for_update(key_share=True))  # SQLite has one writer anyway
    return panel(tx, customer_id)


def write_panel(tx: Tx, new: Panel) -> None:
    """Keep what the panel now is."""
    values = {"version": new.version, "active_until": new.active_until, "stamps": new.stamps}
    changed = tx.execute(sa.update(panels).filter_by(customer_id=new.customer_id).values(**values))
    if changed.rowcount == 0:
        tx.execute(sa.insert(panels).values(customer_id=new.customer_id, **values))
