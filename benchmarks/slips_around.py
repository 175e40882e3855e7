"""Labelled receipts -> the slips they mean, and as many others, most of them set to be mistaken for those."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.matching import near

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.mailed import Label

PRICES = (63_800, 92_800, 130_500, 145_000, 261_000, 371_200)  # centavos
_NEAR_EACH = 4
_DAY_FORMS = ("%d%m%y", "%y%m%d", "%m%d%y", "%d%m%Y", "%Y%m%d")


@dataclass(frozen=True, slots=True)
class Around:
    """One slip that is open while the mails arrive."""

    reference: str
    amount: int  # centavos
    email: str
    name: str


def slips_for(some: list[Label], how_many: int, *, every_number: bool) -> list[Around]:
    """Return `how_many` slips (more when the labels need more), true ones first; repeatable.

    With `every_number` each number on a paper, a bank's filler for an empty reference included, is a slip as well.
    """
    dice = random.Random(11)  # noqa: S311 - a repeatable choice, no secret
    found: dict[str, Around] = {}
    for label in some:
        name = next((payment["payer_name"] for payment in label.row["payments"] if payment["payer_name"]), None)
        for reference, amount in label.slips.items():
            found[reference] = Around(reference, amount, label.email, name or f"Cliente {label.number}")
    for label in some:
        for reference, amount in _traps(label, dice, every_number=every_number):
            found.setdefault(reference, _of_somebody(reference, amount, dice))
    while len(found) < how_many:
        reference = str(dice.choice((dice.randrange(905_000, 999_999), dice.randrange(1_000_000, 1_400_000))))
        found.setdefault(reference, _of_somebody(reference, dice.choice(PRICES), dice))
    return list(found.values())


def _traps(label: Label, dice: random.Random, *, every_number: bool) -> Iterator[tuple[str, int]]:
    """Yield numbers that could be taken for the label's references, each with the amount that would then fit."""
    for payment in label.row["payments"]:
        amount = int(payment["amount"].replace(".", ""))
        written = [*payment["references"], *label.slips]
        for reference in written:
            neighbours = [n for n, kind in near.neighbours(reference).items() if kind in near.ONE_SLIP]
            alike = [n for n in neighbours if near.neighbours(reference)[n] == near.LOOKS_ALIKE]
            for number in {*alike, *dice.sample(neighbours, _NEAR_EACH)}:
                yield number, amount
        printed = [payment["folio"], *(_decoys(label) if every_number else ())]
        yield from ((number, amount) for number in {*written, *_numbers(printed), *_like_days(label)})


def _decoys(label: Label) -> list[str]:
    """Return the other numbers on the paper: what a bank fills an empty reference with, ends of keys and accounts."""
    return (label.row.get("decoys") or {}).get("references") or []


def _numbers(printed: list[str | None]) -> Iterator[str]:
    """Yield what could be a reference in these: the number itself, its beginning, its end."""
    digits = [re.sub(r"\D", "", text or "").lstrip("0") for text in printed]
    yield from (
        number for text in digits for number in (text, text[:7], text[-7:], text[-6:]) if 5 <= len(number) <= 10
    )


def _like_days(label: Label) -> Iterator[str]:
    for day in label.days:
        yield from (day.strftime(form).lstrip("0") for form in _DAY_FORMS)


def _of_somebody(reference: str, amount: int, dice: random.Random) -> Around:
    number = dice.randrange(6_000)
    return Around(reference, amount, f"c{number}@otros.example", f"Otro cliente {number}")
