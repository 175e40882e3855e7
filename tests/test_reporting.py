"""The figures of a report are those of what happened."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from houses import open_story
from story_samples import BETO, Paid, mail, receipt

from bot import reporting, ruling
from bot.reporting import Share, percentile

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from houses import Story

    from bot.demo.server import MailServer
    from bot.receipts.reader import Reader
    from bot.reporting import Report

SECOND = Paid("$638.00 MXN", "935812", hour="09:40", tracking_key="HEYBCO2611221017449999")


@pytest.fixture
def shadow(tmp_path: Path, mail_server: MailServer, reader: Reader) -> Iterator[Story]:
    changes = {"OUTGOING__EFFECTS": "shadow"}
    with open_story(f"sqlite:///{tmp_path / 'comprobot.db'}", mail_server, reader, changes=changes) as opened:
        yield opened


def reported(story: Story, **back: float) -> Report:
    with story.house.db.read() as tx:
        return reporting.since(tx, story.clock() - timedelta(**(back or {"days": 30})), now=story.clock())


def ruled(story: Story, mail_id: int, action: str, *said: str, reference: str | None = None) -> None:
    ruling.rule(story.house.corridor, story.case(mail_id).id, action, said=said, reference=reference, by="ana")
    story.work()


def test_a_slip_that_a_person_accepted_is_not_automatic(any_story: Story) -> None:
    story = any_story
    story.slip()
    story.slip("935812", 63_800, BETO)
    story.receive(mail(receipt()))
    over = Paid("$700.00 MXN", "935812", hour="09:40", tracking_key="HEYBCO2611221017449999")
    waits = story.receive(mail(receipt(over), sender=f"Beto <{BETO}>"))
    story.clock.pass_by(hours=30)
    before = reported(story)
    ruled(story, waits, "accept")

    found = reported(story)
    assert (before.overdue, found.overdue) == (1, 0)
    assert (found.automatic, found.late) == (Share(1, 2), Share(1, 2))
    assert (found.seconds_p50, found.seconds_p95) == (108_000, 108_000)
    assert dict(found.reviewed)["amount_over"] == 1


def test_what_was_decided_before_the_day_is_left_out(story: Story) -> None:
    story.slip()
    story.receive(mail(receipt()))
    story.clock.pass_by(days=3)

    assert reported(story, days=1).automatic == Share(0, 0)


def test_shadow_is_held_against_what_staff_did(shadow: Story) -> None:
    shadow.slip()
    shadow.slip("935812", 63_800, BETO)
    good = shadow.receive(mail(receipt()))
    bad = shadow.receive(mail(receipt(SECOND), sender=f"Beto <{BETO}>"))
    ruled(shadow, good, "accept")
    ruled(shadow, bad, "reject", "no está en el banco")

    found = reported(shadow)

    assert found.shadow == (("activate", "activate", 1), ("activate", "ignore", 1))
    assert found.false_activations == Share(1, 2)
    assert found.false_bounds[0] > 0
    assert found.automatic == Share(0, 1)


def test_another_slip_than_the_bots_is_a_false_activation(shadow: Story) -> None:
    shadow.slip()
    shadow.slip("941108", 130_500, BETO)
    came = shadow.receive(mail(receipt()))
    ruled(shadow, came, "accept", reference="941108")

    assert reported(shadow).shadow == (("activate", "other_slip", 1),)


def test_agreement_counts_what_stood_first(story: Story) -> None:
    """A reference that is one digit off: the slip that fits stands first, and staff take it."""
    story.slip()
    came = story.receive(mail(receipt(Paid(reference="935441"))))
    assert story.claims(came)[0].proposals[0].references == ("935447",)

    ruled(story, came, "accept", reference="935447")

    assert reported(story).first_proposal == reported(story).preselected == Share(1, 1)


def test_whoever_takes_another_slip_than_the_mended_one_did_not_agree(story: Story) -> None:
    """The repair of a typo is measured by what staff make of it; what was never mended does not count."""
    story.slip()
    story.slip("941108", 130_500)
    story.slip("935812", 63_800, BETO)
    mended = story.receive(mail(receipt(Paid(reference="935441"))))
    nameless = story.receive(mail(receipt(replace(SECOND, reference="")), sender=f"Beto <{BETO}>"))

    ruled(story, mended, "accept", reference="941108")
    ruled(story, nameless, "accept", reference="935812")

    assert reported(story).preselected == Share(0, 1)
    assert reported(story).first_proposal == Share(1, 2)


@pytest.mark.parametrize(("share", "value"), [(0.5, 6), (0.95, 10), (0.0, 1)])
def test_percentiles(share: float, value: float) -> None:
    assert percentile(range(1, 11), share) == value


def test_nothing_has_no_percentile() -> None:
    assert percentile([], 0.5) is None
