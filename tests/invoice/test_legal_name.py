from __future__ import annotations

import pytest

from bot.invoice.legal_name import legal_name_of


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Ferretería Trejo, S.A. de C.V.", "FERRETERÍA TREJO"),
        ("LOBO SAPI DE CV", "LOBO"),
        ("Ruiz y Asociados, S.C.", "RUIZ Y ASOCIADOS"),
        ("Campo Verde S.P.R. de R.L. de C.V.", "CAMPO VERDE"),
        ("Taller Mora S. de R.L. de C.V.", "TALLER MORA"),
        ("Amigos del Río A.C.", "AMIGOS DEL RÍO"),
        ("Pixel SAS", "PIXEL"),
        ("LA ESPERANZA SOCIEDAD ANÓNIMA DE CAPITAL VARIABLE", "LA ESPERANZA"),
    ],
)
def test_the_kind_of_company_is_no_part_of_the_name(written: str, name: str) -> None:
    assert legal_name_of(written) == name


@pytest.mark.parametrize("written", ["MARIA ROSA", "Casa Salas", "TRANSPORTES SAC", "JOSE SA SILVA"])
def test_a_name_that_only_ends_alike_stays_whole(written: str) -> None:
    assert legal_name_of(written) == written.upper()


@pytest.mark.parametrize("written", ["", " - ", "12", "A"])
def test_what_is_no_name_is_none(written: str) -> None:
    assert legal_name_of(written) is None
