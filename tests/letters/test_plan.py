"""Who wrote, and what he may be told."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from plan_samples import ANA, BETO, SLIP, who

from bot.letters.facts import LetterFacts

if TYPE_CHECKING:
    from bot.letters.plan import Correspondent
    from bot.model import Slip

OTHER = replace(SLIP, reference="935812", customer=BETO)


@pytest.mark.parametrize(
    ("sender", "slips", "audience"),
    [
        (who(), (SLIP,), "customer"),
        (who(), (), "customer"),
        (who(BETO), (SLIP,), "third_party"),
        (who(), (SLIP, OTHER), "third_party"),
        (who(None), (), "third_party"),
        (who(failed=True), (SLIP,), "unauthenticated"),
    ],
)
def test_only_who_owns_every_slip_is_told_of_them(
    sender: Correspondent, slips: tuple[Slip, ...], audience: str
) -> None:
    """B63, B76"""
    assert sender.audience_for(slips) == audience


def test_who_proves_nothing_has_the_acknowledgement_that_goes_once_a_day() -> None:
    """B63"""
    assert who().kind_for("acknowledgement") == "acknowledgement"
    assert who(None).kind_for("acknowledgement") == "neutral_acknowledgement"
    assert who(failed=True).kind_for("acknowledgement") == "neutral_acknowledgement"
    assert who(None).kind_for("question") == "question"


def test_a_customer_is_named_as_on_file_and_a_stranger_not_at_all() -> None:
    assert who(ANA).named(LetterFacts("customer")).customer_name == "Papelería Ana"
    assert who(ANA).named(LetterFacts("third_party")).customer_name is None
