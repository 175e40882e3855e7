"""Receipt + the open slips' references -> the receipt with the references that they confirm."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.model import Receipt


def choose(receipt: Receipt, open_references: frozenset[str]) -> Receipt:
    """Return the receipt with its references chosen by what is open.

    References that are open slips stay alone when the payer's others are not; candidates take their place only when
    none of them is open, they are not one digit away from an open one (the payer's slip of the pen is for a person to
    see) and the open candidates are not rivals. A number far outside all open ones was a bank's filler and is set back.
    """
    chosen = tuple(number for number in receipt.references if number in open_references)
    if chosen:
        return _with(receipt, chosen) if len(chosen) < len(receipt.references) and _rivals(receipt) else receipt
    if any(_near(number, open_references) for number in receipt.references):
        return receipt
    found = tuple(dict.fromkeys(number for number in receipt.candidates if number in open_references))
    if len(found) == 1:
        return _with(receipt, found)
    kept = tuple(number for number in receipt.references if found or _plausible(number, open_references))
    return receipt if kept == receipt.references or found else _with(receipt, kept)


def _with(receipt: Receipt, references: tuple[str, ...]) -> Receipt:
    others = tuple(dict.fromkeys(receipt.references + receipt.candidates))
    return replace(receipt, references=references, candidates=tuple(n for n in others if n not in references))


def _rivals(receipt: Receipt) -> bool:
    """Whether the references differ so in length that they cannot all be slips of one payment."""
    return len({len(number) for number in receipt.references}) > 1


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
