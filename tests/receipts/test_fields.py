"""Labels of banks, apps and tills, however they are spelled, spaced and mistaken by the OCR."""

from __future__ import annotations

import pytest

from bot.receipts.fields import fold, label_at, split
from bot.receipts.wordings import WORDINGS, listed

LABELS = [
    ("Importe de la operación:", "amount"),
    ("Monto a transferir", "amount"),
    ("IMPORTETRANSFERIDO", "amount"),
    ("Total", "total"),
    ("Information to beneficiary", "concept"),
    ("TOTAL COBRADO:", "other_amount"),
    ("Saldo disponible", "other_amount"),
    ("Comisión", "fee"),
    ("IVA comisión", "fee"),
    ("Referencianumérica", "reference"),
    ("Referencia numérica del Emisor:", "reference"),
    ("REF. NUMERICA", "reference"),
    ("No. de referencia", "reference"),
    ("Referencia interbancaria", "bank_reference"),
    ("Propósito de la Transferencia", "concept"),
    ("CONCEPT0", "concept"),
    ("Motivo de pago", "concept"),
    ("Fecha y Hora contable:", "other_date"),
    ("Fecha Aplicación", "date"),
    ("H0RA", "time"),
    ("CVE RASTRE0:", "tracking_key"),
    ("claveRastreo", "tracking_key"),
    ("Folio de internet:", "folio"),
    ("Número de Autorización", "folio"),
    ("Cuenta/ CLABE Ordenante", "payer_account"),
    ("Cuenta de retiro:", "payer_account"),
    ("INSTITUCIÓN ORDENANTE", "payer_bank"),
    ("Cuenta asociada:", "payee_account"),
    ("Para", "payee_name"),
    ("De", "payer_name"),
    ("RFC/CURP ORDENANTE", "other"),
]


@pytest.mark.parametrize(("printed", "field"), LABELS)
def test_a_label_is_known_in_every_spelling(printed: str, field: str) -> None:
    label = label_at(fold(printed))

    assert label is not None
    assert label.field == field


def test_every_wording_is_known_with_its_second_letter_misread() -> None:
    wordings = {one for ranks in WORDINGS.values() for rank in ranks for one in listed(rank)}
    misread = {"o": "0", "i": "1", "l": "1", "s": "5", "b": "8", "z": "2", "g": "9"}
    pairs = [(one, one[0] + misread[one[1]] + one[2:]) for one in sorted(wordings) if one[1:2] in misread]

    assert len(pairs) > 200
    assert [(one, other) for one, other in pairs if label_at(one) != label_at(other)] == []


@pytest.mark.parametrize(
    "printed",
    [
        "Transferencia",
        "Pago de servicio",
        "Para que sirva",
        "A quien corresponda",
        "BBVA MEXICO",
        "TIMBRES",
        "Decoración",
    ],
)
def test_a_value_is_no_label(printed: str) -> None:
    assert label_at(fold(printed)) is None


def test_a_digit_of_the_value_is_not_taken_into_the_label() -> None:
    parts = split("REFERENCIA 1120749")

    assert [(part[0] and part[0].field, part[1]) for part in parts] == [("reference", "1120749")]


def test_several_labels_share_one_line() -> None:
    parts = split("Subtotal 1,125.00 IVA 16% 180.00 Total $1,305.00 MXN")

    assert [(part[0] and part[0].field, part[1]) for part in parts] == [
        ("other_amount", "1,125.00"),
        ("fee", "16% 180.00"),
        ("total", "$1,305.00 MXN"),
    ]


def test_a_label_inside_a_concept_belongs_to_what_the_payer_wrote() -> None:
    parts = split("CONCEPTO: REFERENCIA 981449")

    assert [(part[0] and part[0].field, part[1]) for part in parts] == [("concept", "REFERENCIA 981449")]


def test_a_label_before_a_colon_is_found_behind_other_words() -> None:
    parts = split("Anote en el concepto o referencia de su pago: 963390")

    assert [(part[0] and part[0].field, part[1]) for part in parts] == [
        (None, "Anote en el concepto o"),
        ("reference", "963390"),
    ]


@pytest.mark.parametrize(
    ("printed", "field", "value"),
    [
        ("Monto total de la transferencia $464.00", "amount", "$464.00"),
        ("Total de transferencias: 3", "total", "3"),
        ("Concepto señalado por el ordenante: No. 1017318", "concept", "No. 1017318"),
    ],
)
def test_the_words_behind_a_label_tell_what_it_is(printed: str, field: str, value: str) -> None:
    ((label, text, _, _),) = split(printed)

    assert label is not None
    assert (label.field, text.endswith(value)) == (field, True)
