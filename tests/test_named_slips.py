"""One payment for several slips, each named in a field of its own: the sum decides, to the centavo."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from story_samples import BETO, Paid, mail, receipt

if TYPE_CHECKING:
    from houses import Story

BOTH = Paid("$2,000.00 MXN", "935447", concept="pago 935448")


@pytest.mark.parametrize("name", ["notificacion.html", "comprobante.pdf"])
def test_two_fields_that_name_two_slips_of_one_customer_switch_both_on(story: Story, name: str) -> None:
    """B138, B139: of a picture both boxes are looked at twice."""
    story.slip("935447", 130_500)
    story.slip("935448", 69_500)

    mail_id = story.receive(mail(receipt(BOTH, name)))

    assert story.mail(mail_id).outcome == "activate"
    assert story.held(mail_id) == {"935447": 130_500, "935448": 69_500}


def test_a_field_that_the_second_look_reads_otherwise_stops_both(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    """B139"""
    story.slip("935447", 130_500)
    story.slip("935448", 69_500)
    look = story.house.reader.look_again
    monkeypatch.setattr(
        story.house.reader, "look_again",
        lambda raw, boxes: tuple(text.replace("935448", "935446") for text in look(raw, boxes)),
    )  # fmt: skip

    mail_id = story.receive(mail(receipt(BOTH, "comprobante.pdf")))

    assert story.mail(mail_id).outcome == "review"
    assert story.activations() == ()


@pytest.mark.parametrize("amount", ["$2,000.01 MXN", "$1,999.99 MXN", "$1,305.00 MXN"])
def test_two_fields_whose_slips_are_another_sum_are_for_a_person(story: Story, amount: str) -> None:
    """B138: nor is one of the slips taken alone."""
    story.slip("935447", 130_500)
    story.slip("935448", 69_500)

    mail_id = story.receive(mail(receipt(Paid(amount, "935447", concept="pago 935448"))))

    assert story.mail(mail_id).outcome == "review"
    assert "sum_differs" in story.rules(mail_id)
    assert story.activations() == ()


def test_two_fields_that_name_slips_of_two_customers_are_for_a_person(story: Story) -> None:
    story.slip("935447", 130_500)
    story.slip("935448", 69_500, email=BETO)

    mail_id = story.receive(mail(receipt(BOTH)))

    assert story.mail(mail_id).outcome == "review"
    assert story.rules(mail_id) == {"slips_of_several_customers"}


def test_a_field_that_names_no_slip_beside_one_that_does_is_for_a_person(story: Story) -> None:
    """B140: which of the two was meant is not guessed, but the sender's own slip for just that sum is no guess."""
    story.slip("935448", 130_500, email=BETO)
    paper = receipt(Paid(reference="612399", concept="pago 935448"))

    mail_id = story.receive(mail(paper))

    assert story.mail(mail_id).outcome == "review"
    assert story.activations() == ()


def test_the_senders_own_slip_in_the_concept_goes_before_a_number_that_is_no_slip(story: Story) -> None:
    """B138"""
    story.slip("935448", 130_500)

    mail_id = story.receive(mail(receipt(Paid(reference="612399", concept="pago 935448"))))

    assert story.mail(mail_id).outcome == "activate"


def test_two_slips_in_the_concept_are_not_one_that_the_bank_happens_to_print(story: Story) -> None:
    """B140: the bank's own number is somebody's slip for the sum of both."""
    story.slip("935447", 130_500)
    story.slip("935448", 69_500)
    story.slip("1234067", 200_000, email=BETO)

    story.receive(mail(receipt(Paid("$2,000.00 MXN", "1234067", concept="REFS 935447 y 935448"))))

    assert story.slip_status("1234067") == "open"


def test_a_number_beside_the_fields_of_the_payer_makes_no_sum(story: Story) -> None:
    """What stands elsewhere is the bank's."""
    story.slip("935447", 130_500)
    story.slip("935448", 69_500)
    paper = receipt(Paid("$2,000.00 MXN"))
    beside = paper.content.replace(b"</table>", b"<tr><td>Sucursal</td><td>935448</td></tr></table>", 1)

    mail_id = story.receive(mail(type(paper)(paper.name, beside)))

    assert story.mail(mail_id).outcome != "activate"
    assert story.activations() == ()
