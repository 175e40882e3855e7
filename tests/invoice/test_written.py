"""What customers type for their invoice, as they type it."""

from __future__ import annotations

from time import process_time

import pytest

from bot.invoice.written import written_in
from bot.model import FiscalData

TREJO = FiscalData("MAB9307148T4", "FERRETERÍA TREJO", "601", "64000", "G03")


def test_a_list_with_labels() -> None:
    """Favor de facturar con estos datos:

    RFC: MAB9307148T4
    Razón social: Ferretería Trejo, S.A. de C.V.
    Régimen fiscal: 601 General de Ley Personas Morales
    C.P.: 64000
    Uso de CFDI: G03 Gastos en general
    """
    assert written_in(str(test_a_list_with_labels.__doc__)) == TREJO


def test_one_sentence() -> None:
    """Facturar a nombre de Ferretería Trejo SA de CV, RFC MAB9307148T4, régimen 601, cp 64000 y uso G03, gracias."""
    assert written_in(str(test_one_sentence.__doc__)) == TREJO


def test_bare_lines() -> None:
    """Datos para la factura

    FERRETERÍA TREJO SA DE CV
    MAB9307148T4
    64000
    601
    G03
    """
    assert written_in(str(test_bare_lines.__doc__)) == TREJO


def test_names_instead_of_codes() -> None:
    """Nombre: Emma Gómez Díaz
    RFC: GODE561231GR8
    Régimen: Simplificado de Confianza
    Código postal 64000
    Uso del CFDI: gastos en general
    """
    said = FiscalData("GODE561231GR8", "EMMA GÓMEZ DÍAZ", "626", "64000", "G03")

    assert written_in(str(test_names_instead_of_codes.__doc__)) == said


def test_an_answer_says_only_what_was_asked() -> None:
    """El régimen es el 601 y el uso G03"""
    assert written_in(str(test_an_answer_says_only_what_was_asked.__doc__)) == FiscalData(regime="601", cfdi_use="G03")


def test_a_mail_about_a_payment_says_nothing_of_an_invoice() -> None:
    """Buen día, adjunto el comprobante por $1,305.00 de la referencia 935447.

    Calle Hidalgo 12345, tel. 81 8345 6601, CFDI versión 4.0, 64000 Monterrey
    """
    assert not written_in(str(test_a_mail_about_a_payment_says_nothing_of_an_invoice.__doc__))


def test_the_invoice_may_be_wanted_elsewhere() -> None:
    """La factura por favor a Contador@Trejo.example y no a comprobantes@perseo.mx, tel. 656 616 8770"""
    text = str(test_the_invoice_may_be_wanted_elsewhere.__doc__)

    assert written_in(text, frozenset({"perseo.mx"})).email == "contador@trejo.example"


def test_a_regime_that_is_none_is_not_taken() -> None:
    assert written_in("Régimen fiscal: 699").regime is None


def test_two_regimes_by_name_are_not_chosen_from() -> None:
    assert written_in("Régimen: arrendamiento y sueldos y salarios").regime is None


@pytest.mark.parametrize("hostile", ["a", "1", "a.", "a@", "RFC ", "S. A. ", "razon social: ", "correo: a.b-"])
def test_a_hostile_text_costs_no_time(hostile: str) -> None:
    """200,000 characters, in well under a second."""
    start = process_time()

    said = written_in(hostile * (200_000 // len(hostile)))

    assert said.rfc is None
    assert process_time() - start < 1


def test_a_code_before_a_long_run_of_spaces_costs_no_time() -> None:
    begun = process_time()
    assert written_in("RFC: MAB9307148T4\n64000" + " " * 9_000 + "0").postal_code is None
    assert process_time() - begun < 1
