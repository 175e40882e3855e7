"""What the benchmark mails, among which slips, and what it takes for false; the mailing itself is run by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import SMTP
from pathlib import Path

import pytest

from benchmarks.mailed import Came, Label, labels, mail_of
from benchmarks.slips_around import slips_for
from bot.matching import near
from bot.model import Customer, Slip

FILES = Path(__file__).parents[1] / "receipts"
EVERY = {label.row["file"][:3]: label for label in labels(FILES)}
AROUND = {slip.reference: slip for slip in slips_for(list(EVERY.values()), 20_000, every_number=False)}


def _came(label: Label, *slips: tuple[str, int]) -> Came:
    now = datetime(2026, 11, 1, tzinfo=UTC)
    ana = Customer(1, "Ana", "ana@x.example")
    return Came(label, tuple(Slip(1, reference, ana, amount, now, None) for reference, amount in slips), ())


def test_the_slips_are_as_many_as_asked_for_and_the_true_ones_are_their_customers() -> None:
    assert len(AROUND) == 20_000
    for label in EVERY.values():
        for reference, amount in label.slips.items():
            assert (AROUND[reference].amount, AROUND[reference].email) == (amount, label.email)


def test_around_every_reference_somebody_else_has_a_slip_of_the_same_amount_one_mistake_away() -> None:
    for label in EVERY.values():
        for payment in label.row["payments"]:
            paid = int(payment["amount"].replace(".", ""))
            for reference in payment["references"]:
                rivals = [AROUND[number] for number in near.neighbours(reference) if number in AROUND]
                assert [one for one in rivals if one.amount == paid and one.email != label.email], reference


def test_dates_folios_and_the_mistyped_number_itself_are_slips() -> None:
    assert {"948199", "978220"} <= AROUND.keys()  # printed on 009 and 025
    assert "241026" in AROUND  # 001 was paid on that day
    assert "26525022" in AROUND  # the folio of 010


@pytest.mark.parametrize("number", ["009", "045", "046", "047", "048", "049", "050", "054", "055", "058", "042"])
def test_what_a_careful_person_would_not_activate_is_not_payable(number: str) -> None:
    label = EVERY[number]

    assert not label.is_payable
    assert len(_came(label, *label.slips.items()).false) == len(label.slips)


def test_another_slip_another_amount_or_half_of_them_is_not_right() -> None:
    label = EVERY["052"]

    assert label.is_payable
    assert _came(label, *label.slips.items()).is_right
    assert not _came(label, *list(label.slips.items())[:1]).is_right
    assert not _came(label).is_right
    assert len(_came(label, ("964240", 1), ("111111", 5)).false) == 2
    assert _came(label, *label.slips.items()).false == ()


def test_a_file_goes_as_an_attachment_and_a_mail_as_it_is() -> None:
    mail = message_from_bytes(mail_of(EVERY["001"]), policy=SMTP)

    assert mail["From"] == EVERY["001"].email
    assert [part.get_filename() for part in mail.iter_attachments()] == ["001-comprobante (1).pdf"]
    assert mail_of(EVERY["038"]) == EVERY["038"].file.read_bytes()
    assert EVERY["038"].email in message_from_bytes(EVERY["038"].file.read_bytes(), policy=SMTP)["From"].lower()


def test_a_paper_without_a_day_has_one_all_the_same() -> None:
    label = EVERY["061"]

    assert label.earliest == label.latest
    assert replace(label, row={**label.row, "difficulty": None}).difficulty == 0
