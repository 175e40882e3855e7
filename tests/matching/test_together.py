"""Papers of one mail: each is judged beside what those before it leave."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
from vendor_samples import VENDOR

from bot.matching import payment_key, together
from bot.matching.decide import decide
from bot.matching.match import match
from bot.matching.together import Gathered
from bot.model import Customer, Facts, Judged, Receipt, Slip, TrustPolicy

if TYPE_CHECKING:
    from collections.abc import Sequence

NOW = datetime(2026, 9, 14, 19, 0, tzinfo=UTC)
SLIP = Slip(7, "935447", Customer(1, "Trejo", "pagos@trejo.example"), 130_500, NOW, None)
OTHER = replace(SLIP, id=8, reference="936211", amount=80_000)
FACTS = Facts(now=NOW, arrived_at=NOW, vendor=VENDOR, trust=TrustPolicy())


def paper(number: int, amount: int, *references: str) -> Gathered:
    named = references or ("935447",)
    receipt = Receipt(
        named, (), amount, "MXN", date(2026, 9, 14), folio=f"2652{number:04d}", payee_account="012164001016446374"
    )
    return Gathered(receipt, tuple(slip for slip in (SLIP, OTHER) if slip.reference in named), FACTS)


def judge(one: Gathered) -> Judged:
    decision = decide(match(one.receipt, one.slips, one.facts), NOW)
    return Judged(one.receipt, decision, payment_key.keys(one.receipt, VENDOR), one.facts.spent, facts=one.facts)


def outcomes(papers: Sequence[Gathered]) -> list[tuple[str, int | None]]:
    return [(one.decision.outcome, one.decision.still_due) for one in together.judged(papers, judge)]


@pytest.mark.parametrize(
    ("amounts", "expected"),
    [
        ((130_500,), [("activate", None)]),
        ((100_000,), [("ask", 30_500)]),
        ((100_000, 30_500), [("activate", 0), ("activate", None)]),
        ((30_500, 60_000, 40_000), [("activate", 0), ("activate", 0), ("activate", None)]),
        ((50_000, 30_000), [("ask", 50_500), ("ask", 50_500)]),
    ],
)
def test_parts_of_one_slip_add_up(amounts: tuple[int, ...], expected: list[tuple[str, int | None]]) -> None:
    """B138: several receipts with distinct strong keys for one slip, and the sum exact."""
    assert outcomes([paper(number, amount) for number, amount in enumerate(amounts)]) == expected


@pytest.mark.parametrize("amounts", [(100_000, 90_000), (100_000, 130_500), (130_500, 100_000), (130_500, 130_500)])
def test_what_comes_to_more_than_the_slip_keeps_no_part(amounts: tuple[int, int]) -> None:
    found = together.judged([paper(number, amount) for number, amount in enumerate(amounts)], judge)

    assert not any(one.decision.is_part for one in found)
    assert "several_receipts" in {reason.rule for one in found for reason in one.decision.reasons}
    assert [one.decision.outcome for one in found].count("activate") <= 1


def test_the_same_part_twice_counts_once() -> None:
    assert outcomes([paper(1, 100_000), paper(1, 100_000)]) == [("ask", 30_500), ("ask", None)]


def test_a_part_and_a_payment_for_two_slips_that_completes_both() -> None:
    assert outcomes([paper(1, 100_000), paper(2, 110_500, "935447", "936211")]) == [("activate", 0), ("activate", None)]


def test_the_limits_hold_for_all_papers_of_a_mail() -> None:
    """B131"""
    tight = replace(FACTS, trust=TrustPolicy(per_day=200_000))
    papers = [replace(one, facts=tight) for one in (paper(1, 130_500), paper(2, 80_000, "936211"))]

    assert [outcome for outcome, _ in outcomes(papers)] == ["activate", "review"]
