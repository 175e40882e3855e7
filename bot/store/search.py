"""What staff typed -> the cases, slips and customers that it finds: each question walks an index."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import sqlalchemy as sa

from bot.model import ClaimState, Customer
from bot.store.search_words import beginning_with, search_words
from bot.store.slip_search import customers_with
from bot.store.tables import allocations, cases, claim_words, claims, customers, slips

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from bot.store.db import Tx

MOST = 50  # of each kind


@dataclass(frozen=True, slots=True)
class FoundCase:
    """One case in the list."""

    id: int
    state: ClaimState
    opened_at: datetime
    amount: int | None  # centavos
    verdict: str
    name: str | None  # the customer's, or else the address that wrote


def cases_named(tx: Tx, number: int) -> frozenset[int]:
    """Return the case with this number, as a set of one or none."""
    return frozenset(tx.execute(sa.select(cases.c.id).filter_by(id=number)).scalars())


def cases_of_slip(tx: Tx, reference: str) -> frozenset[int]:
    """Return the cases with a payment that is about this slip or that a person gave to it."""
    slip = sa.select(slips.c.id).filter_by(reference=reference).scalar_subquery()
    about = sa.select(claims.c.case_id).where(claims.c.slip_id == slip).order_by(claims.c.id.desc())
    held = sa.select(claims.c.case_id).join(allocations, allocations.c.claim_id == claims.c.id)
    return _some(tx, about) | _some(tx, held.where(allocations.c.slip_id == slip))


def cases_printed(tx: Tx, word: str) -> frozenset[int]:
    """Return the cases with a receipt on which a word stands that begins like this; it comes folded."""
    first, behind = beginning_with(word)
    chosen = sa.select(claims.c.case_id).join(claim_words, claim_words.c.claim_id == claims.c.id)
    return _some(tx, chosen.where(claim_words.c.word >= first, claim_words.c.word < behind))


def cases_of_amount(tx: Tx, amount: int) -> frozenset[int]:
    """Return the newest cases in which just these centavos were paid."""
    return _some(tx, sa.select(claims.c.case_id).where(claims.c.amount == amount).order_by(claims.c.id.desc()))


def cases_of(tx: Tx, customer_ids: Collection[int]) -> frozenset[int]:
    """Return the newest cases of these customers."""
    theirs = sa.select(cases.c.id).where(cases.c.customer_id.in_(sorted(customer_ids)))
    return _some(tx, theirs.order_by(cases.c.id.desc()))


def cases_from(tx: Tx, address: str) -> frozenset[int]:
    """Return the newest cases in which we answer this address."""
    return _some(tx, sa.select(cases.c.id).where(cases.c.address == address).order_by(cases.c.id.desc()))


def customers_named(tx: Tx, words: tuple[str, ...]) -> tuple[Customer, ...]:
    """Return customers with a word beginning with each of these, by name."""
    found = customers_with(tx, words)[:MOST]
    return _customers(tx, customers.c.id.in_(found)) if found else ()


def customers_of_rfc(tx: Tx, rfc: str) -> tuple[Customer, ...]:
    """Return the customers on file with this RFC, by name; their words hold it."""
    found = customers_with(tx, search_words(rfc))[:MOST]
    return _customers(tx, customers.c.id.in_(found)) if found else ()


def listed(tx: Tx, case_ids: Collection[int]) -> tuple[FoundCase, ...]:
    """Return these cases, the newest first; one that became part of another is found as that one."""
    if not case_ids:
        return ()
    kept = sa.select(sa.func.coalesce(cases.c.merged_into, cases.c.id)).where(cases.c.id.in_(sorted(case_ids)))
    columns = (cases.c.id, cases.c.state, cases.c.opened_at, cases.c.amount, cases.c.verdict)
    chosen = sa.select(*columns, sa.func.coalesce(customers.c.name, cases.c.address).label("name"))
    chosen = chosen.select_from(cases).outerjoin(customers, customers.c.id == cases.c.customer_id)
    chosen = chosen.where(cases.c.id.in_(kept)).order_by(cases.c.id.desc()).limit(MOST)
    return tuple(FoundCase(**row) for row in tx.execute(chosen).mappings())


def _some(tx: Tx, chosen: sa.Select[int]) -> frozenset[int]:
    return frozenset(tx.execute(chosen.limit(MOST)).scalars())


def _customers(tx: Tx, which: sa.ColumnElement[bool]) -> tuple[Customer, ...]:
    columns = (customers.c.id, customers.c.name, customers.c.email, customers.c.rfc)
    return tuple(Customer(*row) for row in tx.execute(sa.select(*columns).where(which).order_by(customers.c.name)))
