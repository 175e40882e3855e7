from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bot.invoice.checked import doubts, fitting, missing
from bot.model import FiscalData

COMPANY = FiscalData("MAB9307148T4", "MAQUINADOS ALFA BRAVO", "601", "64000", "G03")
PERSON = FiscalData("GODE561231GR8", "EMMA GOMEZ DIAZ", "612", "64000", "G03")
ALL = ("RFC", "razón social", "régimen fiscal", "código postal fiscal", "uso de CFDI")


@pytest.mark.parametrize("data", [COMPANY, PERSON])
def test_of_whole_data_nothing_is_missing_and_nothing_odd(data: FiscalData) -> None:
    assert missing(data) == ()
    assert doubts(data) == ()


def test_of_nothing_everything_is_missing_the_most_important_first() -> None:
    assert missing(FiscalData()) == ALL


@pytest.mark.parametrize(
    ("field", "label"), list(zip(["rfc", "legal_name", "regime", "postal_code", "cfdi_use"], ALL, strict=True))
)
def test_only_what_is_missing_is_asked_for(field: str, label: str) -> None:
    without: dict[str, Any] = {field: None}

    assert missing(replace(COMPANY, **without)) == (label,)


def test_a_regime_that_a_company_cannot_have_is_asked_for_again() -> None:
    data = replace(COMPANY, regime="612")

    assert missing(data) == ("régimen fiscal",)
    assert doubts(data) == ("el régimen 612 no corresponde a una persona moral",)


def test_a_use_that_the_regime_does_not_allow_is_asked_for_again() -> None:
    data = replace(PERSON, regime="605")

    assert missing(data) == ("uso de CFDI",)
    assert doubts(data) == ("el uso G03 no corresponde al régimen 605 de una persona física",)


def test_a_company_deducts_no_doctor() -> None:
    assert missing(replace(COMPANY, regime="626", cfdi_use="D01")) == ("uso de CFDI",)


def test_the_public_at_large_is_without_obligations() -> None:
    public = FiscalData("XAXX010101000", "PUBLICO EN GENERAL", "616", "64000", "S01")

    assert missing(public) == ()
    assert missing(replace(public, regime="612")) == ("régimen fiscal",)


def test_another_rfc_than_the_one_on_file_is_a_doubt() -> None:
    assert doubts(PERSON, "MAB9307148T4") == (
        "el RFC GODE561231GR8 no es el que el cliente tiene registrado (MAB9307148T4)",
    )


def test_of_two_regimes_the_use_chooses() -> None:
    assert fitting(("605", "612"), "G03") == "612"
    assert fitting(("605", "612"), None) is None
    assert fitting(("606", "612"), "G03") is None
    assert fitting(("601",), None) == "601"
