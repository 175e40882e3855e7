"""What the bank prints of its own names no other slip."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from test_rules import FACTS, LUNA, NEIGHBOUR, RECEIPT, SLIP

from bot.matching.printed import by_the_bank
from bot.matching.rules import another_slip_fits
from bot.model import Customer, Evidence, Receipt


def test_day_and_numbers_of_the_bank_are_its_own() -> None:
    """B140."""
    receipt = Receipt(folio="K-0534209", tracking_key="NU39", paid_on=date(2026, 9, 5))

    assert by_the_bank(receipt) == {"534209", "39", "50926", "260905", "90526", "5092026", "20260905"}
    assert by_the_bank(Receipt()) == set()


@pytest.mark.parametrize("printed", ["26525022", "140926"])
def test_a_slip_numbered_like_folio_or_day_is_no_rival(printed: str) -> None:
    """B140."""
    receipt = replace(RECEIPT, folio="26525022", paid_on=date(2026, 9, 14), candidates=(printed,))
    rival = replace(NEIGHBOUR, reference=printed)

    assert another_slip_fits.check(receipt, (SLIP,), replace(FACTS, rivals=(rival,))) is None


def test_a_slip_that_a_second_field_names_is_one() -> None:
    """B140."""
    receipt = replace(RECEIPT, candidates=(NEIGHBOUR.reference,))

    assert another_slip_fits.check(receipt, (SLIP,), replace(FACTS, rivals=(NEIGHBOUR,))) is not None


def test_a_number_too_long_for_a_reference_is_no_rival_of_the_sender_s_own_slip() -> None:
    """B140."""
    receipt = replace(RECEIPT, candidates=("89600074",))
    rival = replace(NEIGHBOUR, reference="89600074", customer=LUNA)

    def found(receipt: Receipt, sender: Customer | None) -> bool:
        return another_slip_fits.check(receipt, (SLIP,), replace(FACTS, rivals=(rival,), sender=sender)) is not None

    assert not found(receipt, SLIP.customer)
    assert found(receipt, None)  # nobody knows whose mail it is
    assert found(replace(receipt, evidence=(*receipt.evidence, _written("89600074"))), SLIP.customer)


def _written(number: str) -> Evidence:
    return Evidence("other_reference", "d", 1, (0, 0, 9, 9), f"PAGO {number}", "text_layer")
