from datetime import UTC, datetime, timedelta

import pytest

from bot.demo import story
from bot.inbox.parse import parse

NOW = datetime(2026, 11, 22, 5, 30, tzinfo=UTC)  # still the 21st in Mexico
INBOXES = ("comprobantes@facturamos.example", "cxc@facturamos.example")


@pytest.fixture(scope="module")
def scenes() -> tuple[story.Scene, ...]:
    return story.scenes(NOW, *INBOXES)


def test_the_story_holds_every_kind_of_mail(scenes: tuple[story.Scene, ...]) -> None:
    assert {
        "pdf", "escaneo", "captura", "ventanilla", "aviso", "sin_iva", "otra_cuenta", "sin_referencia", "otra_vez",
        "constancia", "ausencia", "dos_buzones", "dos_constancias", "saldo", "dedazo", "cheque",
    } <= {scene.name for scene in scenes}  # fmt: skip
    assert {scene.outcome for scene in scenes} == {"activate", "ask", "review", "ignore"}


def test_the_same_hour_tells_the_same_story(scenes: tuple[story.Scene, ...]) -> None:
    assert story.scenes(NOW, *INBOXES) == scenes


def test_each_activation_pays_one_open_slip_of_its_sender(scenes: tuple[story.Scene, ...]) -> None:
    slips = {slip.reference: slip for slip in story.slips(NOW)}
    activated = [(scene, reference) for scene in scenes for reference in scene.slips]

    assert {scene.name for scene, _ in activated} == {scene.name for scene in scenes if scene.outcome == "activate"}
    assert len({reference for _, reference in activated}) == len(activated)
    assert all(slips[reference].customer.email == scene.sender for scene, reference in activated)


def test_the_same_payment_again_waits_for_the_first(scenes: tuple[story.Scene, ...]) -> None:
    names = [scene.name for scene in scenes]
    again = scenes[names.index("otra_vez")]

    assert again.after == "pdf"
    assert again.sender == scenes[names.index("pdf")].sender
    assert again.letters == ("already_received",)


def test_the_balance_comes_after_the_part_and_makes_the_slip_whole(scenes: tuple[story.Scene, ...]) -> None:
    by_name = {scene.name: scene for scene in scenes}

    assert by_name["saldo"].after == "sin_iva"
    assert by_name["saldo"].sender == by_name["sin_iva"].sender
    assert (by_name["sin_iva"].slips, by_name["saldo"].slips) == ((), ("958126",))


def test_one_payment_activates_two_slips(scenes: tuple[story.Scene, ...]) -> None:
    (both,) = (scene for scene in scenes if scene.name == "dos_constancias")

    assert both.slips == ("953689", "953712")
    assert both.letters == ("activation", "manual") * 2


def test_one_mail_goes_to_both_inboxes(scenes: tuple[story.Scene, ...]) -> None:
    both = [scene for scene in scenes if len(scene.to) > 1]

    assert [scene.to for scene in both] == [INBOXES]
    assert both[0].delivery(INBOXES[0]) != both[0].delivery(INBOXES[1])


def test_every_mail_is_whole_and_different(scenes: tuple[story.Scene, ...]) -> None:
    parsed = [parse(scene.delivery(scene.to[0]))[0] for scene in scenes]

    assert len({mail.fingerprint for mail in parsed}) == len(scenes)
    assert [mail.from_address for mail in parsed] == [scene.sender for scene in scenes]
    assert all(mail.sent_at is not None and NOW - timedelta(hours=1) < mail.sent_at < NOW for mail in parsed)


def test_titles_fit_beside_the_other_columns(scenes: tuple[story.Scene, ...]) -> None:
    assert all(len(scene.title) <= 52 for scene in scenes)
