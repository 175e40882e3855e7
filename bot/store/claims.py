"""What each receipt of a case claims, how it was judged, and how it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import sqlalchemy as sa

from bot.model import Because, ClaimState, Finding, Outcome, Proposal, Receipt
from bot.plain import from_plain, to_plain
from bot.store.db import insert, insert_new
from bot.store.tables import allocations, claim_words, claims, slips

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from bot.model import Decision
    from bot.store.db import Tx


@dataclass(frozen=True, slots=True)
class Claim:
    """One receipt in a case, or a mail without any, with its decision."""

    id: int
    case_id: int
    mail_id: int
    position: int
    state: ClaimState
    outcome: Outcome
    reasons: tuple[Finding, ...]
    receipt: Receipt | None
    slip_id: int | None
    decided_by: str
    decided_at: datetime
    proposals: tuple[Proposal, ...] = ()  # slips that it could mean, as staff saw them
    share_of: int | None = None  # the claim whose payment a person divided; its receipt then says what this slip got


@dataclass(frozen=True, slots=True)
class Versions:
    """What decided: kept with each decision, so that it can be repeated (B36)."""

    code: str
    config: str


def add(
    tx: Tx,
    *,
    case_id: int,
    mail_id: int,
    position: int,
    state: ClaimState,
    receipt: Receipt | None,
    decision: Decision,
    versions: Versions,
    proposals: tuple[Proposal, ...] = (),
    because: Because | None = None,
    words: Collection[str] = (),
) -> int:
    """Return the id of a new claim; `words` are those by which staff find it."""
    claim_id = insert(
        tx,
        claims,
        case_id=case_id,
        mail_id=mail_id,
        position=position,
        state=state,
        outcome=decision.outcome,
        reasons=to_plain(decision.reasons),
        receipt=to_plain(receipt),
        amount=receipt.amount if receipt else None,
        slip_id=decision.slip.id if decision.slip else None,
        decided_by=decision.decided_by,
        decided_at=decision.decided_at,
        code_version=versions.code,
        config_version=versions.config,
        proposals=to_plain(proposals) or None,
        because=to_plain(because),
    )
    if words:
        tx.execute(sa.insert(claim_words), [{"word": word, "claim_id": claim_id} for word in sorted(words)])
    return claim_id


def add_share(tx: Tx, whole_id: int, state: ClaimState, receipt: Receipt, decision: Decision) -> int:
    """Return the id of a new claim for what one slip got of a divided payment: it stands in the same mail and case."""
    chosen = sa.select(claims.c.case_id, claims.c.mail_id, claims.c.code_version, claims.c.config_version)
    whole = tx.execute(chosen.filter_by(id=whole_id)).one()
    last = sa.select(sa.func.max(claims.c.position)).filter_by(mail_id=whole.mail_id)
    share = add(
        tx, case_id=whole.case_id, mail_id=whole.mail_id, position=tx.execute(last).scalar_one() + 1, state=state,
        receipt=receipt, decision=decision, versions=Versions(whole.code_version, whole.config_version),
    )  # fmt: skip
    tx.execute(sa.update(claims).filter_by(id=share).values(share_of=whole_id))
    return share


def shares_of(tx: Tx, claim_id: int) -> tuple[Claim, ...]:
    """Return the claims of the slips that got a part only of this payment."""
    return _claims(tx, claims.c.share_of == claim_id)


def whole_of(tx: Tx, claim_id: int) -> int:
    """Return the claim whose payment this one is a share of; itself when it is none."""
    whole = sa.func.coalesce(claims.c.share_of, claims.c.id)
    return int(tx.execute(sa.select(whole).filter_by(id=claim_id)).scalar_one())


def of_case(tx: Tx, case_id: int) -> tuple[Claim, ...]:
    """Return the claims of a case, oldest first."""
    return _claims(tx, claims.c.case_id == case_id)


def of_mail(tx: Tx, mail_id: int) -> tuple[Claim, ...]:
    """Return the claims that one mail brought."""
    return _claims(tx, claims.c.mail_id == mail_id)


@dataclass(frozen=True, slots=True)
class Grounds:
    """What a claim was decided by: the bot's own word, and which code and settings said it."""

    code: str
    config: str
    because: Because | None


def grounds(tx: Tx, claim_ids: Sequence[int]) -> dict[int, Grounds]:
    """Return the grounds of these claims."""
    columns = (claims.c.id, claims.c.code_version, claims.c.config_version, claims.c.because)
    rows = tx.execute(sa.select(*columns).where(claims.c.id.in_(claim_ids))) if claim_ids else ()
    return {
        row.id: Grounds(
            row.code_version,
            row.config_version,
            from_plain(Because, row.because) if row.because is not None else None,
        )
        for row in rows
    }


def those(tx: Tx, claim_ids: Sequence[int]) -> tuple[Claim, ...]:
    """Return the claims with these ids, oldest first."""
    return _claims(tx, claims.c.id.in_(claim_ids)) if claim_ids else ()


def case_of(tx: Tx, claim_id: int) -> int:
    """Return the case that a claim stands in by now: it moves when two cases become one."""
    return int(tx.execute(sa.select(claims.c.case_id).filter_by(id=claim_id)).scalar_one())


def references_activated(tx: Tx, mail_id: int) -> tuple[str, ...]:
    """Return the references of the slips that one mail switched on, or is about to."""
    return references_of(tx, mail_id, claims.c.outcome == "activate")


def references_of(tx: Tx, mail_id: int, *which: sa.ColumnElement[bool]) -> tuple[str, ...]:
    """Return the references of the slips that the claims of one mail are about."""
    held = allocations.c.claim_id == claims.c.id
    chosen = (
        sa.select(slips.c.reference, sa.func.min(claims.c.id).label("first"))
        .select_from(claims)
        .join(allocations, held, isouter=True)
        .join(slips, slips.c.id == sa.func.coalesce(allocations.c.slip_id, claims.c.slip_id))
        .where(claims.c.mail_id == mail_id, *which)
        .group_by(slips.c.id, slips.c.reference)
    )
    return tuple(row.reference for row in tx.execute(chosen.order_by(sa.text("first"), slips.c.id)))


def move(tx: Tx, claim_id: int, state: ClaimState, *, expected: tuple[ClaimState, ...]) -> bool:
    """Move a claim; return False, and do nothing, when it is not in one of the `expected` states."""
    change = sa.update(claims).where(claims.c.id == claim_id, claims.c.state.in_(expected))
    return tx.execute(change.values(state=state)).rowcount == 1


def redecide(tx: Tx, claim_id: int, state: ClaimState, decision: Decision, *, expected: tuple[ClaimState, ...]) -> bool:
    """Write a person's decision over a waiting claim; return False when it is no longer waiting."""
    change = sa.update(claims).where(claims.c.id == claim_id, claims.c.state.in_(expected))
    done = tx.execute(
        change.values(
            state=state,
            outcome=decision.outcome,
            reasons=to_plain(decision.reasons),
            slip_id=decision.slip.id if decision.slip else None,
            decided_by=decision.decided_by,
            decided_at=decision.decided_at,
        )
    )
    return done.rowcount == 1


def correct(
    tx: Tx, claim_id: int, receipt: Receipt, decision: Decision, proposals: tuple[Proposal, ...], words: Collection[str]
) -> bool:
    """Write what a person reads on a paper, and how it is judged then; return False when it left the desk meanwhile."""
    change = sa.update(claims).where(claims.c.id == claim_id, claims.c.state == "desk")
    done = tx.execute(
        change.values(
            outcome=decision.outcome,
            reasons=to_plain(decision.reasons),
            receipt=to_plain(receipt),
            amount=receipt.amount,
            slip_id=decision.slip.id if decision.slip else None,
            decided_at=decision.decided_at,
            proposals=to_plain(proposals) or None,
        )
    )
    for word in sorted(words):  # it is found by what stands there now, and by what was read before
        insert_new(tx, claim_words, word=word, claim_id=claim_id)
    return done.rowcount == 1


def supersede(tx: Tx, case_id: int, slip_id: int) -> None:
    """End the questions of a case about a slip that is on by now, or about what may be the payment that it holds.

    Another payment, for which a reference was asked, still waits for it.
    """
    held = sa.select(allocations.c.claim_id).filter_by(slip_id=slip_id)
    paid = [claim.receipt for claim in _claims(tx, claims.c.id.in_(held)) if claim.receipt is not None]
    for claim in _claims(tx, sa.and_(claims.c.case_id == case_id, claims.c.state == "waiting_customer")):
        if claim.slip_id == slip_id or (claim.slip_id is None and _may_be_among(claim.receipt, paid)):
            move(tx, claim.id, "ignored", expected=("waiting_customer",))


def _may_be_among(asked: Receipt | None, paid: Sequence[Receipt]) -> bool:
    return asked is None or any(_may_be_one(asked, one) for one in paid)


def _may_be_one(asked: Receipt, paid: Receipt) -> bool:
    """Return whether nothing printed on both papers tells the payments apart."""
    if asked.amount is None and asked.sums and paid.amount is not None and paid.amount not in asked.sums:
        return False
    both = ((asked.amount, paid.amount), (asked.paid_on, paid.paid_on), (_key(asked), _key(paid)))
    return all(one is None or other is None or one == other for one, other in both)


def _key(receipt: Receipt) -> str | None:
    return "".join(filter(str.isalnum, receipt.tracking_key or "")).upper() or None


def end_answered(tx: Tx, case_id: int, claim_id: int, receipt: Receipt) -> None:
    """End the earlier questions of a case for the reference of this very paper: it is judged anew with its answer."""
    earlier = sa.and_(claims.c.case_id == case_id, claims.c.state == "waiting_customer", claims.c.id < claim_id)
    for claim in _claims(tx, sa.and_(earlier, claims.c.slip_id.is_(None))):
        if claim.receipt is not None and _paper(claim.receipt) == _paper(receipt):
            move(tx, claim.id, "ignored", expected=("waiting_customer",))


def _paper(receipt: Receipt) -> tuple[object, ...]:
    return receipt.document, receipt.amount, receipt.paid_on, receipt.tracking_key, receipt.folio


def end_repeats(tx: Tx, slip_id: int) -> frozenset[int]:
    """End what only sent a part again of a slip that is on by now, in any case; return those cases."""
    chosen = sa.select(claims).filter_by(slip_id=slip_id, state="waiting_customer")
    repeats = {
        row["id"]: row["case_id"]
        for row in tx.execute(chosen).mappings()
        if any(reason["rule"] == "part_already_received" for reason in row["reasons"])
    }
    for claim_id in repeats:
        move(tx, claim_id, "duplicate", expected=("waiting_customer",))
    return frozenset(repeats.values())


def remove(tx: Tx, claim_id: int) -> None:
    """Take a claim without effects away: the mail that brought it is judged anew, and the audit keeps the story."""
    tx.execute(sa.delete(claim_words).filter_by(claim_id=claim_id))
    tx.execute(sa.delete(claims).where(claims.c.id == claim_id))


def _claims(tx: Tx, which: sa.ColumnElement[bool]) -> tuple[Claim, ...]:
    rows = tx.execute(sa.select(claims).where(which).order_by(claims.c.id)).mappings()
    return tuple(
        Claim(
            id=row["id"],
            case_id=row["case_id"],
            mail_id=row["mail_id"],
            position=row["position"],
            state=row["state"],
            outcome=row["outcome"],
            reasons=from_plain(tuple[Finding, ...], row["reasons"]),
            receipt=from_plain(Receipt, row["receipt"]) if row["receipt"] is not None else None,
            slip_id=row["slip_id"],
            decided_by=row["decided_by"],
            decided_at=row["decided_at"],
            proposals=from_plain(tuple[Proposal, ...], row["proposals"] or []),
            share_of=row["share_of"],
        )
        for row in rows
    )
