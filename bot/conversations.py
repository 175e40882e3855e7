"""A mail and the open cases -> one conversation, whichever way it came in: slip or payment, never by subject."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot import cases
from bot.errors import Outdated
from bot.letters.window import marks_ahead, resumed
from bot.matching import day_trace, payment_key
from bot.receipts import read
from bot.replies import asks_for_the_number
from bot.store import audit, conversations, slips
from bot.store import cases as cases_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime

    from bot.letters.compose import Correspondent
    from bot.model import PaymentKey, Reading, Vendor, Window
    from bot.store.claims import Claim
    from bot.store.db import Database, Tx

_WHY = {"slip": "la misma constancia", "payment": "el mismo pago", "number": "la referencia que se le pidió"}
_MOST_LINKS = 5  # other cases that one mail is shown beside


@dataclass(frozen=True, slots=True)
class Sought:
    """By what a mail is recognised as part of a conversation."""

    slip_ids: frozenset[int]
    payments: tuple[tuple[PaymentKey, ...], ...]  # the keys of each payment
    amounts: frozenset[int]  # centavos
    answers_customer: int | None  # who tells us a reference that somebody was asked for
    payer: int | None = None  # the customer who sends a paper: one of his that waits may name no slip and no sum

    @property
    def words(self) -> frozenset[str]:
        """Return what two mails of one conversation have in common, for a lock."""
        keys = {day_trace.word(key) for keys in self.payments for key in keys}
        return frozenset({f"slip {slip_id}" for slip_id in self.slip_ids} | keys)


def sought(tx: Tx, reading: Reading, who: Correspondent, vendor: Vendor, *, now: datetime) -> Sought:
    """Return the slips and payments that a mail speaks of."""
    receipts = read.receipts(reading, vendor)
    told = () if receipts else read.numbers_told(reading.mail)
    numbers = [number for one in receipts for number in (*one.references, *one.candidates)]
    named = {slip.reference: slip for slip in slips.named(tx, list(dict.fromkeys((*numbers, *told))), now=now)}
    totals = {number: slip.balance for number, slip in named.items()}
    chosen = {number for one in receipts for number in read.choose(one, totals).references}
    own = [slip for number, slip in named.items() if number in told and who.customer == slip.customer]
    return Sought(
        frozenset(named[number].id for number in chosen & named.keys()),
        tuple(keys for one in receipts if (keys := payment_key.keys(one, vendor))),
        frozenset(one.amount for one in receipts if one.amount),
        own[0].customer.id if len(own) == len(told) == 1 else None,
        who.customer.id if who.customer and receipts else None,
    )


def joined(
    db: Database, case_id: int, who: Correspondent, what: Sought, vendor: Vendor, window: Window, *, at: datetime
) -> int:
    """Return the one case of the conversation, the oldest, into which the others are merged.

    Only what its own customer, or whom our letters went to, writes is merged; of anybody else's mail about the same
    slip or payment staff are told in both cases, and neither learns of the other (B69, B76).
    """
    with db.read() as tx:
        found = dict(_kin(tx, case_id, what, vendor))
    if not found:
        return case_id
    with db.begin() as tx:
        own = {other: why for other, why in found.items() if _is_one_party(tx, other, who)}
        _link(tx, case_id, {other: why for other, why in found.items() if other not in own}, at=at)
        return _merge(tx, case_id, own, window, at=at) if own else case_id


def hold_together(
    tx: Tx, case_id: int, who: Correspondent, what: Sought, vendor: Vendor, keys: Iterable[PaymentKey]
) -> None:
    """Outdated when this case was merged meanwhile, or a mail of the same conversation was settled elsewhere.

    `keys` are those that are about to be spent: of payments that look alike one comes after the other.
    """
    conversations.hold(tx, what.words | set(map(day_trace.word, keys)))
    if not conversations.stands(tx, case_id):
        raise Outdated("the case was merged into another one")
    if any(_is_one_party(tx, other, who) for other, _ in _kin(tx, case_id, what, vendor)):
        raise Outdated("another mail of the same conversation was settled meanwhile")


def _kin(tx: Tx, case_id: int, what: Sought, vendor: Vendor) -> Iterator[tuple[int, str]]:
    """Yield the other open cases that speak of the same, each with why."""
    own = conversations.open_of(tx, what.payer) if what.payer is not None else ()
    for claim in (*conversations.open_about(tx, what.slip_ids, what.amounts), *own):
        why = _same(claim, what, vendor)
        if claim.case_id != case_id and why is not None:
            yield claim.case_id, why
    if what.answers_customer is not None:
        asked = [one for one in conversations.asked_of(tx, what.answers_customer) if asks_for_the_number(one)]
        if len({one.case_id for one in asked}) == 1 and asked[0].case_id != case_id:
            yield asked[0].case_id, "number"


def _same(claim: Claim, what: Sought, vendor: Vendor) -> str | None:
    if claim.slip_id is not None and claim.slip_id in what.slip_ids:
        return "slip"
    if claim.receipt is None:
        return None
    known = payment_key.as_spent(claim.receipt, vendor, claim.decided_at)
    return "payment" if any(payment_key.collision(keys, known) for keys in what.payments) else None


def _is_one_party(tx: Tx, case_id: int, who: Correspondent) -> bool:
    if who.authenticity == "failed":
        return False
    return cases.may_join(tx, case_id, who.customer.id if who.customer else None, who.address) is not None


def _merge(tx: Tx, case_id: int, others: dict[int, str], window: Window, *, at: datetime) -> int:
    """Return the oldest of the cases, which now holds all of them; Outdated when one was closed or merged meanwhile."""
    ids = sorted({case_id, *others})
    rows = conversations.lock(tx, ids)
    if len(rows) != len(ids):
        raise Outdated("one of the cases was merged into another one")
    for gone in ids[1:]:
        why = _WHY[others.get(gone) or others[ids[0]]]
        as_one = _together(rows[ids[0]], rows[gone], window, at=at)
        conversations.absorb(tx, gone, ids[0], **as_one)
        cases_of.forget_alarms(tx, ids[0], marks_ahead(as_one["deadline"], at, window))
        for one, details in ((gone, {"into": ids[0]}), (ids[0], {"from": gone})):
            audit.write(tx, "case_merged", at=at, actor="bot", case_id=one, details={**details, "why": why})
        rows |= conversations.lock(tx, ids[:1])
    return ids[0]


def _together(kept: Mapping[str, Any], gone: Mapping[str, Any], window: Window, *, at: datetime) -> dict[str, Any]:
    """Return how the case that is kept then stands: the earlier promise holds, and its clock runs."""
    promised = [row for row in (kept, gone) if row["holds_receipt"]] or [kept, gone]
    untold = next((row for row in (kept, gone) if row["reason"] == cases.LETTER_FAILED), kept)
    return {
        "reason": untold["reason"],
        "verdict": untold["verdict"],
        "state": "reading",
        "stopped_at": None,
        "reminded_at": None,
        "deadline": min(_runs_until(row, window, at) for row in promised),
        "holds_receipt": kept["holds_receipt"] or gone["holds_receipt"],
        "customer_id": kept["customer_id"] or gone["customer_id"],
        "address": kept["address"] or gone["address"],
        "thread": [*kept["thread"], *gone["thread"]][-20:],
    }


def _runs_until(row: Mapping[str, Any], window: Window, at: datetime) -> datetime:
    deadline: datetime = row["deadline"]
    return resumed(deadline, row["stopped_at"], at, window) if row["stopped_at"] else deadline


def _link(tx: Tx, case_id: int, others: dict[int, str], *, at: datetime) -> None:
    """Tell staff in both cases that somebody else's mail speaks of the same."""
    for other in sorted(others.keys() - conversations.linked(tx, case_id))[:_MOST_LINKS]:
        for one, beside in ((case_id, other), (other, case_id)):
            details = {"case": beside, "why": _WHY[others[other]]}
            audit.write(tx, "case_linked", at=at, actor="bot", case_id=one, details=details)
