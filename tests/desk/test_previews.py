"""What a panel says will happen."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.desk import previews
from bot.model import Customer, Finding, Receipt, Slip

SLIP = Slip(7, "935819", Customer(1, "La Esperanza", "a@x.example"), 1_044_000, datetime(2026, 9, 14, tzinfo=UTC), None)
PAID = Receipt(("935819",), amount=900_000)


def test_an_acceptance_is_three_sentences() -> None:
    assert previews.of_acceptance((SLIP,), replace(PAID, amount=1_044_000), "") == (
        "Se marca pagada la constancia 935819.",
        "Se activa el panel de La Esperanza.",
        "Salen 2 cartas en 30 segundos: la activación y el manual.",
    )


@pytest.mark.parametrize(("amount", "word"), [(900_000, "Faltan $1,440.00"), (1_050_000, "Sobran $60.00")])
def test_a_difference_has_to_be_decided(amount: int, word: str) -> None:
    assert previews.of_acceptance((SLIP,), replace(PAID, amount=amount), "")[-1].startswith(word)


def test_what_needs_a_second_person_activates_nothing_yet() -> None:
    said = previews.of_acceptance((SLIP,), PAID, "supera $10,000.00.")

    assert said == ("Falta una segunda firma: supera $10,000.00.", "Nada se activa hasta que otra persona firme.")


def test_the_button_that_asks_names_the_sum() -> None:
    assert previews.of_ask(SLIP, PAID) == "Pedir $1,440.00"
    assert previews.of_ask(SLIP, replace(PAID, amount=None)) == "Pedir"
    assert previews.of_ask(None, PAID) == "Pedir"


def test_what_is_missing_is_ticked_by_what_was_objected() -> None:
    reasons = (Finding("amount_is_subtotal", ""), Finding("junk_folder", ""), Finding("unknown_reference", ""))

    assert previews.what_is_missing(reasons) == ("iva", "reference")
