from __future__ import annotations

import pytest

from bot.invoice import checked, sat
from bot.invoice.filled_in import problems, regimes_for, understood, uses_for

PERSON = {
    "rfc": "GODE561231GR8", "legal_name": "Emma Gómez Díaz", "regime": "612", "postal_code": "32000",
    "cfdi_use": "G03", "email": "emma@x.example",
}  # fmt: skip
COMPANY = PERSON | {"rfc": "ABC680524P76", "legal_name": "Ferretería Trejo, S.A. de C.V.", "regime": "601"}


@pytest.mark.parametrize("typed", [PERSON, COMPANY])
def test_what_sat_takes_has_no_problem(typed: dict[str, str]) -> None:
    data = understood(typed)

    assert problems(data) == ()
    assert checked.missing(data) == ()
    assert data.source == "panel"


def test_it_is_understood_as_people_type_it() -> None:
    data = understood(COMPANY | {"rfc": " abc-680524-p76", "postal_code": "32 000", "email": " Emma@X.Example "})

    assert (data.rfc, data.legal_name, data.postal_code, data.email) == (
        "ABC680524P76", "FERRETERÍA TREJO", "32000", "emma@x.example",
    )  # fmt: skip
    assert problems(data) == ()


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("rfc", "", "Escriba su RFC."),
        ("rfc", "GODE561231GR", "El RFC tiene 13 letras y números; escribió 12."),
        ("rfc", "123", "El RFC tiene 13 letras y números, o 12 si es de una empresa; escribió 3."),
        ("rfc", "GODE561331GR8", "El RFC no tiene la forma correcta: revise las letras, la fecha (año, mes y día) y los tres últimos."),
        ("legal_name", " . ", "Escriba su nombre o razón social, como aparece en su Constancia."),
        ("regime", "", "Elija su régimen fiscal; está en su Constancia."),
        ("regime", "999", "Elija su régimen fiscal; está en su Constancia."),
        ("regime", "601", "El régimen 601 no es de los de una persona física; elija otro o revise su RFC."),
        ("postal_code", "", "Escriba el código postal de su domicilio fiscal."),
        ("postal_code", "3200", "El código postal tiene 5 números; escribió 4."),
        ("postal_code", "3200O", "El código postal lleva sólo números."),
        ("cfdi_use", "", "Elija para qué usará la factura (uso de CFDI)."),
        ("cfdi_use", "CP01", "El SAT no permite el uso CP01 con el régimen 612; elija otro."),
        ("email", "", "Escriba el correo al que enviamos la factura."),
        ("email", "emma@x", "Escriba un correo como lupita@empresa.mx."),
    ],
)  # fmt: skip
def test_each_mistake_has_its_sentence(field: str, typed: str, sentence: str) -> None:
    assert problems(understood(PERSON | {field: typed})) == ((field, sentence),)


def test_a_company_has_an_rfc_of_its_own_length() -> None:
    short = understood(COMPANY | {"rfc": "ABC680524P7"})

    assert problems(short) == (("rfc", "El RFC de una empresa tiene 12 letras y números; escribió 11."),)


def test_an_empty_form_names_every_field_in_its_order() -> None:
    assert [field for field, _ in problems(understood({}))] == [
        "rfc", "legal_name", "regime", "postal_code", "cfdi_use", "email",
    ]  # fmt: skip


def test_a_use_must_fit_its_regime_and_its_taxpayer() -> None:
    employee = understood(PERSON | {"regime": "605"})
    company = understood(COMPANY | {"cfdi_use": "D01"})

    assert problems(employee) == (("cfdi_use", "El SAT no permite el uso G03 con el régimen 605; elija otro."),)
    assert problems(company) == (("cfdi_use", "El SAT no permite el uso D01 con el régimen 601; elija otro."),)


def test_whoever_gives_no_rfc_is_without_obligations() -> None:
    public = understood(PERSON | {"rfc": "XAXX010101000"})

    assert [field for field, _ in problems(public)] == ["regime"]
    assert set(regimes_for("XAXX010101000")) == {"616"}


def test_only_what_can_be_chosen_is_offered() -> None:
    assert "601" not in regimes_for("GODE561231GR8")
    assert "605" not in regimes_for("ABC680524P76")
    assert set(regimes_for(None)) == set(regimes_for("ABC")) == set(sat.REGIMES)
    assert set(uses_for("616", "GODE561231GR8")) == {"S01"}
    assert "D01" in uses_for("605", "GODE561231GR8")
    assert "D01" not in uses_for(None, "ABC680524P76")
    assert "CP01" not in uses_for(None, None)


@pytest.mark.parametrize("rfc", ["GODE561231GR8", "ABC680524P76"])
def test_what_is_offered_is_what_is_accepted(rfc: str) -> None:
    """The form, its check and what is asked for by mail know one catalogue."""
    for regime in regimes_for(rfc):
        for use in uses_for(regime, rfc):
            data = understood(PERSON | {"rfc": rfc, "regime": regime, "cfdi_use": use})
            assert problems(data) == ()
            assert checked.missing(data) == ()
