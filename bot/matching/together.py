"""The payments of one mail, each judged beside what those before it leave -> claims that can be settled together."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from bot.matching import payment_key
from bot.model import Finding, SpentKey

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.model import Facts, Judged, Receipt, Slip

    Judge = Callable[["Gathered"], Judged]


@dataclass(frozen=True, slots=True)
class Gathered:
    """One receipt with the slips it could mean and the facts around it."""

    receipt: Receipt
    slips: tuple[Slip, ...]
    facts: Facts


def judged(gathered: Sequence[Gathered], judge: Judge) -> tuple[Judged, ...]:
    """Return every claim of one mail: parts of one slip add up, and nothing is switched on or spent twice."""
    in_turn = _in_turn(gathered, judge, parts=True)
    if _adds_up(in_turn):
        return _without_completion(each_once(_whole(in_turn)))
    alone = _in_turn(gathered, judge, parts=False)
    return each_once(tuple(to_staff(one) if _stands_beside(one, alone) else one for one in alone))


def _in_turn(gathered: Sequence[Gathered], judge: Judge, *, parts: bool) -> tuple[Judged, ...]:
    found: list[Judged] = []
    for one in gathered:
        after = _after(one, found)
        found.append(judge(_beside_parts(after, found) if parts else after))
    return tuple(found)


def _after(one: Gathered, found: Sequence[Judged]) -> Gathered:
    """Return the claim with the limits as the activations before it leave them."""
    on = [slip for other in found if other.decision.outcome == "activate" for slip in other.decision.slips]
    owners = {slip.customer.id for slip in one.slips if slip.reference in one.receipt.references}
    facts = replace(
        one.facts,
        activated_today=one.facts.activated_today + sum(slip.amount for slip in on),
        activated_last_hour=one.facts.activated_last_hour + len(on),
        customer_today=one.facts.customer_today + sum(slip.amount for slip in on if slip.customer.id in owners),
    )
    return replace(one, facts=facts)


def _beside_parts(one: Gathered, found: Sequence[Judged]) -> Gathered:
    """Return the claim with its slips' balance and the spent keys as the parts before it leave them."""
    parts = [other for other in found if other.decision.is_part]
    spent = tuple(key for part in parts for key in _as_spent(part, kept=True))
    received = partial(_with_parts, parts=parts)
    facts = replace(one.facts, spent=one.facts.spent + spent, rivals=tuple(map(received, one.facts.rivals)))
    return replace(one, slips=tuple(map(received, one.slips)), facts=facts)


def _with_parts(slip: Slip, parts: Sequence[Judged]) -> Slip:
    amounts = [part.receipt.amount or 0 for part in parts if part.receipt and _about(part, slip)]
    return replace(slip, received=slip.received + sum(amounts)) if amounts else slip


def _about(one: Judged, slip: Slip) -> bool:
    return slip.id in {other.id for other in one.decision.slips}


def _stands_beside(part: Judged, found: Sequence[Judged]) -> bool:
    """Return whether a part comes with another claim about its slip."""
    slips = part.decision.slips
    return part.decision.is_part and any(_about(one, slip) for one in found if one is not part for slip in slips)


def _adds_up(found: Sequence[Judged]) -> bool:
    """Return whether no claim beside a part says something else of its slip: it is one more part, or what completes it.

    A repeat of a part says nothing new.
    """
    for place, part in enumerate(found):
        slip = part.decision.slip
        if not part.decision.is_part or slip is None:
            continue
        beside = [(at, other) for at, other in enumerate(found) if at != place and _about(other, slip)]
        if not all(_fits(other, completes=at > place and _is_last(at, slip, found)) for at, other in beside):
            return False
    return True


def _fits(other: Judged, *, completes: bool) -> bool:
    is_repeat = {finding.rule for finding in other.decision.reasons} == {"part_already_received"}
    return other.decision.is_part or is_repeat or (completes and other.decision.outcome == "activate")


def _is_last(place: int, slip: Slip, found: Sequence[Judged]) -> bool:
    return not any(one.decision.is_part and _about(one, slip) for one in found[place + 1 :])


def _whole(found: Sequence[Judged]) -> tuple[Judged, ...]:
    """Return the claims with every part of one slip saying what all of them leave: a balance, or nothing."""
    return tuple(_of_the_whole(one, found) if one.decision.is_part else one for one in found)


def _of_the_whole(part: Judged, found: Sequence[Judged]) -> Judged:
    slip = part.decision.slip
    siblings = [one for one in found if slip is not None and _about(one, slip)]
    completing = next(
        (one for one in siblings if not one.decision.is_part and one.decision.outcome == "activate"), None
    )
    if completing is None:
        due = min(one.decision.still_due for one in siblings if one.decision.still_due is not None)
        return replace(part, decision=replace(part.decision, still_due=due))
    reference = slip.reference if slip is not None else ""
    reason = Finding("part_of_payment", f"Es una parte; con los demás comprobantes completa la constancia {reference}.")
    return replace(part, decision=replace(part.decision, outcome="activate", reasons=(reason,), still_due=0))


def _without_completion(found: tuple[Judged, ...]) -> tuple[Judged, ...]:
    """Return the claims so that no part waits for a slip which nothing beside it switches on any more."""
    on = {slip.id for one in found if one.decision.outcome == "activate" and not one.decision.is_part
          for slip in one.decision.slips}  # fmt: skip
    left = [one.decision.outcome == "activate" and not on & {slip.id for slip in one.decision.slips} for one in found]
    return tuple(to_staff(one) if alone else one for one, alone in zip(found, left, strict=True))


def each_once(found: Sequence[Judged]) -> tuple[Judged, ...]:
    """Return the claims of one mail so that no slip is switched on, and no payment is spent, twice among them.

    Of two receipts for one slip the first may activate; of what may be one payment for two slips, neither.
    """
    kept = []
    for place, one in enumerate(found):
        rivals = [(at, other) for at, other in enumerate(found) if at != place and _both_activate(one, other)]
        beaten = any(at < place or other.decision.slips != one.decision.slips for at, other in rivals)
        kept.append(to_staff(one) if beaten else one)
    return tuple(kept)


def _both_activate(one: Judged, other: Judged) -> bool:
    switches_on = [judged.decision.outcome == "activate" and not judged.decision.is_part for judged in (one, other)]
    return all(switches_on) and _same(one, other)


def _same(one: Judged, other: Judged) -> bool:
    """Return whether both mean one slip, or may be one payment: judged as if the other were spent already."""
    if any(_about(one, slip) for slip in other.decision.slips):
        return True
    return payment_key.collision(one.keys, _as_spent(other, kept=False)) is not None


def _as_spent(one: Judged, *, kept: bool) -> tuple[SpentKey, ...]:
    named = [slip.reference for slip in one.decision.slips]
    return tuple(
        SpentKey(
            key,
            named[0] if named else "",
            one.decision.decided_at,
            tuple(companion for companion in one.keys if companion != key),
            tuple(named[1:]),
            one.receipt.amount if one.receipt else None,
            kept,
        )
        for key in one.keys
    )


def to_staff(one: Judged) -> Judged:
    """Return the claim for a person, who sees it together with what came beside it."""
    reason = Finding(
        "several_receipts",
        "Llegó más de un comprobante para la misma constancia o el mismo pago; hay que verlos juntos.",
    )
    return replace(one, decision=replace(one.decision, outcome="review", reasons=(*one.decision.reasons, reason)))
