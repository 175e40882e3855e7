"""Somebody else's panel: switched on once, whatever its line does."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
from fake_panel import SECRET, FakePanel
from houses import open_story
from story_samples import ANA, mail, receipt

from bot.activation.webhook import WebPanel
from bot.errors import DoorClosed, EntryRefused, PanelRefused, UncertainDelivery
from bot.model import Activation, Customer, Panel, Slip

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from fake_panel import Fault
    from houses import Story

    from bot.demo.server import MailServer
    from bot.receipts.reader import Reader

AT = datetime(2026, 11, 23, 16, 0, tzinfo=UTC)
SLIP = Slip(7, "935447", Customer(3, "Ana Ruiz", ANA, None), 130_500, AT, None)
OWED = Activation(1, SLIP, 1, 1, "935447-HEYBCO2611221017444836", "owed", wants_invoice=False)
BEFORE = Panel(3, "3.3", None, 0)
AFTER = Panel(3, "4.0", date(2027, 11, 23), 419)


@pytest.fixture
def panel() -> Iterator[FakePanel]:
    with FakePanel() as fake:
        yield fake


def door(panel: FakePanel, secret: str = SECRET) -> WebPanel:
    return WebPanel(panel.url, secret.encode(), lambda: AT, timeout=0.4)


def test_a_slip_is_switched_on_and_the_panel_shown(panel: FakePanel) -> None:
    assert door(panel).activate(OWED, BEFORE) == AFTER
    assert panel.switched == {"935447": 1}
    assert panel.unsigned == 0


def test_what_is_on_already_is_only_read_back(panel: FakePanel) -> None:
    """B40: a process that died after the call asks nothing twice."""
    door(panel).activate(OWED, BEFORE)

    assert door(panel).activate(OWED, BEFORE) == AFTER
    assert [method for method, _ in panel.calls] == ["GET", "POST", "GET"]


@pytest.mark.parametrize("fault", ["dies_after", "500_after", "slow_after"])
def test_what_was_done_without_an_answer_is_read_back(panel: FakePanel, fault: Fault) -> None:
    """B40 (b), (c), (d): applied, and no 200 in time."""
    panel.faults = [fault]

    assert door(panel).activate(OWED, BEFORE) == AFTER
    assert panel.switched == {"935447": 1}


@pytest.mark.parametrize("fault", ["dies_before", "500_before", "425"])
def test_what_was_not_done_is_tried_later(panel: FakePanel, fault: Fault) -> None:
    """B40 (a)"""
    panel.faults = [fault]

    with pytest.raises(DoorClosed):
        door(panel).activate(OWED, BEFORE)

    assert panel.switched == {}
    assert door(panel).activate(OWED, BEFORE) == AFTER


def test_what_is_done_after_we_stopped_waiting_is_found_at_the_next_attempt(panel: FakePanel) -> None:
    """B40: a panel that answers after two minutes."""
    panel.faults = ["slow_before"]
    with pytest.raises(DoorClosed):
        door(panel).activate(OWED, BEFORE)
    time.sleep(panel.slowness)

    assert door(panel).activate(OWED, BEFORE) == AFTER
    assert panel.switched == {"935447": 1}


def test_a_panel_that_can_not_be_read_back_leaves_doubt(panel: FakePanel) -> None:
    """B40: never a blind second call."""
    web = door(panel)
    panel.faults = ["dies_after"]
    asks = web._ask

    def mute_after_the_call(method: str, path: str, key: str, body: bytes = b"") -> tuple[int, bytes]:
        panel.is_mute = panel.is_mute or method == "POST"
        return asks(method, path, key, body)

    with pytest.MonkeyPatch.context() as patched, pytest.raises(UncertainDelivery):
        patched.setattr(WebPanel, "_ask", lambda _, *asked: mute_after_the_call(*asked))
        web.activate(OWED, BEFORE)

    with pytest.raises(DoorClosed):
        web.activate(OWED, BEFORE)
    assert [method for method, _ in panel.calls].count("POST") == 1


@pytest.mark.parametrize("other", [replace(SLIP, amount=60_000), replace(SLIP, reference="935812")])
def test_a_key_that_stands_for_something_else_is_a_mistake_of_ours(panel: FakePanel, other: Slip) -> None:
    """B41"""
    door(panel).activate(OWED, BEFORE)

    with pytest.raises(PanelRefused, match="otra constancia u otro importe"):
        door(panel).activate(replace(OWED, slip=other), BEFORE)

    assert panel.switched == {"935447": 1}


def test_a_panel_that_says_never_is_not_asked_again(panel: FakePanel) -> None:
    panel.faults = ["422"]

    with pytest.raises(PanelRefused, match="422"):
        door(panel).activate(OWED, BEFORE)


def test_a_wrong_secret_switches_nothing_on(panel: FakePanel) -> None:
    with pytest.raises(EntryRefused, match="firma"):
        door(panel, "otro secreto").activate(OWED, BEFORE)

    assert panel.switched == {}


# ---------------------------------------------------------------- in the whole house


@pytest.fixture
def story(tmp_path: Path, mail_server: MailServer, reader: Reader, panel: FakePanel) -> Iterator[Story]:
    changes = {
        "PANEL__KIND": "webhook",
        "PANEL__URL": panel.url,
        "PANEL__SECRET": SECRET,
        "PANEL__TIMEOUT_SECONDS": "1",
    }
    with open_story(f"sqlite:///{tmp_path / 'c.db'}", mail_server, reader, changes=changes) as opened:
        opened.slip()
        yield opened


def test_a_payment_switches_the_other_panel_on_and_the_letter_says_what_it_shows(
    story: Story, panel: FakePanel
) -> None:
    """B42: the letters speak of what the panel said."""
    panel.faults = ["500_after"]
    mail_id = story.receive(mail(receipt()))

    assert panel.switched == {"935447": 1}
    assert story.case(mail_id).state == "activated"
    assert story.sent_kinds() == [(ANA, "activation"), (ANA, "manual")]


def test_a_panel_that_falls_silent_is_on_the_desk_at_once_and_asked_again(story: Story, panel: FakePanel) -> None:
    """B40: uncertain, desk and retry; when it speaks again the case ends by itself, switched on once."""
    panel.faults = ["dies_after"]
    mail_id = story.keep(mail(receipt()))
    story.house.engine(("mail",)).work_until_empty()
    switch = panel._apply

    def apply_and_fall_silent(said: dict[str, object]) -> tuple[int, dict[str, object]]:
        panel.is_mute = True
        return switch(said)

    vars(panel)["_apply"] = apply_and_fall_silent
    story.work()
    (owed,) = story.activations()
    assert (owed.state, story.case(mail_id).state, story.sent()) == ("uncertain", "desk", [])
    story.clock.pass_by(minutes=2)
    story.work()
    panel.is_mute = False
    story.clock.pass_by(minutes=10)
    story.work()

    assert panel.switched == {"935447": 1}
    assert [one.state for one in story.activations()] == ["confirmed"]
    assert story.case(mail_id).state == "activated"
    assert story.sent_kinds() == [(ANA, "activation"), (ANA, "manual")]


def test_a_panel_that_refuses_a_slip_hands_it_to_staff_with_a_notice(story: Story, panel: FakePanel) -> None:
    """B41, S3"""
    panel.faults = ["422"]
    mail_id = story.receive(mail(receipt()))
    story.house.watch().look()
    story.clock.pass_by(hours=5)
    story.work()

    assert story.case(mail_id).state == "desk"
    assert [method for method, _ in panel.calls].count("POST") == 1
    assert [letter.kind for letter in story.letters()] == ["system_notice"]
