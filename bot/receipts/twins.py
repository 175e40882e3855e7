"""Receipts -> each payment once, with what any of its papers prints."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.receipts.tracking import same_key

if TYPE_CHECKING:
    from bot.model import Receipt


def distinct(receipts: tuple[Receipt, ...]) -> tuple[Receipt, ...]:
    """Return each payment once: original and copy, the same receipt attached twice, a notice beside its PDF."""
    kept: list[Receipt] = []
    for receipt in receipts:
        twin = next((place for place, other in enumerate(kept) if _is_same(receipt, other)), None)
        if twin is None:
            kept.append(receipt)
        else:
            kept[twin] = _united(kept[twin], receipt)
    return tuple(kept)


def _is_same(one: Receipt, other: Receipt) -> bool:
    """Whether two receipts are one payment: nothing both print differs, and a key or day and amount agree."""
    if one.tracking_key and other.tracking_key:
        return same_key(one.tracking_key, other.tracking_key)
    pairs: list[tuple[object, object]] = [
        (one.amount, other.amount),
        (one.paid_on, other.paid_on),
        (one.paid_time, other.paid_time),
        (one.folio, other.folio),
        (one.references or None, other.references or None),
    ]
    if any(mine != theirs for mine, theirs in pairs if mine is not None and theirs is not None):
        return False
    both = [mine is not None and theirs is not None for mine, theirs in pairs]
    return both[0] and ((both[1] and (both[2] or both[4])) or both[3] or (both[4] and not both[1]))


def _united(one: Receipt, other: Receipt) -> Receipt:
    """Return the first receipt with what only the second prints; every reference that one of them prints stays.

    One payment that prints two amounts was changed, or misread, on one of its papers: that is for a person.
    """
    fields = (
        "amount", "paid_on", "paid_time", "tracking_key", "folio", "folio_label", "payer_name",
        "payer_bank", "payee_name", "payee_account", "payee_bank", "convenio", "description",
    )  # fmt: skip
    missing = {name: getattr(other, name) for name in fields if getattr(one, name) is None}
    references = tuple(dict.fromkeys(one.references + other.references))
    candidates = tuple(n for n in dict.fromkeys(one.candidates + other.candidates) if n not in references)
    gained = tuple(proof for proof in other.evidence if proof.field not in {mine.field for mine in one.evidence})
    doubtful = ("amounts_differ", "low_confidence") if len({one.amount, other.amount} - {None}) > 1 else ()
    deduced = [("amount_deduced" in paper.flags) for paper in (one, other) if paper.amount is not None]
    flags = tuple(
        flag
        for flag in dict.fromkeys(one.flags + other.flags + doubtful)
        if flag != "amount_deduced" or all(deduced)  # the other paper says it
    )
    status = "rejected" if "rejected" in (one.status, other.status) else one.status
    currencies = [paper.currency for paper in (one, other) if paper.currency is not None]
    # the amount has the currency of its own paper, and a foreign one is not outvoted
    currency = next((code for code in currencies if code != "MXN"), next(iter(currencies), None))
    return replace(
        one, **missing, currency=currency, references=references, candidates=candidates,
        evidence=one.evidence + gained, flags=flags, status=status,
    )  # fmt: skip
