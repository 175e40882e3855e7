"""A customer and lines, or rows of a file -> slips that wait to be paid; a slip -> cancelled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.slips.price import price
from bot.slips.reference import next_reference
from bot.store import audit, counters, customers, slips
from bot.store.slips import NewSlip

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from bot.model import Slip, SlipLine
    from bot.slips.imported import ImportedSlip
    from bot.store.db import Tx

_COUNTER = "slip"


def issue(
    tx: Tx,
    *,
    name: str,
    email: str,
    rfc: str | None,
    lines: tuple[SlipLine, ...],
    expires_at: datetime | None,
    by: str,
    at: datetime,
) -> str:
    """Return the reference of a new slip; who has this address already stays as he is, his name and RFC too."""
    customer = customers.enrol(tx, [(name, email, rfc)])[email.lower()]
    return _issued(tx, customer, lines, expires_at, by=by, at=at)


def issue_once(
    tx: Tx, customer_id: int, *, lines: tuple[SlipLine, ...], expires_at: datetime | None, by: str, at: datetime
) -> tuple[str, bool]:
    """Return the reference of a customer's open slip for these products, and whether it is new.

    Who asks for the same again gets the same slip, at the price that it was issued with; two who ask at once too.
    """
    customers.panel_held(tx, customer_id)  # whoever asks meanwhile waits here, and then sees this slip
    same = (slip for slip in slips.open_of(tx, customer_id, now=at) if _products(slip.lines) == _products(lines))
    if (found := next(same, None)) is not None:
        return found.reference, False
    return _issued(tx, customer_id, lines, expires_at, by=by, at=at), True


def _products(lines: tuple[SlipLine, ...]) -> list[tuple[str, int]]:
    return sorted((line.code, line.quantity) for line in lines)


def _issued(
    tx: Tx, customer_id: int, lines: tuple[SlipLine, ...], expires_at: datetime | None, *, by: str, at: datetime
) -> str:
    reference, amount = _new_reference(tx), price(lines).total
    slips.add(tx, [NewSlip(reference, customer_id, amount, at, expires_at, lines)])
    audit.write(tx, "slip_issued", at=at, actor=by, details={"reference": reference, "amount": amount})
    return reference


def _new_reference(tx: Tx) -> str:
    """Return the next reference; those of slips issued elsewhere are jumped over."""
    number = counters.last(tx, _COUNTER)
    while True:
        number, reference = next_reference(number + 1)
        if not slips.known_references(tx, [reference]):
            counters.give(tx, _COUNTER, number)
            return reference


def take_in(tx: Tx, rows: Sequence[ImportedSlip], *, by: str, at: datetime) -> int:
    """Return how many slips issued elsewhere are now ours; one whose reference exists meanwhile is left out."""
    known = slips.known_references(tx, [row.reference for row in rows])
    new = [row for row in rows if row.reference not in known]
    ids = customers.enrol(tx, [(row.customer_name, row.customer_email, row.rfc) for row in new])
    slips.add(
        tx,
        [
            NewSlip(row.reference, ids[row.customer_email], row.amount, row.issued_at, row.expires_at) for row in new
        ],
    )  # fmt: skip
    audit.write(tx, "slips_imported", at=at, actor=by, details={"slips": len(new)})
    return len(new)


def cancel(tx: Tx, slip: Slip, *, because: str, by: str, at: datetime) -> bool:
    """Cancel an open slip of which nothing was received; return False, and do nothing, for any other."""
    if not slips.cancel(tx, slip.id, because=because, at=at):
        return False
    audit.write(tx, "slip_cancelled", at=at, actor=by, details={"reference": slip.reference, "because": because})
    return True
