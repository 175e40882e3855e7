"""Labels that the OCR misread by a letter or two."""

from __future__ import annotations

import pytest

from bot.receipts.fields import split
from bot.receipts.misspelt import nearest


@pytest.mark.parametrize(
    ("printed", "field"),
    [
        ("concmpto de pago", "concept"),
        ("refurencia eumerica", "reference"),
        ("clave de raatreo", "tracking_key"),
        ("orderante", "payer_name"),
        ("benehiciario", "payee_name"),
        ("cuenta benefjciaria", "payee_account"),
        ("fecha oe operacion", "date"),
    ],
)
def test_a_long_label_with_a_wrong_letter_is_still_that_label(printed: str, field: str) -> None:
    found = nearest(printed)

    assert found is not None
    assert found[0] == field


@pytest.mark.parametrize(
    "printed", ["preferencias", "transferencia", "deposito", "pagos", "monlo", "sistemas perseo", "012164001016446374"]
)
def test_another_word_is_no_label(printed: str) -> None:
    assert nearest(printed) is None


def test_only_a_picture_misspells() -> None:
    (pictured,) = split("Concmpto de pago: 935447", pictured=True)
    (layered,) = split("Concmpto de pago: 935447")

    assert pictured[0] is not None
    assert (pictured[0].field, pictured[1]) == ("concept", "935447")
    assert layered[0] is None
