"""Which open claims may belong to one conversation, and one case's rows put into another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from bot.model import FINAL_STATES
from bot.store import claims as claim_store
from bot.store.tables import activations, audit, cases, claims, letters, mails

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from bot.store.claims import Claim
    from bot.store.db import Tx

MOST = 100  # open claims that are looked at for one mail
_LOCK = 72015  # class of the advisory locks by which two mails about one payment are settled one after the other


def hold(tx: Tx, words: Collection[str]) -> None:
    """Let no other transaction with one of these words go on before this one ends; SQLite has one writer anyway."""
    if tx.dialect.name == "postgresql":
        for word in sorted(words):
            tx.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK, sa.func.hashtext(word))))


def open_about(tx: Tx, slip_ids: Collection[int], amounts: Collection[int]) -> tuple[Claim, ...]:
    """Return open claims about one of these slips, or of one of these amounts (centavos), oldest first."""
    found: set[int] = set()
    for about in (claims.c.slip_id.in_(slip_ids), claims.c.amount.in_(amounts)):
        found.update(_newest(tx, sa.select(claims.c.id).where(about, claims.c.state.notin_(FINAL_STATES))))
    return claim_store.those(tx, sorted(found))


def _newest(tx: Tx, chosen: sa.Select[Any]) -> Sequence[int]:
    return tx.execute(chosen.order_by(claims.c.id.desc()).limit(MOST)).scalars().all()


def open_of(tx: Tx, customer_id: int) -> tuple[Claim, ...]:
    """Return the claims of a customer that wait for him or for staff, oldest first."""
    chosen = sa.select(claims.c.id).join(cases, cases.c.id == claims.c.case_id)
    waiting = claims.c.state.in_(("waiting_customer", "desk"))
    return claim_store.those(tx, sorted(_newest(tx, chosen.where(cases.c.customer_id == customer_id, waiting))))


def asked_of(tx: Tx, customer_id: int) -> tuple[Claim, ...]:
    """Return the claims about which a customer is asked just now, oldest first."""
    chosen = sa.select(claims.c.id).join(cases, cases.c.id == claims.c.case_id)
    waiting = chosen.where(cases.c.customer_id == customer_id, claims.c.state == "waiting_customer")
    return claim_store.those(tx, sorted(_newest(tx, waiting)))


def lock(tx: Tx, case_ids: Collection[int]) -> dict[int, Mapping[str, Any]]:
    """Return the cases that still stand for themselves, locked until the transaction ends."""
    # activations and claims first: whoever confirms or rules locks them in this order
    for table in (activations, claims):
        tx.execute(sa.select(table.c.id).where(table.c.case_id.in_(case_ids)).order_by(table.c.id).with_for_update())
    alone = sa.select(cases).where(cases.c.id.in_(case_ids), cases.c.merged_into.is_(None))
    rows = tx.execute(alone.order_by(cases.c.id).with_for_update(key_share=True)).mappings()
    return {row["id"]: dict(row) for row in rows}


def stands(tx: Tx, case_id: int) -> bool:
    """Return whether the case was not merged into another; it is not before the transaction ends."""
    return case_id in lock(tx, [case_id])


def absorb(tx: Tx, gone: int, kept: int, **changes: Any) -> None:
    """Put all that `gone` holds into `kept`, which is changed, and close `gone`; both are locked by the caller."""
    for table in (mails, claims, activations):
        tx.execute(sa.update(table).where(table.c.case_id == gone).values(case_id=kept))
    _letters(tx, gone, kept)
    tx.execute(sa.update(cases).where(cases.c.merged_into == gone).values(merged_into=kept))
    ended = {"state": "ignored", "merged_into": kept, "stopped_at": None, "verdict": f"Unido al caso {kept}."}
    tx.execute(sa.update(cases).where(cases.c.id == gone).values(version=cases.c.version + 1, **ended))
    tx.execute(sa.update(cases).where(cases.c.id == kept).values(version=cases.c.version + 1, **changes))


def _letters(tx: Tx, gone: int, kept: int) -> None:
    """Move the letters; one that the other case has had for the same cause keeps its number in its cause."""
    same = letters.alias("same")
    had = sa.exists().where(same.c.case_id == kept, same.c.kind == letters.c.kind, same.c.cause == letters.c.cause)
    renamed = sa.update(letters).where(letters.c.case_id == gone, had)
    tx.execute(renamed.values(cause=letters.c.cause + f"-c{gone}"))
    tx.execute(sa.update(letters).where(letters.c.case_id == gone).values(case_id=kept))


def merged(tx: Tx, case_id: int) -> tuple[int, ...]:
    """Return the cases that were merged into this one."""
    return tuple(tx.execute(sa.select(cases.c.id).filter_by(merged_into=case_id).order_by(cases.c.id)).scalars())


def linked(tx: Tx, case_id: int) -> frozenset[int]:
    """Return the cases that staff were told to look at beside this one."""
    rows = tx.execute(sa.select(audit.c.details).filter_by(case_id=case_id, event="case_linked")).scalars()
    return frozenset(int(details["case"]) for details in rows)
