"""Short names of reasons."""

from __future__ import annotations

import pytest

from bot.desk import pills, reasons
from bot.desk.clocks import Pill
from bot.matching.no_payment import ASKED_BY_FLAG, TOLD_TO_STAFF
from bot.matching.rules import RULES
from bot.model import Finding

NAMES = sorted({rule.NAME for rule in RULES} | {name for _, name, _ in ASKED_BY_FLAG + TOLD_TO_STAFF})


@pytest.mark.parametrize("rule", sorted(reasons.KNOWN))
def test_whatever_a_case_waits_for_is_said_in_spanish_in_the_queue(rule: str) -> None:
    assert pills.name(rule) != rule


@pytest.mark.parametrize("rule", NAMES)
def test_every_rule_has_a_short_spanish_name(rule: str) -> None:
    pill = pills.of(Finding(rule, "Una frase larga."))

    assert pill.words == pills.name(rule) != rule
    assert len(pill.words) <= 28
    assert pill.tone in ("warn", "stop")


def test_a_rule_without_a_name_is_told_by_its_sentence() -> None:
    assert pills.of(Finding("nueva", "Algo pasa aquí. Y algo más.")) == Pill("Algo pasa aquí")
