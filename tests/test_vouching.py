"""An activation in doubt, and what a person says of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from story_samples import ANA, mail, receipt

from bot import ruling, vouching
from bot.errors import ComprobotError, UncertainDelivery

if TYPE_CHECKING:
    from houses import Story

    from bot.model import Activation, Panel


class Silent:
    """A panel that answers nothing; counts what it is asked."""

    def __init__(self, story: Story) -> None:
        self.asked: list[str] = []
        self.is_silent = True
        self.switched = story.house._switched

    def __call__(self, owed: Activation, panel: Panel) -> Panel:
        self.asked.append(owed.idempotency_key)
        if self.is_silent:
            raise UncertainDelivery("nobody answers")
        return self.switched(owed, panel)


@pytest.fixture
def panel(any_story: Story) -> Silent:
    """Give a panel that does not answer, after one payment was decided."""
    silent = Silent(any_story)
    vars(any_story.house)["_activate"] = silent
    any_story.slip()
    any_story.receive(mail(receipt()))
    assert [one.state for one in any_story.activations()] == ["uncertain"]
    assert any_story.case(1).state == "desk"
    return silent


def later(story: Story) -> None:
    """Let all attempts that still wait come."""
    for _ in range(8):
        story.clock.pass_by(minutes=40)
        story.work()


def test_a_panel_that_a_person_saw_on_is_confirmed_and_the_customer_is_told(any_story: Story, panel: Silent) -> None:
    """B40: once, and the attempts that wait ask nobody any more."""
    story = any_story

    vouching.panel_is_on(story.house.corridor, 1, None, by="lupita")
    asked = len(panel.asked)
    later(story)

    assert [one.state for one in story.activations()] == ["confirmed"]
    assert story.case(1).state == "activated"
    assert story.sent_kinds() == [(ANA, "activation"), (ANA, "manual")]
    assert len(panel.asked) == asked
    assert story.audited(1)[-1] == "activated"


def test_a_panel_that_a_person_saw_off_opens_the_slip_again_without_a_letter(any_story: Story, panel: Silent) -> None:
    story = any_story

    vouching.panel_is_off(story.house.corridor, 1, "935447", by="lupita")
    asked = len(panel.asked)
    later(story)

    assert story.slip_status() == "open"
    assert story.case(1).state == "desk"
    assert "lupita vio que el panel no activó 935447" in story.case(1).verdict
    assert story.sent() == []
    assert len(panel.asked) == asked


def test_who_accepts_it_once_more_asks_the_panel_under_another_key(any_story: Story, panel: Silent) -> None:
    """I3: what the panel may have heard before is not asked again."""
    story = any_story
    vouching.panel_is_off(story.house.corridor, 1, None, by="lupita")
    panel.is_silent = False

    ruling.rule(story.house.corridor, 1, "accept", said=(), reference=None, by="lupita")
    story.work()

    assert [one.state for one in story.activations()] == ["reverted", "confirmed"]
    assert len(set(panel.asked)) == 2
    assert story.sent_kinds() == [(ANA, "activation"), (ANA, "manual")]


def test_the_payment_stays_spent_while_its_panel_is_off(any_story: Story, panel: Silent) -> None:
    """I6"""
    story = any_story
    vouching.panel_is_off(story.house.corridor, 1, None, by="lupita")

    again = story.receive(mail(receipt(), subject="otra vez"))

    assert story.mail(again).outcome == "review"
    assert story.slip_status() == "open"


@pytest.mark.parametrize("action", ["accept", "reject"])
def test_nothing_else_is_ruled_while_the_panel_is_in_doubt(any_story: Story, panel: Silent, action: str) -> None:
    with pytest.raises(ComprobotError, match="diga primero si sí quedó o no"):
        ruling.rule(any_story.house.corridor, 1, action, said=("no",), reference=None, by="lupita")

    assert [one.state for one in any_story.activations()] == ["uncertain"]


@pytest.mark.parametrize("word", [vouching.panel_is_on, vouching.panel_is_off])
def test_a_word_about_what_is_in_no_doubt_is_refused(story: Story, word: object) -> None:
    story.slip()
    story.receive(mail(receipt()))

    with pytest.raises(ComprobotError, match="no hay una activación en duda"):
        word(story.house.corridor, 1, None, by="lupita")  # type: ignore[operator]

    assert [one.state for one in story.activations()] == ["confirmed"]
