"""The guide for staff names every reason, state, action and letter that the bot has."""

from __future__ import annotations

import ast
import re
from typing import get_args

import pytest
from floor_plan import PROJECT, files

from bot import model
from bot.commands import words
from bot.desk.actions import ACTIONS, ask
from bot.matching.no_payment import ASKED_BY_FLAG, TOLD_TO_STAFF
from bot.matching.rules import RULES

GUIDE = (PROJECT / "docs" / "guia-cxc.md").read_text("utf-8")
NAMED = set(re.findall(r"`([^`\n]+)`", GUIDE))
ROWS = re.findall(r"^\| `([a-z_]+)` \|", GUIDE, re.MULTILINE)


def _said_outright() -> set[str]:
    """Return the reasons that are not on the shelf: `Finding("no_receipt", ...)` anywhere in the house."""
    calls = [node for file in files().values() for node in ast.walk(file.tree) if isinstance(node, ast.Call)]
    firsts = [call.args[0] for call in calls if isinstance(call.func, ast.Name) and call.func.id == "Finding"]
    return {str(first.value) for first in firsts if isinstance(first, ast.Constant)}


def test_every_reason_stands_in_the_guide() -> None:
    reasons = {rule.NAME for rule in RULES} | {name for _, name, _ in ASKED_BY_FLAG + TOLD_TO_STAFF} | _said_outright()

    assert reasons - NAMED == set()


def test_the_rules_stand_in_the_order_in_which_staff_reads_them() -> None:
    rules = [rule.NAME for rule in RULES]

    assert list(dict.fromkeys(name for name in ROWS if name in rules)) == rules


@pytest.mark.parametrize("named", [model.ClaimState, model.LetterState, model.Outcome], ids=str)
def test_every_state_and_outcome_stands_in_the_guide(named: object) -> None:
    assert set(get_args(named)) - NAMED == set()


def test_every_action_and_what_it_can_ask_for_stands_in_the_guide() -> None:
    actions = {action.NAME for action in ACTIONS} | {"release", "panel_on", "panel_off", "note", "reverse"}
    shown = {name.split()[3] for name in NAMED if name.startswith("comprobot case N ")}

    assert shown == actions
    assert set(ask.MISSING) - NAMED == set()


def test_every_letter_stands_in_the_guide() -> None:
    letters = {path.stem for path in (PROJECT / "templates" / "mail").glob("*.j2") if not path.stem.startswith("_")}

    assert letters - NAMED == set()


def test_every_word_on_the_screen_stands_in_the_guide_beside_its_name() -> None:
    shown = {**words.OUTCOMES, **words.STATES, **words.KINDS}
    rows = [*shown.items(), *words.LETTERS.items()]

    assert [f"{name} = {word}" for name, word in rows if f"| `{name}` | {word} |" not in GUIDE] == []


def test_every_picture_is_shown_and_small() -> None:
    """tests/draw_guide.py draws them."""
    drawn = sorted((PROJECT / "docs" / "guia").glob("*.png"))

    assert {f"guia/{one.name}" for one in drawn} == set(re.findall(r"!\[[^\]]+\]\(([^)]+)\)", GUIDE))
    assert [one.name for one in drawn if one.stat().st_size > 120_000] == []
