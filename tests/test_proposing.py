"""A payment that names no slip, or a wrong one, reaches staff with the slips that it could mean, and never a panel."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from houses import text_of
from story_samples import ANA, BETO, Paid, mail, receipt

from bot import ruling
from bot.commands import proposed
from bot.errors import ComprobotError
from bot.plain import to_plain
from bot.store import audit

if TYPE_CHECKING:
    from houses import Story

    from bot.model import Proposal

MISTYPED = Paid(reference="935441")


def _proposals(story: Story, mail_id: int) -> tuple[Proposal, ...]:
    (claim,) = story.claims(mail_id)
    return claim.proposals


def _accept(story: Story, mail_id: int, slip: str | None = None) -> str:
    case = story.case(mail_id).id
    said = ruling.rule(story.house.corridor, case, "accept", said=(), reference=slip, by="lupita")
    story.work()
    return said


def _ruled(story: Story, mail_id: int) -> dict[str, object]:
    with story.house.db.read() as tx:
        events = audit.of_case(tx, story.case(mail_id).id)
    (details,) = (entry["details"] for entry in events if entry["event"] == "claim_ruled")
    return {name: details[name] for name in ("proposed", "preselected", "agreed")}


def test_a_mistyped_reference_goes_to_staff_with_its_slip_preselected(any_story: Story) -> None:
    """Row 25, B140: proposed, never activated; the customer reads that his mail came."""
    story = any_story
    story.slip()

    mail_id = story.receive(mail(receipt(MISTYPED)))

    (first,) = _proposals(story, mail_id)
    assert story.rules(mail_id) == {"unknown_reference", "reference_near"}
    assert story.mail(mail_id).outcome == "review"
    assert (first.references, first.preselected) == (("935447",), True)
    assert (story.slip_status(), story.activations()) == ("open", ())
    assert story.sent_kinds() == [(ANA, "acknowledgement")]
    assert "935447" not in text_of(story.sent()[0][1])


def test_a_pdf_with_a_mistyped_reference_is_read_and_proposed_as_well(story: Story) -> None:
    story.slip()

    mail_id = story.receive(mail(receipt(MISTYPED, "pago.pdf")))

    assert "reference_near" in story.rules(mail_id)


def test_accepting_without_a_slip_takes_the_preselected_one_and_says_so(story: Story) -> None:
    story.slip()
    mail_id = story.receive(mail(receipt(MISTYPED)))

    said = _accept(story, mail_id)

    assert "aceptó el pago para la constancia 935447." in said
    assert "Era la propuesta preseleccionada" in said
    assert story.slip_status() == "paid"
    assert _ruled(story, mail_id) == {"proposed": ["935447"], "preselected": True, "agreed": True}


def test_whoever_chooses_another_slip_did_not_agree(story: Story) -> None:
    story.slip()
    story.slip("812004")
    mail_id = story.receive(mail(receipt(MISTYPED)))

    said = _accept(story, mail_id, "812004")

    assert "preseleccionada" not in said
    assert (story.slip_status(), story.slip_status("812004")) == ("open", "paid")
    assert _ruled(story, mail_id) == {"proposed": ["935447"], "preselected": True, "agreed": False}


def test_what_is_only_likely_is_not_taken_without_being_named(story: Story) -> None:
    story.slip()
    mail_id = story.receive(mail(receipt(Paid(reference=""))))

    with pytest.raises(ComprobotError):
        _accept(story, mail_id)

    assert [(one.references, one.preselected) for one in _proposals(story, mail_id)] == [(("935447",), False)]
    assert story.slip_status() == "open"


def test_a_question_of_staff_does_not_tell_the_slip_that_was_proposed(story: Story) -> None:
    story.slip()
    case = story.case(story.receive(mail(receipt(MISTYPED)))).id

    ruling.rule(story.house.corridor, case, "ask", said=("reference",), reference=None, by="lupita")
    story.work()

    assert story.sent_kinds()[-1] == (ANA, "question")
    assert "935447" not in text_of(story.sent()[-1][1])


def test_a_typo_that_hits_a_strangers_slip_of_the_same_price_is_never_activated(story: Story) -> None:
    """B140: both slips are open and ask for the same; the sender's own stands first."""
    story.slip()
    story.slip("935441", email=BETO)

    mail_id = story.receive(mail(receipt(MISTYPED)))

    assert story.mail(mail_id).outcome == "review"
    assert story.activations() == ()
    assert [one.references for one in _proposals(story, mail_id)] == [("935447",), ("935441",)]


def test_two_slips_that_one_mistake_explains_are_asked_about(story: Story) -> None:
    """The customer knows which one he meant; staff would have to guess."""
    story.slip(email=BETO)
    story.slip("935440", email="carla@taller.example")

    mail_id = story.receive(mail(receipt(MISTYPED)))

    assert story.rules(mail_id) == {"unknown_reference"}
    assert not any(one.preselected for one in _proposals(story, mail_id))
    assert len(_proposals(story, mail_id)) == 2


def test_slips_that_together_ask_for_the_amount_are_proposed_and_not_activated(story: Story) -> None:
    """Row 39."""
    story.slip()
    story.slip("935460", 113_000)
    story.slip("935461", 77_700)

    mail_id = story.receive(mail(receipt(Paid("$2,435.00 MXN", reference=""))))

    assert _proposals(story, mail_id)[0].references == ("935447", "935460")
    assert story.activations() == ()


def test_what_activates_needs_no_proposal(story: Story) -> None:
    story.slip()

    mail_id = story.receive(mail(receipt()))

    assert _proposals(story, mail_id) == ()


def test_staff_read_score_reasons_and_what_to_type(story: Story) -> None:
    story.slip()
    mail_id = story.receive(mail(receipt(MISTYPED)))
    (claim,) = story.claims(mail_id)

    shown = list(proposed.lines(7, to_plain(claim)))

    assert shown[1].startswith("  1. 935447 · 9")
    assert shown[1].endswith(" de 100 · preseleccionada")
    assert "     a favor: El importe es exacto: $1,305.00." in shown
    assert shown[-1] == "  Si es la primera: comprobot case 7 accept"

    _accept(story, mail_id)
    (ended,) = story.claims(mail_id)
    assert list(proposed.lines(7, to_plain(ended))) == []
