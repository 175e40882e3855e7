"""Shadow: everything is read, judged and shown, and nothing goes out, neither now nor when it is switched on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from houses import open_story
from story_samples import Paid, mail, receipt

from bot import ruling
from bot.store import claims, tables

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from houses import Story

    from bot.demo.server import MailServer
    from bot.receipts.reader import Reader

SHADOW = {"OUTGOING__EFFECTS": "shadow"}


@pytest.fixture
def shadow(tmp_path: Path, mail_server: MailServer, reader: Reader) -> Iterator[Story]:
    with open_story(f"sqlite:///{tmp_path / 'comprobot.db'}", mail_server, reader, changes=SHADOW) as opened:
        yield opened


def everything_happens(story: Story) -> list[int]:
    """Return the mails of an activation, a question, a review and a robot, each worked to its end."""
    story.slip()
    story.slip("935812", 63_800)
    short = Paid("$600.00 MXN", "935812", hour="09:40", tracking_key="HEYBCO2611221017449999")
    over = Paid("$9,000.00 MXN", "935812", hour="09:41", tracking_key="HEYBCO2611221017449998")
    came = [
        mail(receipt()),
        mail(receipt(short)),
        mail(receipt(over), sender="Beto <beto@ferreteria.example>"),
        mail(
            text="Estoy fuera de la oficina",
            subject="Respuesta automática",
            headers=(("Auto-Submitted", "auto-replied"),),
        ),
    ]
    return [story.receive(raw) for raw in came]


def test_everything_is_judged_and_nothing_goes_out(shadow: Story) -> None:
    kept = everything_happens(shadow)
    shadow.clock.pass_by(days=20)
    shadow.sweep()

    assert [shadow.mail(one).outcome for one in kept] == ["review", "review", "review", "ignore"]
    assert [shadow.case(one).state for one in kept] == ["desk", "desk", "desk", "ignored"]
    assert shadow.sent() == []
    assert (shadow.letters(), shadow.activations()) == ((), ())
    assert (shadow.slip_status(), shadow.count(tables.payment_keys)) == ("open", 0)


def test_staff_read_what_the_bot_would_have_done(shadow: Story) -> None:
    first, second, *_ = everything_happens(shadow)

    assert shadow.case(first).verdict == "Modo de prueba: el bot habría activado 935447; no salió nada."
    assert shadow.case(second).verdict.startswith("Modo de prueba: el bot habría preguntado al cliente")
    with shadow.house.db.read() as tx:
        found = claims.grounds(tx, [shadow.claims(first)[0].id])
    because = next(iter(found.values())).because
    assert because is not None
    assert (because.outcome, because.slips, because.objections) == ("activate", ("935447",), ())


def test_what_staff_accept_is_paid_and_switched_on_by_no_one_here(shadow: Story) -> None:
    first, *_ = everything_happens(shadow)

    ruling.rule(shadow.house.corridor, shadow.case(first).id, "accept", said=(), reference=None, by="ana")
    shadow.work()

    assert (shadow.slip_status(), shadow.case(first).state) == ("paid", "activated")
    assert shadow.sent() == []
    assert shadow.count(tables.panels) == 0
    assert "activated_by_hand" in shadow.audited(shadow.case(first).id)


def test_what_staff_ask_in_shadow_they_ask_themselves(shadow: Story) -> None:
    first, *_ = everything_happens(shadow)

    ruling.rule(shadow.house.corridor, shadow.case(first).id, "ask", said=("legible",), reference=None, by="ana")

    assert shadow.case(first).state == "waiting_customer"
    assert shadow.letters() == ()


def test_switched_on_later_nothing_old_goes_out(tmp_path: Path, mail_server: MailServer, reader: Reader) -> None:
    url = f"sqlite:///{tmp_path / 'comprobot.db'}"
    with open_story(url, mail_server, reader, changes=SHADOW) as shadow:
        first, *_ = everything_happens(shadow)
        ruling.rule(shadow.house.corridor, shadow.case(first).id, "accept", said=(), reference=None, by="ana")
        shadow.work()

    with open_story(url, mail_server, reader) as story:
        story.work()
        assert story.sent() == []

        story.slip("941108", 63_800)
        story.uids = 100
        story.receive(mail(receipt(Paid("$638.00 MXN", "941108", hour="11:40", tracking_key="HEYBCO2611221017440042"))))
        assert [kind for _, kind in story.sent_kinds()] == ["activation", "manual"]
