"""Receipt + the open slips -> the receipt with the references that they confirm, and the amount that they tell."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.receipts.references import FILLER, numbers_in

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.model import Evidence, Receipt

    Totals = Mapping[str, int | None]
    """What each open slip asks for, centavos, by its reference; None where it is not known."""


# where the evidence of a receipt shows its references, and the other numbers that its payer wrote
_PLACES = ("references", "other_reference")


def choose(receipt: Receipt, totals: Totals, own: frozenset[str] = frozenset()) -> Receipt:
    """Return the receipt with its references chosen by what is open, and by what the open ones ask for.

    A reference that the payer wrote stays, open or not: his slip of the pen is for a person to see. Only two things
    give way to the one open candidate: a number far outside all open ones, which is a bank's filler for an empty
    field, and a reference that rivals with another he wrote on the same paper. `own` are the slips of who sent it.
    """
    open_references = frozenset(totals)
    paid = _paid_to_the_centavo(receipt, totals, own)
    if paid:
        return _with(receipt, paid)
    if any(number in open_references for number in receipt.references):
        return _of_one_kind(_with_rivals(receipt, open_references), open_references)
    if any(_near(number, open_references) for number in receipt.references):
        return receipt
    found = tuple(dict.fromkeys(number for number in receipt.candidates if number in open_references))
    kept = tuple(number for number in receipt.references if _plausible(number, open_references))
    if kept and "ambiguous_reference" not in receipt.flags:
        return _with(receipt, kept)
    if len(found) == 1:
        return _with(receipt, found)
    return _with(receipt, kept)


def among(receipt: Receipt, totals: Totals) -> Receipt:
    """Return the receipt with no reference but what slips bear, or would but for one digit, of all that are open.

    A number that is no slip's is a bank's own or its filler for an empty field, whatever its label says. Of a slip of
    the pen the slip asks for just the amount that was paid, where both are known. Where no word tells which of its
    sums was paid, the one that the slip asks for is, and it is flagged.
    """
    receipt = _with_amount(receipt, totals)
    paid = frozenset(number for number, total in totals.items() if total == receipt.amount)
    chosen = choose(receipt, totals, paid)  # nobody's mail: any slip that asks for what was paid may be the sender's
    alike = frozenset(number for number, total in totals.items() if total is None or total == receipt.amount)
    kept = tuple(number for number in chosen.references if number in totals or _near(number, alike))
    if kept or "ambiguous_reference" in receipt.flags:
        return _with(chosen, kept)
    found = tuple(dict.fromkeys(number for number in chosen.candidates if totals.get(number) == receipt.amount))
    return _with(chosen, found if len(found) == 1 and receipt.amount is not None else ())


def written_elsewhere(receipt: Receipt) -> frozenset[str]:
    """Return the numbers that its payer wrote in another of his fields than the references: in the concept, mostly."""
    proofs = (proof for proof in receipt.evidence if proof.field == "other_reference")
    return frozenset(number for proof in proofs for number in numbers_in(proof.text))


def _with_amount(receipt: Receipt, totals: Totals) -> Receipt:
    """Return the receipt, where nothing tells which of its sums was paid, with that which its slip asks for.

    No claim that is decided takes it for paid: its amount stays unread, and the rule `amount_deduced` tells staff.
    """
    if receipt.amount is not None:
        return receipt
    numbers = [number for number in receipt.references if number in totals] or receipt.candidates
    asked = {total for number in numbers if (total := totals.get(number)) in receipt.sums}
    if len(asked) != 1:
        return receipt
    return replace(receipt, amount=asked.pop(), flags=(*receipt.flags, "amount_deduced"))


def _paid_to_the_centavo(receipt: Receipt, totals: Totals, own: frozenset[str]) -> tuple[str, ...]:
    """Return the one number that the payer wrote among words and that asks for just what was paid; () for none.

    The other is what his bank printed, alone, in a field that he left empty, though it may be somebody's slip: it asks
    for another sum and has a filler's length, and is no slip of the pen either; or the slip paid is the sender's own
    and the other is not.
    """
    if "ambiguous_reference" not in receipt.flags or receipt.amount is None:
        return ()
    alone = [number for proof in _places(receipt) if proof.text.strip().isdigit() for number in _numbers(proof)]
    worded = [number for proof in _places(receipt) if not proof.text.strip().isdigit() for number in _numbers(proof)]
    if len(worded) != 1 or len(alone) != 1 or totals.get(worded[0]) != receipt.amount:
        return ()
    rival, total = alone[0], totals.get(alone[0])
    if rival in totals and (total is None or total == receipt.amount):
        return ()
    alike = frozenset(number for number, asked in totals.items() if asked == receipt.amount and number != worded[0])
    filler = len(rival) == FILLER and not (rival not in totals and _near(rival, alike))
    is_own = worded[0] in own and rival not in own
    return (worded[0],) if filler or is_own else ()


def _places(receipt: Receipt) -> list[Evidence]:
    return [proof for proof in receipt.evidence if proof.field in _PLACES]


def _numbers(proof: Evidence) -> tuple[str, ...]:
    return numbers_in(proof.text, own_field=proof.text.strip().isdigit())


def _with_rivals(receipt: Receipt, open_references: frozenset[str]) -> Receipt:
    """Return the receipt with every open reference that its payer wrote, where two of his fields name two."""
    if "ambiguous_reference" not in receipt.flags:
        return receipt
    return _with(receipt, receipt.references + tuple(n for n in receipt.candidates if n in open_references))


def _of_one_kind(receipt: Receipt, open_references: frozenset[str]) -> Receipt:
    """Return the receipt without what is not open and, by its length, another kind of number than what is."""
    lengths = [len(number) for number in receipt.references if number in open_references]
    kept = tuple(n for n in receipt.references if any(abs(len(n) - length) <= 1 for length in lengths))
    return _with(receipt, kept)


def _with(receipt: Receipt, references: tuple[str, ...]) -> Receipt:
    """Return the receipt with other references, and with what prints them as their place."""
    if references == receipt.references:
        return receipt
    others = tuple(dict.fromkeys(receipt.references + receipt.candidates))
    evidence = tuple(_placed(proof, references) if proof.field in _PLACES else proof for proof in receipt.evidence)
    known = any(proof.field == "references" for proof in evidence)
    return replace(
        receipt,
        references=references,
        candidates=tuple(number for number in others if number not in references),
        evidence=evidence if known else receipt.evidence,
    )


def _placed(proof: Evidence, references: tuple[str, ...]) -> Evidence:
    """Return a place as that of the references when it prints one of them, else as that of another number."""
    digits = "".join(filter(str.isdecimal, proof.text))
    return replace(proof, field=_PLACES[0] if any(number in digits for number in references) else _PLACES[1])


def _near(number: str, open_references: frozenset[str]) -> bool:
    """Whether one digit, or two neighbours changing places, makes `number` an open reference."""
    for other in open_references:
        if len(other) != len(number):
            continue
        wrong = [place for place in range(len(number)) if number[place] != other[place]]
        if len(wrong) == 1:
            return True
        if (
            len(wrong) == 2
            and wrong[1] == wrong[0] + 1
            and number[wrong[0]] + number[wrong[1]] == other[wrong[1]] + other[wrong[0]]
        ):
            return True
    return False


def _plausible(number: str, open_references: frozenset[str]) -> bool:
    """Whether `number` lies among what we issue: within a fifth of the open references' range."""
    if not open_references:
        return True
    values = [int(reference) for reference in open_references]
    return 0.8 * min(values) <= int(number) <= 1.2 * max(values)
