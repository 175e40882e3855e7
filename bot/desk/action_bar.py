"""A case as it stands -> the buttons below it, the recommended one first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from bot.cases import LETTER_FAILED, WAITING
from bot.desk import previews
from bot.matching.second_person import FRAUD
from bot.store import cases, signatures

if TYPE_CHECKING:
    from bot.model import Slip
    from bot.store.claims import Claim
    from bot.store.db import Tx
    from bot.store.signatures import Signature
    from bot.store.users import User

_WAITS = {"cheque", "activation_reverted"}  # the bank must have it first, or staff took it back: no button is the one
Solid = Literal["ask", "accept", "sign", "letter", ""]


@dataclass(frozen=True, slots=True)
class Bar:
    """What stands below a case."""

    is_open: bool  # a claim waits for a person
    solid: Solid  # the one that is recommended
    ask: str  # "Pedir $1,440.00"
    pending: Signature | None
    may_sign: bool  # this very person
    failed: bool = False  # a letter of ours did not arrive, and that is what the case waits for


def bar(tx: Tx, case_id: int, chosen: Claim | None, meant: tuple[Slip, ...], user: User) -> Bar:
    """Return the buttons for this user; who asked for a signature has no button to give it (B105)."""
    pending = signatures.standing(tx, case_id)
    may_sign = pending is not None and pending.asked_by != user.email and user.role in ("approver", "admin")
    receipt = chosen.receipt if chosen else None
    words = previews.of_ask(meant[0] if len(meant) == 1 else None, receipt)
    is_open = chosen is not None and chosen.state in WAITING
    failed = cases.reason(tx, case_id) == LETTER_FAILED
    solid = "letter" if failed else _solid(chosen, is_open=is_open, may_sign=may_sign, pending=pending)
    return Bar(is_open, solid, words, pending, may_sign, failed)


def _solid(chosen: Claim | None, *, is_open: bool, may_sign: bool, pending: Signature | None) -> Solid:
    if may_sign:
        return "sign"
    if chosen is None or not is_open or pending is not None or {one.rule for one in chosen.reasons} & set(FRAUD):
        return ""
    if {one.rule for one in chosen.reasons} & _WAITS:
        return ""
    if any(one.preselected for one in chosen.proposals):
        return "accept"
    return "ask" if previews.what_is_missing(chosen.reasons) else "accept"
