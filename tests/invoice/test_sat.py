"""The catalogues agree with one another and with what SAT's sheet says of the cases that people meet."""

from __future__ import annotations

import pytest

from bot.invoice import sat
from bot.invoice.folding import folded


def test_every_regime_is_known_by_its_own_name_and_by_no_other() -> None:
    found = {code: {one for _, one in sat.regimes_named(folded(regime.name))} for code, regime in sat.REGIMES.items()}

    assert found == {code: {code} for code in sat.REGIMES}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Régimen General de Ley Personas Morales", "601"),
        ("Régimen de Sueldos y Salarios e Ingresos Asimilados a Salarios", "605"),
        ("Régimen de las Personas Físicas con Actividades Empresariales y Profesionales", "612"),
        ("persona física con actividad empresarial", "612"),
        ("RÉGIMENSIMPLIFICADODECONFIANZA", "626"),
        ("estoy en RESICO", "626"),
    ],
)
def test_a_regime_is_known_as_the_constancia_and_people_name_it(text: str, code: str) -> None:
    assert [one for _, one in sat.regimes_named(folded(text))] == [code]


def test_every_use_goes_to_regimes_that_exist() -> None:
    assert {code for use in sat.USES.values() for code in use.regimes} <= sat.REGIMES.keys()


def test_a_salary_earner_has_no_expenses() -> None:
    assert not {"605", "616"} & sat.USES["G03"].regimes
    assert {"605", "616", "601", "626"} <= sat.USES["S01"].regimes


def test_personal_deductions_are_for_people() -> None:
    assert {code for code, use in sat.USES.items() if not use.for_companies} == {f"D{n:02}" for n in range(1, 11)}


def test_only_two_regimes_take_people_and_companies() -> None:
    both = {code for code, one in sat.REGIMES.items() if one.for_people and one.for_companies}

    assert both == {"610", "626"}


def test_a_use_is_known_by_its_name() -> None:
    assert sat.uses_named(folded("Uso: Gastos en general")) == ["G03"]
