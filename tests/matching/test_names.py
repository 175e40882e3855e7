from __future__ import annotations

import pytest

from bot.matching import names

TREJO = "Comercializadora Hermanos Trejo S.A. de C.V."


@pytest.mark.parametrize(
    "printed",
    [
        "COMERCIALIZADORA HERMANOS TREJO SA DE CV",
        "Comercializadora Hermanos Trejo, S. A. de C. V.",
        "COMERCIALIZADORA HERMANOS TREJO",
        "TREJO COMERCIALIZADORA HERMANOS",
    ],
)
def test_accents_points_order_and_kind_of_company_do_not_count(printed: str) -> None:
    assert names.likeness(printed, TREJO) == names.EQUAL


@pytest.mark.parametrize(
    "printed", ["COMERCIALIZADORA HERMANOS TR", "COMERCIALIZADORA HERMANO TREJO SA", "C0MERCIALIZADORA HERMANOS TREJO"]
)
def test_a_name_that_was_cut_or_misread_is_alike(printed: str) -> None:
    assert names.ALIKE <= names.likeness(printed, TREJO) < names.EQUAL


@pytest.mark.parametrize(
    "printed",
    ["REFACCIONARIA HERMANOS TREJO SA DE CV", "COMERCIALIZADORA DEL NORTE", "COMERCIAL", "SA DE CV", "", None],
)
def test_another_company_of_the_family_is_another(printed: str | None) -> None:
    assert names.likeness(printed, TREJO) < names.ALIKE


def test_nothing_is_like_nothing() -> None:
    assert names.likeness(None, None) == names.likeness("", "") == 0
