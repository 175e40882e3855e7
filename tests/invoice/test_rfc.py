from __future__ import annotations

import pytest

from bot.invoice.rfc import doubt, is_company, mended, rfc_of


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("RFC: MAB9307148T4", "MAB9307148T4"),
        ("rfc mab-930714-8t4", "MAB9307148T4"),
        ("R.F.C. GODE 561231 GR8", "GODE561231GR8"),
        ("Mi RFC es GODE561231GR8, gracias", "GODE561231GR8"),
        ("MAB9307148T4", "MAB9307148T4"),
        ("RFC: XAXX010101000", "XAXX010101000"),
        ("RFC: Ñ&A010203AB1", "Ñ&A010203AB1"),
    ],
)
def test_an_rfc_is_found(text: str, number: str) -> None:
    assert rfc_of(text) == number


@pytest.mark.parametrize(
    "text",
    [
        "Pago 251120 con referencia 935447",
        "CURP: GODE561231MNLMZM09",
        "clave BNET01002611220012345678",
        "RFC: MAB9313148T4",
        "escriba a mab9307148t4@correo.example",
        "RFC pendiente",
        "MAB9307148T4 y GODE561231GR8",
    ],
)
def test_what_only_looks_like_one_is_none(text: str) -> None:
    """A month 13, a CURP, a tracking key, an address; and of two unlabelled ones nobody knows which."""
    assert rfc_of(text) is None


def test_the_labelled_one_counts_before_others() -> None:
    assert rfc_of("Pagó MAB9307148T4. Facturar al RFC: GODE561231GR8") == "GODE561231GR8"


def test_a_company_has_one_letter_less() -> None:
    assert is_company("MAB9307148T4")
    assert not is_company("GODE561231GR8")


def test_a_wrong_check_digit_is_a_doubt_and_not_an_error() -> None:
    """Such RFCs are in use: python-stdnum counts 1.5 % and names VACE460910SX6."""
    assert rfc_of("RFC VACE460910SX6") == "VACE460910SX6"
    assert "dígito verificador" in str(doubt("VACE460910SX6"))
    assert doubt("GODE561231GR8") is None


def test_a_generic_rfc_is_said() -> None:
    assert "público en general" in str(doubt("XAXX010101000"))


def test_only_what_the_form_decides_is_mended() -> None:
    assert mended("MAB93O7I48T4") == "MAB9307148T4"
    assert mended("6A1234567890 hola") == "6A1234567890 hola"
