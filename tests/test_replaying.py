"""A replay judges the past again as it stood, says what differs, and writes nothing."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from story_samples import BETO, Paid, mail, receipt

from bot import replaying, ruling
from bot.model import TrustPolicy
from bot.reporting import Share
from bot.store import mails
from bot.store.past import Past

if TYPE_CHECKING:
    from collections.abc import Mapping

    from houses import Story

    from bot.replaying import Replayed

SECOND = Paid("$638.00 MXN", "935812", hour="09:40", tracking_key="HEYBCO2611221017449999")


def again(story: Story, truth: Mapping[str, frozenset[str]] | None = None) -> dict[int, Replayed]:
    past = Past(story.house.db)
    try:
        with story.house.db.read() as tx:
            ids = mails.decided_since(tx, story.clock().replace(year=2020))
        return {one: replaying.replayed(story.house.corridor, past, one, truth) for one in ids}
    finally:
        past.close()


def stricter(story: Story) -> None:
    """Change the settings: nothing is believed by its receipt alone."""
    corridor = story.house.corridor
    policy = replace(corridor.policy, trust=TrustPolicy(receipt_alone_up_to=0))
    vars(story.house)["corridor"] = replace(corridor, policy=policy)


def a_full_story(story: Story) -> None:
    """Activate, ask, answer, repeat, part and balance, and a person's word; an hour between any two."""
    story.slip()
    story.slip("935812", 63_800, BETO)
    story.slip("941108", 130_500)
    rest = Paid("$305.00 MXN", "941108", hour="10:02", tracking_key="HEYBCO2611221017449990")
    part = Paid("$1,000.00 MXN", "941108", hour="10:01", tracking_key="HEYBCO2611221017449991")
    nameless = replace(SECOND, reference="")
    for raw in (
        mail(receipt()),
        mail(receipt(), subject="otra vez"),
        mail(receipt(part)),
        mail(receipt(rest)),
        mail(receipt(nameless), sender=f"Beto <{BETO}>"),
        mail(text="La referencia es 935812", sender=f"Beto <{BETO}>", subject="dato"),
    ):
        story.receive(raw)
        story.clock.pass_by(hours=1)


def test_the_same_code_and_settings_say_the_same(any_story: Story) -> None:
    """Judged as of then: a slip that the mail itself paid is open, the keys that it spent are unspent."""
    a_full_story(any_story)
    assert {any_story.slip_status(one) for one in ("935447", "935812", "941108")} == {"paid"}

    found = again(any_story)

    assert len(found) == 6
    assert {one: (was.before, was.after) for one, was in found.items() if was.differs} == {}


def test_a_stricter_setting_shows_what_it_would_change(story: Story) -> None:
    story.slip()
    mail_id = story.receive(mail(receipt()))
    stricter(story)

    found = again(story)[mail_id]

    assert [(word.outcome, word.slips) for word in found.before] == [("activate", ("935447",))]
    assert [(word.outcome, word.rules) for word in found.after] == [("review", ("above_limit",))]


def test_what_staff_decided_later_is_not_known_then(story: Story) -> None:
    story.slip()
    story.slip("935812", 63_800, BETO)
    over = Paid("$9,000.00 MXN", hour="10:02", tracking_key="HEYBCO2611221017449990")
    waits = story.receive(mail(receipt(over)))
    story.clock.pass_by(hours=1)
    other = story.receive(mail(receipt(SECOND), sender=f"Beto <{BETO}>"))
    story.clock.pass_by(hours=1)
    ruling.rule(story.house.corridor, story.case(waits).id, "accept", said=(), reference="935447", by="ana")
    story.work()

    found = again(story)

    assert [found[one].differs for one in (waits, other)] == [False, False]
    assert found[waits].labelled == frozenset({"935447"})
    assert found[other].labelled is None


def test_nothing_is_written(story: Story) -> None:
    a_full_story(story)
    before = bytes_of(story)

    again(story)

    assert bytes_of(story) == before
    assert len(story.sent()) == len(story.letters())


def bytes_of(story: Story) -> dict[str, str]:
    """Return the digest of the database and of its log."""
    file = story.house.db.file()
    assert file is not None
    files = [path for path in (file, file.with_name(file.name + "-wal")) if path.exists()]
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_the_past_cannot_be_written(any_story: Story) -> None:
    from sqlalchemy.exc import DBAPIError

    from bot.store import customers

    past = Past(any_story.house.db)
    with pytest.raises(RuntimeError):
        past.begin()
    with pytest.raises(DBAPIError), past.read() as tx:
        customers.enrol(tx, [("Nadie", "nadie@x.example", None)])
    past.close()


def test_labels_tell_the_false_activations_and_how_sure_that_is(story: Story) -> None:
    story.slip()
    story.slip("935812", 63_800, BETO)
    good = story.receive(mail(receipt(), message_id="<bueno@x.example>"))
    bad = story.receive(mail(receipt(SECOND), sender=f"Beto <{BETO}>", message_id="<malo@x.example>"))
    truth = {"<bueno@x.example>": frozenset({"935447"}), "<malo@x.example>": frozenset[str]()}

    found = again(story, truth)

    assert (found[good].false, found[bad].false) == ((), ("935812",))
    share, bounds = replaying.false_activations(list(found.values()))
    assert share == Share(1, 2)
    assert bounds == pytest.approx((0.0126, 0.9874), abs=1e-4)
