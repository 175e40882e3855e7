from __future__ import annotations

from dataclasses import replace

import pytest

from bot.invoice.merged import merged
from bot.model import FiscalData

PAPER = FiscalData("MAB9307148T4", "MAQUINADOS ALFA BRAVO", "601", "64000", source="csf")
TYPED = FiscalData("MAB9307148T4", "Maquinados", "603", "99999", "G03")


def test_a_constancia_beats_words_whichever_came_first() -> None:
    whole = replace(PAPER, cfdi_use="G03")

    assert merged(TYPED, PAPER) == whole
    assert merged(PAPER, TYPED) == whole


def test_of_two_mails_the_newer_counts() -> None:
    assert merged(TYPED, replace(TYPED, postal_code="64010")).postal_code == "64010"


def test_what_is_missing_is_filled() -> None:
    known = FiscalData("MAB9307148T4", "ALFA", None, None, None)

    assert merged(known, FiscalData(regime="601", cfdi_use="G03")) == FiscalData(
        "MAB9307148T4", "ALFA", "601", None, "G03"
    )


def test_two_taxpayers_are_never_mixed() -> None:
    other = FiscalData("GODE561231GR8", "EMMA GOMEZ DIAZ", None, None, "S01")

    assert merged(PAPER, other) == replace(PAPER, cfdi_use="S01")
    assert merged(TYPED, other) == other


GUESS = replace(TYPED, source="unproven")


@pytest.mark.parametrize("said", [TYPED, PAPER, GUESS])
def test_what_is_not_proven_overwrites_nothing(said: FiscalData) -> None:
    whole = replace(said, cfdi_use="S01")
    other = replace(GUESS, legal_name="OTRA", regime="626", postal_code="11111", cfdi_use="G01", email="x@otro.example")

    assert merged(whole, replace(other, email=None)) == whole
    if said.source != "unproven":
        assert merged(replace(other, email=None), whole) == whole


def test_what_is_not_proven_fills_what_is_missing_and_marks_it() -> None:
    assert merged(PAPER, replace(GUESS, legal_name="OTRA")) == replace(PAPER, cfdi_use="G03", source="unproven")
    assert merged(FiscalData(), GUESS) == GUESS


def test_an_unproven_taxpayer_is_never_mixed_with_the_one_we_know() -> None:
    assert merged(FiscalData("GODE561231GR8"), GUESS) == FiscalData("GODE561231GR8")


def test_nothing_new_changes_nothing() -> None:
    assert merged(PAPER, FiscalData()) == PAPER
    assert merged(TYPED, FiscalData(source="csf")) == TYPED
