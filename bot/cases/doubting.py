"""A payment that may be one applied already -> both cases say so: whoever opens either of them sees the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.matching import payment_key
from bot.store import audit, claims, doubts

if TYPE_CHECKING:
    from datetime import datetime

    from bot.model import Judged
    from bot.store.db import Tx

_RULES = {"payment_maybe_used", "payment_used_elsewhere"}
_MOST = 5  # earlier payments that one paper is shown beside


def tell(tx: Tx, case_id: int, claim_id: int, one: Judged, *, at: datetime) -> None:
    """Write into the case of the applied payment that a later paper may be the same, and into its own which that is.

    Nothing moves: only one of the two can be right, or both, and which it is the bank's account says. So the later
    one waits for a person, who finds the earlier one beside it.
    """
    if not _RULES & {finding.rule for finding in one.decision.reasons}:
        return
    alike = [spent for spent in one.spent if payment_key.collision(one.keys, (spent,)) is not None]
    slips = {reference for spent in alike for reference in spent.references}
    earlier = doubts.spenders(tx, {spent.key for spent in alike}, slips, but_of=claim_id)
    for other in earlier[-_MOST:]:
        beside = claims.case_of(tx, other)
        if beside == case_id:
            continue
        said = {"case": case_id, "claim": claim_id}
        audit.write(tx, doubts.DOUBTED, at=at, actor="bot", case_id=beside, details=said)
        said = {"case": beside, "claim": other}
        audit.write(tx, doubts.RESEMBLES, at=at, actor="bot", case_id=case_id, details=said)
